"""One ticket's life in the made-up year, step by step; each step says when the next one comes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.year.matters import Said
from bot.year.stage import Stage
from desk.change import Change
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.moves import closing, joining, opening, sensitive, triage, working
from desk.moves.closing import Revisit
from desk.moves.table import Move, permitted
from desk.people import Person, Role
from desk.reading import Action, Category, Reading
from desk.routing import DEPARTMENT, reviser
from desk.ticket import Status, Ticket, from_reading
from storage.revisits import Visit

Life = Iterator[datetime]
_OPENS, _CLOSES = 7, 22  # when somebody looks at their phone
_AWAITED = ("等厂家配件", "等业主在家", "等供电局答复")
_AWAITED_ELSE = ("等业主回复", "等业主在家", "等街道答复")
_SLOW_MONTHS = (3, 4, 7)  # when too few engineers were there: figures should show it


class Living:
    """A ticket on its way."""

    def __init__(
        self, stage: Stage, said: Said, reading: Reading, ticket: Ticket, *, pictured: bool = False
    ) -> None:
        self._stage, self._said, self._reading, self._ticket = stage, said, reading, ticket
        self._pictured = pictured  # whoever mends it shows it too
        self._now = ticket.opened_at

    def life(self) -> Life:
        """Each step, by the moment at which it happens; the caller stops when the year is over."""
        if self._reading.action is not Action.OPEN or self._chance(5):
            yield from self._proposed()
            if self._ticket.ended:
                return
        else:
            self._register(None)
        if self._chance(3):
            yield self._later(10, 90)
            self._try(lambda: triage.dismiss(self._ticket, self._now, self._stage.of(Role.CS_LEAD), "solved"))
        elif self._chance(5):
            other = Category.SERVICE if self._ticket.category is not Category.SERVICE else Category.FEES
            lead = self._stage.of(Role.CS_LEAD)
            self._try(lambda: triage.recategorise(self._ticket, self._now, lead, other))
        if not self._ticket.ended:
            yield from self._worked()

    def _proposed(self) -> Life:
        self._keep(opening.propose(self._ticket, self._now))
        yield self._later(4, 50)
        desk = self._stage.of(Role.FRONT_DESK)
        if self._chance(25):
            self._try(lambda: triage.dismiss(self._ticket, self._now, desk, "chatter"))
        else:
            self._register(desk)

    def _register(self, actor: Person | None, before: Person | None = None) -> None:
        owner = self._stage.owner(self._ticket, before)
        self._keep(opening.register(self._ticket, self._now, owner, actor=actor))

    def _worked(self) -> Life:
        yield from self._joined()
        yield self._later(1, 18)
        hand = self._stage.hand(DEPARTMENT.get(self._ticket.topic or ""))
        if hand is not None and self._chance(60):
            officer = self._owner()
            self._try(lambda: working.transfer(self._ticket, self._now, officer, hand))
            yield self._later(1, 12)
        self._try(lambda: working.accept(self._ticket, self._now, self._owner()))
        yield self._later(2, 24)
        self._try(lambda: working.contact(self._ticket, self._now, self._owner()))
        yield self._later(5, 60)
        self._try(lambda: working.arrive(self._ticket, self._now, self._owner()))
        if self._chance(8):
            thing = self._ticket.category is Category.FACILITIES
            reason = self._stage.rng.choice(_AWAITED if thing else _AWAITED_ELSE)
            self._try(lambda: working.wait(self._ticket, self._now, self._owner(), reason, None))
            yield self._later(24 * 60, 72 * 60)
            self._try(lambda: working.resume(self._ticket, self._now, self._owner()))
        yield self._after_work()
        if self._pictured:
            self._shown()
        self._try(lambda: working.finish(self._ticket, self._now, self._owner(), self._said.result))
        if self._ticket.status is Status.DONE:
            yield from self._ended()

    def _shown(self) -> None:
        """The picture of what was mended, with its line in the journal."""
        hand = self._owner()
        if self._ticket.status is Status.WORKING and permitted(Move.PHOTO, hand, self._ticket):
            self._stage.picture(self._ticket, hand, self._said.scene, self._now, mended=True)
            self._try(lambda: joining.photographed(self._ticket, self._now, hand, 1))

    def _joined(self) -> Life:
        if not (self._said.shared and self._chance(22)):
            return
        for neighbour in self._stage.rng.sample(
            self._stage.residents, self._stage.rng.choice((1, 1, 2, 3, 5))
        ):
            yield self._later(1, 12)
            group = joining.as_group(self._ticket)
            head = self._stage.owner(group) if group else None
            self._try(lambda who=neighbour, to=head: joining.join(self._ticket, self._now, who, to))  # type: ignore[misc]

    def _ended(self) -> Life:
        late = self._late()
        if self._chance(72):
            yield self._later(10, 10 * 60)
            reporter = self._stage.person(self._ticket.reporter)
            if self._chance(10 if late else 3):
                yield from self._again(reporter)
                return
            self._try(lambda: closing.confirm(self._ticket, self._now, reporter))
            for about, stars in zip(("attitude", "outcome"), self._stars(late=late), strict=True):
                if self._chance(70):
                    self._try(
                        lambda what=about, n=stars: closing.rate(self._ticket, self._now, reporter, what, n)  # type: ignore[misc]
                    )
        yield self._later(60, 14 * 60) if not self._chance(7) else self._later(26 * 60, 60 * 60)
        asker = reviser(self._ticket, self._stage.staff, self._stage.standard(self._ticket).offices)
        attitude, outcome = (max(stars, 3) for stars in self._stars(late=late))
        answers = Revisit(mode="phone", attitude=attitude, outcome=outcome)
        if asker is not None:
            self._try(lambda: closing.revisit(self._ticket, self._now, asker, answers))
            self._noted(asker, answers)
        if self._ticket.status is Status.REVISITED:
            yield from self._archived()

    def _noted(self, asker: Person, answers: Revisit) -> None:
        """The line of 回访记录表, where the revisit was made."""
        if self._ticket.status in (Status.REVISITED, Status.CLOSED):
            visit = Visit(
                ticket=self._ticket.id,
                site=self._stage.site.id,
                person=asker.id,
                mode=answers.mode,
                state="done",
                attitude=answers.attitude,
                outcome=answers.outcome,
                at=self._now,
            )
            self._stage.tools.uow.revisits.add(visit)

    def _archived(self) -> Life:
        """归档: the head's tap, and before it the judgement of what was said of a person."""
        head = next(one for one in self._stage.staff if one.role is Role.CENTRE_MANAGER)
        yield self._later(20, 6 * 60)
        if self._ticket.accused:
            verdict = self._stage.rng.choice(sensitive.VERDICTS)
            self._try(lambda: sensitive.judge(self._ticket, self._now, head, verdict))
        self._try(lambda: sensitive.archive(self._ticket, self._now, head))

    def _again(self, reporter: Person) -> Life:
        """未解决: the second complaint goes one level up, and is worked on in its turn."""
        before = self._owner()
        draft = closing.second_complaint(self._ticket, self._now, reporter, standard=self._ticket.standard)
        second = self._stage.tools.uow.tickets.create(draft)
        self._keep(closing.reject(self._ticket, self._now, reporter, second))
        self._ticket = second
        self._register(None, before)
        yield from self._worked()

    def _stars(self, *, late: bool) -> tuple[int, int]:
        weights = (1, 2, 5, 8, 6) if late else (0, 1, 2, 9, 18)
        first, second = self._stage.rng.choices((1, 2, 3, 4, 5), weights, k=2)
        return max(first, second), min(first, second)

    def _late(self) -> bool:
        clocks = self._stage.tools.uow.clocks.of(self._ticket.id)
        return any(one.kind is ClockKind.RESOLVE and one.missed(self._now) for one in clocks)

    def _after_work(self) -> datetime:
        slow = 2.2 if self._now.month in _SLOW_MONTHS else 1.0
        minutes = self._stage.rng.lognormvariate(0, 0.8) * self._said.days * 15 * 60 * slow
        return self._later(int(minutes * 0.8), int(minutes * 1.2) + 5)

    def _later(self, least: int, most: int) -> datetime:
        """So many minutes from now, but not while people sleep; emergencies do not wait."""
        moment = self._now + timedelta(minutes=self._stage.rng.randint(least, max(least, most)))
        if not self._ticket.emergency:
            moment = waking(moment, self._stage.rng.randint(5, 55), ZoneInfo(self._stage.site.timezone))
        self._now = moment
        return moment

    def _owner(self) -> Person:
        return self._stage.person(self._ticket.owner)

    def _chance(self, percent: int) -> bool:
        return self._stage.rng.randrange(100) < percent

    def _keep(self, change: Change) -> None:
        self._ticket = self._stage.keep(change, self._now)

    def _try(self, move: Callable[[], Change]) -> None:
        """Do it where the desk's rules let this person do it now."""
        try:
            self._keep(move())
        except Refused:
            return


def waking(moment: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """The moment, or the next morning when people are up again."""
    local = moment.astimezone(zone)
    if _OPENS <= local.hour < _CLOSES:
        return moment
    day = local + timedelta(days=1) if local.hour >= _CLOSES else local
    return day.replace(hour=_OPENS, minute=minutes, second=0, microsecond=0)


def draft(stage: Stage, reading: Reading, text: str, reporter: Person, now: datetime) -> Ticket:
    """The ticket that a report opens."""
    base = Ticket(
        id=0,
        number=0,
        site=stage.site.id,
        status=Status.OPEN,
        text=text,
        opened_at=now,
        last_line_at=now,
        reporter=reporter.id,
        reporters=(reporter.id,),
        room=stage.room,
        source=stage.rng.choices(("room", "private"), (7, 3))[0],
        standard=stage.tools.book.current(stage.site.standard).version,
    )
    ticket = from_reading(reading, base)
    return replace(ticket, room=stage.room if ticket.source == "room" else None)
