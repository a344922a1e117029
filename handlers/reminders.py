"""Reminders: several that are owed to one person become one message, and none comes at night (S2-17)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from desk import revisits
from desk.cards import answered_by
from desk.change import Circle, Told
from desk.clocks import Clock, ClockKind
from desk.matter import matter
from desk.moves.table import TRANSITIONS, Move, knows, permitted
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import HEADS, Person
from desk.reminding import GATHER, MISSED, pressing, spoken_at
from desk.ticket import Status, Ticket
from handlers.one_by_one import each, of_ticket
from handlers.post import Post
from handlers.revisers import reviser
from handlers.revisit_prompt import prompt
from handlers.stand_in import acting, deputies, present
from handlers.tools import Tools
from storage.reminders import Reminder

SHOWN = 8  # lines of one message; the rest is counted
_ROW = 4  # buttons beside each other
_UNTAKEN = frozenset({Status.OPEN, Status.DISPATCHED})
_AS_IT_IS = frozenset({ClockKind.TRIAGE, ClockKind.ARCHIVE})  # no other owner would help
HANGING = frozenset(
    {ClockKind.DISPATCH, ClockKind.ACCEPT, ClockKind.SIGN, ClockKind.RESPOND, ClockKind.ARRIVE}
)  # late because nobody takes the ticket: one thing to the heads, however many clocks say it
_ACTS: Mapping[ClockKind, tuple[str, ...]] = {
    ClockKind.TRIAGE: ("register", "dismiss"),
    ClockKind.SIGN: ("sign",),
    ClockKind.RESPOND: ("contact",),
    ClockKind.FIRST_CONTACT: ("contact",),
    ClockKind.ARRIVE: ("arrive",),
    ClockKind.APPOINTMENT: ("arrive",),
    ClockKind.RESOLVE: ("finish", "note", "wait"),
    ClockKind.NEWS: ("note", "wait", "resume"),
    ClockKind.ARCHIVE: ("archive",),
}


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A reminder with what it is about, as it stands now."""

    reminder: Reminder
    person: Person
    ticket: Ticket
    clock: Clock
    revises: bool = False  # it is theirs to make the revisit
    asks: Notice | None = None  # the card that asks them to


def owe(post: Post, ticket: Ticket, clock: Clock, people: Iterable[Person], *, missed: bool) -> None:
    """Remind these people of the clock: at once where it presses, else when they may be reminded."""
    tools, site, now = post.tools, post.site, post.now
    if clock.kind is ClockKind.RESPOND and answered_by(ticket, tools.uow.clocks.of(ticket.id)):
        return  # the same call or visit: its own ladder tells the same people
    for person in present(tools, site, people, now, ticket):
        if not knows(person, ticket) or _heard(tools, person, ticket, clock):
            continue
        at = now
        if not pressing(ticket, clock):
            quiet = tools.book.standard(site.standard).quiet
            at = spoken_at(now, tools.uow.reminders.last(person.id), tools.book.calendar(site), quiet)
        tools.uow.reminders.owe(
            Reminder(site=site.id, person=person.id, ticket=ticket.id, clock=clock.id, missed=missed, at=at)
        )


def _heard(tools: Tools, person: Person, ticket: Ticket, clock: Clock) -> bool:
    """Whether this head was told that nobody takes it: one message names every clock that hangs on that."""
    if person.role not in HEADS or person.id == ticket.owner or clock.kind not in HANGING:
        return False
    hanging = {one.id for one in _hanging(tools, ticket)}
    return bool(tools.uow.reminders.of(person.id, ticket.id) & hanging - {clock.id})


def _hanging(tools: Tools, ticket: Ticket) -> list[Clock]:
    """The running clocks of a ticket that nobody has taken."""
    if ticket.status not in _UNTAKEN:
        return []
    return [one for one in tools.uow.clocks.of(ticket.id) if one.running and one.kind in HANGING]


def flush(tools: Tools, now: datetime) -> int:
    """Tell what may be told by `now`, one message a person; returns to how many."""
    due = sorted(tools.uow.reminders.due(now + GATHER), key=lambda one: (one.person, one.id))
    groups = [(key, list(group)) for key, group in groupby(due, key=lambda one: one.person)]
    return each(
        tools,
        now,
        {f"reminders of person {key}": mine for key, mine in groups if min(one.at for one in mine) <= now},
        lambda mine: _remind(tools, mine, now),
        lambda mine, _at: _apart(tools, mine, now),
        site=lambda mine: of_ticket(tools, mine[0].ticket),
    )


def _apart(tools: Tools, mine: list[Reminder], now: datetime) -> None:
    """What could not be told together is told each by itself: one of them is broken, and it alone waits."""
    each(
        tools,
        now,
        {f"reminder {one.id}": [one] for one in mine},
        lambda one: _remind(tools, one, now),
        tools.uow.reminders.put_off,
        site=lambda mine: of_ticket(tools, mine[0].ticket),
    )


def _remind(tools: Tools, mine: list[Reminder], now: datetime) -> None:
    person = tools.uow.people.get(mine[0].person)
    _tell(tools, person, [owed for one in mine if (owed := _standing(tools, one, person, now))], now)
    tools.uow.reminders.told(mine, now)


def _standing(tools: Tools, reminder: Reminder, person: Person, now: datetime) -> Owed | None:
    """What the reminder is about, unless that was kept, or is nobody's business of theirs, meanwhile."""
    ticket = tools.uow.tickets.get(reminder.ticket)
    clock = next((one for one in tools.uow.clocks.of(reminder.ticket) if one.id == reminder.clock), None)
    if ticket is None or clock is None or ticket.ended or not knows(person, ticket):
        return None
    if not person.active or not clock.running or clock.paused_at is not None:
        return None
    return _owed(tools, reminder, person, ticket, clock, now=now)


def _owed(
    tools: Tools, reminder: Reminder, person: Person, ticket: Ticket, clock: Clock, *, now: datetime
) -> Owed:
    site = tools.uow.sites.get(ticket.site)
    revises = False
    if clock.kind is ClockKind.REVISIT:
        away = deputies(tools, site, now)
        staff = [one for one in tools.uow.people.staff(ticket.site) if one.id not in away]
        who = reviser(tools, ticket, staff)
        revises = who is not None and who.id == person.id
    asks = prompt(tools, ticket) if revises else None
    person = acting(tools, site, person, ticket, now)
    return Owed(reminder=reminder, person=person, ticket=ticket, clock=clock, revises=revises, asks=asks)


def _tell(tools: Tools, person: Person, owed: list[Owed], now: datetime) -> None:
    if not owed:
        return
    site = tools.uow.sites.get(person.site)
    once = list({one.clock.id: one for one in owed}.values())
    pressed = any(pressing(one.ticket, one.clock) for one in once)
    missed = any(one.reminder.missed or now - one.reminder.at > MISSED for one in once)
    first = once[0]
    if missed or any(one.ticket.id != first.ticket.id for one in once):
        notice = together(once, now, missed=missed)
        Post(tools=tools, site=site, now=now).to_person(person, _to(person, notice, urgent=pressed))
        return
    clocks = [one.clock for one in once]
    if person.role in HEADS and person.id != first.ticket.owner:
        clocks += [one for one in _hanging(tools, first.ticket) if one.id not in {own.id for own in clocks}]
    notice = single(first, now) if len(clocks) == 1 else several(once, clocks, now)
    post = Post(tools=tools, site=site, now=now, ticket=first.ticket)
    post.to_person(person, _to(person, notice, urgent=pressed))


def _to(person: Person, notice: Notice, *, urgent: bool) -> Told:
    card = revisits.CARD if notice.key == "revisit.prompt" else None
    return Told(circle=Circle.ONE, person=person.id, notice=notice, urgent=urgent, card=card, aloud=True)


def together(owed: list[Owed], now: datetime, *, missed: bool) -> Notice:
    """Several reminders as one message: a line and a button each, the longest late first."""
    ordered = sorted(owed, key=lambda one: (one.clock.due_at, one.ticket.number))
    lines: list[Fact] = [_line(one.ticket, one.clock, now) for one in ordered[:SHOWN]]
    facts: dict[str, Fact] = {
        "count": len(owed),
        "lines": lines,
        "more": max(0, len(owed) - SHOWN),
        "at": min(one.clock.due_at for one in owed),
    }
    tickets = list({one.ticket.id: one for one in ordered[:SHOWN]}.values())
    buttons = [_button(one) for one in tickets]
    rows = tuple(row(*buttons[at : at + _ROW]) for at in range(0, len(buttons), _ROW))
    return Notice("remind.missed" if missed else "remind.many", facts, buttons=rows)


def _button(one: Owed) -> Button:
    verb = "revisit" if one.revises else "progress"
    return Button(verb=verb, ticket=one.ticket.id, label=f"#{one.ticket.number}")


def _line(ticket: Ticket, clock: Clock, now: datetime) -> Notice:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
        "clock": Word(f"clock.{clock.kind}"),
        "due": clock.due_at,
        "late": max(0, int((now - clock.due_at).total_seconds() // 60)),
        "owner": Who(ticket.owner),
    }
    return Notice("remind.line_late" if now >= clock.due_at else "remind.line_soon", facts)


def single(one: Owed, now: datetime) -> Notice:
    """One reminder in full; to whoever revisits the card itself."""
    ticket, clock = one.ticket, one.clock
    if one.asks:
        return one.asks if now < clock.due_at else _revisit_late(one, one.asks, now)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "clock": Word(f"clock.{clock.kind}"),
        "due": clock.due_at,
        "late": max(0, int((now - clock.due_at).total_seconds() // 60)),
        "owner": Who(ticket.owner),
        "rule": clock.rule,
    }
    key = "remind.late" if now >= clock.due_at else "remind.soon"
    return Notice(key, facts, buttons=(_owed_buttons(one),))


def several(owed: list[Owed], clocks: list[Clock], now: datetime) -> Notice:
    """Several clocks of one ticket as one message: the soonest first, and what can be done about them."""
    ticket = owed[0].ticket
    lines: list[Fact] = [_clock(clock, now) for clock in sorted(clocks, key=lambda one: one.due_at)]
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": matter(ticket),
        "owner": Who(ticket.owner),
        "status": Word(f"status.{ticket.status}"),
        "lines": lines,
    }
    return Notice("remind.ticket", facts, buttons=(_owed_buttons(*owed),))


def _clock(clock: Clock, now: datetime) -> Notice:
    facts: dict[str, Fact] = {
        "clock": Word(f"clock.{clock.kind}"),
        "due": clock.due_at,
        "late": max(0, int((now - clock.due_at).total_seconds() // 60)),
    }
    return Notice("remind.clock_late" if now >= clock.due_at else "remind.clock_soon", facts)


def _owed_buttons(*owed: Owed) -> tuple[Button, ...]:
    """What this person can do about it, the owed thing first; to the heads above them, another owner."""
    ticket, person = owed[0].ticket, owed[0].person
    verbs = dict.fromkeys(verb for one in owed for verb in _verbs(one))
    able = [verb for verb in verbs if _may(Move(verb), person, ticket)]
    return row(*(Button(verb=verb, ticket=ticket.id) for verb in (*able, "progress")))


def _verbs(one: Owed) -> tuple[str, ...]:
    ticket, clock, person = one.ticket, one.clock, one.person
    if person.role in HEADS and person.id != ticket.owner and clock.kind not in _AS_IT_IS:
        return ("transfer",)
    if ticket.status in _UNTAKEN and clock.kind is not ClockKind.SIGN:
        return ("accept",)
    return _ACTS.get(clock.kind, ())


def _may(move: Move, person: Person, ticket: Ticket) -> bool:
    return permitted(move, person, ticket) and ticket.status in TRANSITIONS[move][0]


def _revisit_late(one: Owed, asks: Notice, now: datetime) -> Notice:
    facts: dict[str, Fact] = {"number": one.ticket.number, "reporter": Who(one.ticket.reporter), "at": now}
    return Notice("revisit.late", {**facts, "person": one.person.name}, asks.buttons)
