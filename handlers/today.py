"""The morning list (S4-22): 未完成, 待回访, 今日须答复; to the head of customer service also what hangs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from desk.cards import running
from desk.change import Circle, Told
from desk.clocks import ClockKind
from desk.digest import news_owed
from desk.errors import Refused
from desk.matter import matter
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import WORKERS, Person, Role, Site
from desk.phoning import waiting
from desk.sources import Source
from desk.ticket import UNFINISHED, Status, Ticket
from handlers import digests, drafts, in_hand, mine
from handlers.post import Post
from handlers.revisers import reviser
from handlers.scene import Scene
from handlers.stand_in import deputies, heads
from handlers.tools import Tools

SHOWN = 6  # lines of one section
_ROW = 5  # buttons beside each other
_BUTTONS = 15
_ANSWERS = frozenset({ClockKind.RESPOND, ClockKind.FIRST_CONTACT, ClockKind.NEWS})
_REVISITED = frozenset({Status.DONE, Status.CONFIRMED})


def morning(tools: Tools, site: Site, now: datetime) -> None:
    """To everybody who has something to do; to nobody else."""
    post = Post(tools=tools, site=site, now=now)
    day = _Day(tools=tools, site=site, now=now)
    for person in day.there:
        if person.role in WORKERS and (notice := _of(day, person)):
            post.to_person(person, Told(circle=Circle.ONE, person=person.id, notice=notice))


def asked(scene: Scene, tools: Tools, now: datetime) -> Notice:
    """今天: the same at any time; a resident asks after what they reported."""
    if scene.person is None:
        raise Refused("unknown_person")
    if not scene.person.is_staff:
        return mine.asked(scene, tools)
    return _of(_Day(tools=tools, site=scene.site, now=now), scene.person) or Notice("today.none")


@dataclass(frozen=True, kw_only=True)
class _Day:
    """A site's matters as they stand, each list read once for everybody."""

    tools: Tools
    site: Site
    now: datetime

    @cached_property
    def there(self) -> list[Person]:
        """The staff that is not away."""
        away = deputies(self.tools, self.site, self.now)
        return [one for one in self.tools.uow.people.staff(self.site.id) if one.id not in away]

    @cached_property
    def unended(self) -> list[Ticket]:
        return self.tools.uow.tickets.unended(self.site.id)

    @cached_property
    def unsigned(self) -> list[Ticket]:
        """Those whose slip waits to be signed for."""
        return in_hand.unsigned(self.tools, self.unended)

    @cached_property
    def late(self) -> frozenset[int]:
        """Those whose reporters are owed a line."""
        owed = digests.owed(self.tools, self.site, self.now)
        return frozenset(ticket.id for ticket in news_owed(owed, self.now))

    @cached_property
    def untold(self) -> list[Ticket]:
        return drafts.unsent(self.tools, self.site, self.now)

    @cached_property
    def revisers(self) -> dict[int, int]:
        """Who revisits what is to be revisited, by ticket."""
        done = [ticket for ticket in self.unended if ticket.status in _REVISITED]
        asked = [one for one in done if running(self.tools.uow.clocks.of(one.id), ClockKind.REVISIT)]
        return {one.id: who.id for one in asked if (who := reviser(self.tools, one, self.there))}


def _of(day: _Day, person: Person) -> Notice | None:
    """What this member of staff has to do today; None: nothing."""
    open_ = [one for one in day.unended if person.id not in one.accused]
    own = [ticket for ticket in open_ if ticket.owner == person.id and ticket.status in UNFINISHED]
    revisits = [ticket for ticket in open_ if day.revisers.get(ticket.id) == person.id]
    answers = _answers(day, own)
    rest = [ticket for ticket in own if ticket not in answers]
    slips = [ticket for ticket in day.unsigned if in_hand.signable(person, ticket)]
    helped = in_hand.helped(person, open_)
    served = [one for one in open_ if one.owner == person.id and one.source in list(Source)]
    calls = [one for one in served if waiting(day.tools.uow.journal.of(one.id))]
    sections = [
        _section(Notice("today.calls", _facts(calls)), calls),
        _section(Notice("today.answers", _facts(answers)), answers),
        _section(Notice("today.rest" if answers else "today.unfinished", _facts(rest)), rest),
        _section(Notice("today.slips", _facts(slips)), slips),
        _section(Notice("today.helping", _facts(helped)), helped),
        _section(Notice("today.revisits", _facts(revisits)), revisits),
    ]
    if any(one.role is Role.CS_LEAD for one in heads(day.tools, day.site, person, day.now)):
        sections += _hanging(day, open_, person)
    told = [one for one in sections if one]
    if not told:
        return None
    tickets = {ticket.id: ticket for _, group in told for ticket in group[:SHOWN]}
    buttons = [Button(verb="progress", ticket=one.id, label=f"#{one.number}") for one in tickets.values()]
    shown = buttons[:_BUTTONS]
    rows = tuple(row(*shown[at : at + _ROW]) for at in range(0, len(shown), _ROW))
    return Notice("today.list", {"sections": [notice for notice, _ in told]}, rows)


_Section = tuple[Notice, Sequence[Ticket]]


def _hanging(day: _Day, tickets: list[Ticket], person: Person) -> list[_Section | None]:
    """What nobody has, what nobody has accepted, and whose reporters have heard nothing today (S0-36)."""
    loose = [ticket for ticket in tickets if ticket.status is Status.OPEN]
    waiting = [ticket for ticket in tickets if ticket.status is Status.DISPATCHED]
    untold = [one for one in day.untold if person.id not in one.accused]
    return [
        _section(Notice("today.undispatched", _facts(loose)), loose),
        _section(Notice("today.unaccepted", _facts(waiting)), waiting),
        _section(Notice("today.drafts", _facts(untold)), untold),
    ]


def _section(notice: Notice, tickets: Sequence[Ticket]) -> _Section | None:
    return (notice, tickets) if tickets else None


def _facts(tickets: Sequence[Ticket]) -> dict[str, Fact]:
    lines: list[Fact] = [_line(ticket) for ticket in tickets[:SHOWN]]
    return {"count": len(tickets), "lines": lines, "more": max(0, len(tickets) - SHOWN)}


def _line(ticket: Ticket) -> Notice:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
        "status": Word(f"status.{ticket.status}"),
        "owner": Who(ticket.owner),
    }
    return Notice("today.line", facts)


def _answers(day: _Day, own: list[Ticket]) -> list[Ticket]:
    """Those whose reporters are to hear something today: promised for today, or late (S0-36)."""
    calendar = day.tools.book.calendar(day.site)
    midnight = calendar.at(calendar.local(day.now).date() + timedelta(days=1), time())

    def promised(ticket: Ticket) -> bool:
        clocks = day.tools.uow.clocks.of(ticket.id)
        return any(one.running and one.kind in _ANSWERS and one.due_at < midnight for one in clocks)

    return [ticket for ticket in own if ticket.id in day.late or promised(ticket)]
