"""The end: confirmed and rated, or not solved (二次投诉); revisited (回访), closed."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.change import Change, to_person, to_reporters, to_role
from desk.clocks import ClockKind, cancel, meet, start
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.matters import DEFAULT, Matters, raised, with_reporters
from desk.moves.table import TRANSITIONS, Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from desk.reading import Class
from desk.ticket import Status, Ticket

MODES = ("phone", "visit", "chat")  # 电话/上门/聊天 (S0-38, S2-106)
UNSATISFIED = 2  # stars; this or less means the matter is not over


@dataclass(frozen=True, kw_only=True)
class Revisit:
    """What the reporter said when asked afterwards: the mode and the two answers (S0-39)."""

    mode: str
    attitude: int
    outcome: int
    remark: str = ""

    @property
    def satisfied(self) -> bool:
        """Whether the matter may close."""
        return min(self.attitude, self.outcome) > UNSATISFIED


def confirm(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """已解决: a reporter confirms (S0-34); the rating is asked next, in place."""
    status = ensure(Move.CONFIRM, actor, ticket)
    return Change(
        ticket=replace(ticket, status=status),
        entries=(_entry("confirmed", now, actor),),
        told=(
            to_person(actor.id, rating_question(ticket, "attitude"), card="feedback", aloud=True),
            to_reporters(_settled(ticket), but=actor.id, card="feedback"),
        ),
    )


def _settled(ticket: Ticket) -> Notice:
    """Another household confirmed; whoever still has the trouble can say so."""
    buttons = row(Button(verb="reject", ticket=ticket.id))
    return Notice("feedback.settled", {"number": ticket.number}, buttons=(buttons,))


def rating_question(ticket: Ticket, about: str) -> Notice:
    """One of the two questions, with five stars to tap."""
    stars = row(*(Button(verb=about, ticket=ticket.id, arg=str(n), label=f"{n}⭐") for n in range(1, 6)))
    return Notice(f"feedback.{about}", {"number": ticket.number}, buttons=(stars,))


def rate(ticket: Ticket, now: datetime, actor: Person, about: str, stars: int) -> Change:
    """态度 or 结果, 1–5; after the second the reporter is thanked. Few stars are heard by a head (S0-39)."""
    ensure(Move.RATE, actor, ticket)
    _counted(stars)
    low = stars <= UNSATISFIED
    if about == "attitude":
        rated, after = replace(ticket, attitude=stars), rating_question(ticket, "outcome")
    else:
        rated, after = replace(ticket, outcome=stars, last_line_at=now), _thanks(ticket, low=low)
    facts: dict[str, Fact] = {"about": Word(f"about.{about}"), "stars": stars}
    few = Notice("feedback.low", {**facts, "number": ticket.number, "owner": Who(ticket.owner)})
    return Change(
        ticket=rated,
        entries=(_entry("rated", now, actor, facts),),
        told=(
            to_person(actor.id, after, card="feedback", aloud=True),
            *((to_role(Role.CS_LEAD, few),) if low else ()),
        ),
    )


def _thanks(ticket: Ticket, *, low: bool) -> Notice:
    """Who is not content reads how to go on with it."""
    goes_on = low and ticket.status in TRANSITIONS[Move.REJECT][0]
    buttons = (row(Button(verb="reject", ticket=ticket.id)),) if goes_on else ()
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "sorry": Word("feedback.sorry") if goes_on else None,
    }
    return Notice("feedback.thanks", facts, buttons)


def reject(ticket: Ticket, now: datetime, actor: Person, second: Ticket) -> Change:
    """未解决: this ticket ends, `second` goes on with the matter (S0-09)."""
    status = ensure(Move.REJECT, actor, ticket)
    notice = Notice("feedback.reopened", {"number": ticket.number, "second": second.number})
    return Change(
        ticket=replace(ticket, status=status),
        entries=(_entry("unsolved", now, actor, {"second": second.number}),),
        clocks=cancel(),
        told=(to_reporters(notice, card="feedback", aloud=True),),
    )


def second_complaint(ticket: Ticket, now: datetime, actor: Person, *, standard: str) -> Ticket:
    """The draft of the linked second complaint (二次投诉): class 2 at least, one round further.

    It is opened now, under the `standard` that holds now (S2-62).
    """
    return replace(
        ticket,
        id=0,
        number=0,
        status=Status.OPEN,
        class_=min(ticket.class_, Class.TWO),
        because=("S0-09 二次投诉",),
        opened_at=now,
        reporter=actor.id,
        reporters=(actor.id, *(one for one in ticket.reporters if one != actor.id)),
        owner=None,
        parent=ticket.id,
        round=ticket.round + 1,
        standard=standard,
        last_line_at=None,
        result=None,
        done_at=None,
        done_by=None,
        attitude=None,
        outcome=None,
        verdict=None,
        waiting_for=None,
        next_news_at=None,
    )


def follow_up(new: Ticket, before: Ticket, rule: Matters = DEFAULT) -> Ticket:
    """The report as a second complaint (二次投诉): class 2 at least, one round further (S0-09).

    Where the reporters of `before` have not all had their say yet, they hear how this one goes on, and count
    in it (S0-02). Who was anonymous stays so.
    """
    pending = before.status in (Status.DONE, Status.CONFIRMED)
    joined = with_reporters(new, before.reporters, before.homes) if pending else new
    there = replace(before.place, area=new.place.area or before.place.area)  # where it says no other place
    return replace(
        raised(joined, rule, Class.TWO),
        place=new.place if new.place.building else there,
        anonymous=new.anonymous or before.anonymous,
        because=("S0-09 二次投诉", *new.because),
        parent=before.id,
        round=before.round + 1,
    )


def revisit(ticket: Ticket, now: datetime, actor: Person, answers: Revisit) -> Change:
    """Recorded with its mode and both answers (S0-39, S2-106); satisfied: the ticket closes.

    Never by the handler (C8).
    """
    ensure(Move.REVISIT, actor, ticket)
    if actor.id in ticket.handlers:
        raise Refused("handler_revisits", number=ticket.number)
    _counted(answers.attitude, answers.outcome)
    facts: dict[str, Fact] = {
        "mode": Word(f"mode.{answers.mode}"),
        "attitude": answers.attitude,
        "outcome": answers.outcome,
        "remark": answers.remark,
    }
    entry = _entry("revisited", now, actor, facts)
    after = replace(ticket, status=Status.REVISITED, attitude=answers.attitude, outcome=answers.outcome)
    if not answers.satisfied:
        return Change(ticket=after, entries=(entry,), clocks=meet(ClockKind.REVISIT))
    if ticket.class_ is not Class.THREE:  # S0-20, S4-44: a head archives it
        clocks = (*meet(ClockKind.REVISIT), *start(ClockKind.ARCHIVE))
        return Change(ticket=after, entries=(entry,), clocks=clocks)
    closed = Entry(kind="closed", at=now, actor=None, audience=Audience.RESIDENT)
    return Change(
        ticket=replace(after, status=Status.CLOSED),
        entries=(entry, closed),
        clocks=(*meet(ClockKind.REVISIT), *cancel()),
    )


def superseded(ticket: Ticket, now: datetime, second: Ticket) -> Change:
    """An unsatisfied revisit ends this ticket; `second` goes on with the matter (S2-115, S3-11)."""
    if ticket.status is not Status.REVISITED:
        raise Refused("state", number=ticket.number, status=Word(f"status.{ticket.status}"), owner=None)
    facts: dict[str, Fact] = {"second": second.number, "owner": Who(ticket.owner)}
    entry = Entry(kind="superseded", at=now, actor=None, audience=Audience.RESIDENT, facts=facts)
    notice = Notice("feedback.unsatisfied", {"number": ticket.number, "second": second.number})
    return Change(
        ticket=replace(ticket, status=Status.CLOSED),
        entries=(entry,),
        clocks=cancel(),
        told=(to_reporters(notice),),
    )


def _counted(*stars: int) -> None:
    if not set(stars) <= set(range(1, 6)):
        raise Refused("stars")


def _entry(kind: str, now: datetime, actor: Person, facts: dict[str, Fact] | None = None) -> Entry:
    return Entry(kind=kind, at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts or {})
