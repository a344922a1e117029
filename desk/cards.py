"""Cards: the messages about a ticket that are edited as it moves. What each audience sees and may tap."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from desk import waits
from desk.alike import choices, hint
from desk.clocks import Clock, ClockKind
from desk.explain import grounds
from desk.grounds import triggers
from desk.matter import matter
from desk.matters import DEFAULT, Matters
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.offices import Office, assisting
from desk.people import HEADS, Role
from desk.privacy import masked
from desk.reading import Class
from desk.routing import department
from desk.sources import Source
from desk.ticket import UNFINISHED, Status, Ticket

PUBLIC = "public"  # in the residents' room
STAFF = "staff"  # in the staff's room
OWNER = "owner"  # in the private chat of who is responsible
HELPER = "helper"  # in the private chat of who helps

_BEFORE_WORK = (
    ("accept", "transfer"),
    ("reclassify", "dismiss"),
)
# What is owed next comes first; what is rare after 接单 (改类别, 不是投诉) has its typed command.
_AND_MORE = ("quote", "plan")  # 待外单位 stands among the reasons to wait, 转介 among those to dismiss
_FIRST_STEPS = (
    ("contact", "arrive", "appoint"),
    ("note", "wait", "finish"),
    ("transfer", "assist", "escalate", "return"),
    _AND_MORE,
)
_AT_WORK = (
    ("note", "finish", "wait"),
    ("arrive", "appoint", "assist"),
    ("transfer", "escalate", "return"),
    _AND_MORE,
)
_ANSWER = (("note", "transfer", "reclassify"),)  # of an enquiry or a suggestion
HELP: tuple[tuple[str, ...], ...] = (("arrive", "note", "quote"),)
STAFF_BUTTONS: Mapping[Status, tuple[tuple[str, ...], ...]] = {
    Status.PROPOSED: (("register", "reclassify", "dismiss"),),
    Status.OPEN: _BEFORE_WORK,
    Status.DISPATCHED: _BEFORE_WORK,
    Status.ACCEPTED: _FIRST_STEPS,
    Status.WORKING: _AT_WORK,
    Status.WAITING: (("resume", "note", "appoint"), ("finish", "transfer", "quote", "plan")),
    Status.MERGED: (("split",),),
}
_DOUBTED = frozenset({Status.PROPOSED, Status.OPEN, Status.DISPATCHED})  # until 接单 the reading is on trial
_JOINABLE = frozenset(STAFF_BUTTONS) - {Status.PROPOSED, Status.MERGED}


def public_card(
    ticket: Ticket,
    clocks: Sequence[Clock],
    *,
    private: bool = False,
    alarmed: Sequence[Role] = (),
    advice: Word | str | None = None,
    before: int | None = None,
    second: int | None = None,
    sealed: bool = False,
) -> Notice:
    """What the residents' room sees: number, matter, who, by when; no person's details (S2-04).

    `alarmed` are the roles that really were told of an emergency.

    Of what is about a person's conduct: that it is registered, nothing more (S3-02), but for the reporter in
    `private`. `advice`: what to do first, while the emergency lasts. `before`: the number of what it goes on
    with as a second complaint; `second`: of the one that goes on with it. `sealed`: what it is within is
    about a person's conduct.
    """
    if ticket.discreet and not private:
        facts: dict[str, Fact] = {"number": ticket.number, "matter": Notice("matter.discreet")}
        call = Notice("progress.discreet", {"contact_by": _due(clocks, ClockKind.RESPOND)})
        return Notice("card.public", {**facts, "progress": call if call.facts["contact_by"] else None})
    if ticket.merged_into is not None:
        return _within(ticket, sealed=sealed)
    alarming = advice is not None and ticket.status in _JOINABLE
    facts = {
        "number": ticket.number,
        "matter": matter(ticket),
        "before": before,
        "progress": Notice("progress.second", {"second": second})
        if second
        else _progress(ticket, clocks, alarmed, alarming=alarming),
        "advice": advice if alarming else None,
        "households": ticket.households,
    }
    key = "card.public_urgent" if alarming else "card.public"
    return Notice(key, facts, buttons=_public_buttons(ticket))


def _within(ticket: Ticket, *, sealed: bool) -> Notice:
    """One matter with another ticket; whoever reported it can say that it is not (S2-112)."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "into": None if sealed else ticket.merged_into,
        "matter": matter(ticket),
    }
    return Notice("card.merged", facts, (row(Button(verb="split", ticket=ticket.id)),))


def _public_buttons(ticket: Ticket) -> tuple[tuple[Button, ...], ...]:
    if ticket.status not in _JOINABLE or ticket.asking:
        return ()
    return (
        row(
            Button(verb="join", ticket=ticket.id),
            Button(verb="add", ticket=ticket.id),
            Button(verb="withdraw", ticket=ticket.id),
        ),
    )


def _progress(ticket: Ticket, clocks: Sequence[Clock], alarmed: Sequence[Role], *, alarming: bool) -> Notice:
    """One line: who has it, and the time that is promised next; staff's own words are for the reporters."""
    contact = running(clocks, ClockKind.RESPOND)
    facts: dict[str, Fact] = {
        "owner": Who(ticket.owner),
        "contact_by": contact.due_at if contact else None,
        "arrive_by": _due(clocks, ClockKind.ARRIVE) if ticket.emergency else None,
        "alarmed": [Word(f"role.{one}") for one in alarmed],
        "resolve_by": None if ticket.emergency else _due(clocks, ClockKind.RESOLVE),
        "news_by": _due(clocks, ClockKind.NEWS),
    }
    called = ticket.status in {Status.DISPATCHED, Status.ACCEPTED} and contact is not None
    suffix = "_call" if called else ""
    if alarming and ticket.status in {Status.OPEN, Status.DISPATCHED, Status.ACCEPTED}:
        suffix = "_alarmed"  # help is on its way: a call is no promise to somebody in danger
    return Notice(f"progress.{ticket.status}{suffix}", facts)


def _due(clocks: Sequence[Clock], kind: ClockKind) -> datetime | None:
    clock = running(clocks, kind)
    return clock.due_at if clock else None


def running(clocks: Sequence[Clock], kind: ClockKind) -> Clock | None:
    """The clock of that kind that is still owed."""
    return next((clock for clock in clocks if clock.kind is kind and clock.running), None)


def answered_by(ticket: Ticket, clocks: Sequence[Clock]) -> Clock | None:
    """The running promise that also keeps the first answer: the same call, or the visit to a sudden event."""
    return running(clocks, ClockKind.FIRST_CONTACT) or (
        running(clocks, ClockKind.ARRIVE) if ticket.emergency else None
    )


def staff_card(
    ticket: Ticket,
    clocks: Sequence[Clock],
    *,
    private: bool,
    office: Office | None = None,
    alike: Sequence[Ticket] = (),
    missing: Sequence[str] = (),
    second: int | None = None,
    rule: Matters = DEFAULT,
    sealed: bool = False,
) -> Notice:
    """What staff see and tap; phones are masked unless the chat is the assignee's own (S2-04).

    `office` says who helps with and who reviews a matter of its class (S0-19 … S0-21); `alike` are others
    that may be the same matter; `missing` is what nobody has told yet (S2-49); `second` the number of the
    second complaint that goes on with it; `rule` how its site counts those who report it; `sealed` that
    what it is within is about somebody's conduct, which does not say where.
    """
    shown = str if private else masked
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "status": Word(f"status.{ticket.status}"),
        "class": Word(f"class.{ticket.class_.value}"),
        "category": Word(f"category.{ticket.category}"),
        "urgency": Word(f"urgency.{ticket.urgency}"),
        "matter": matter(ticket),
        "room": ticket.place.room if private and not ticket.veiled else None,
        "words": shown(ticket.text),
        "reporter": Who(ticket.reporter),
        "source": Word(f"source.{ticket.source}") if ticket.source in list(Source) else None,
        "receiver": Who(ticket.receiver if ticket.source in list(Source) else None),
        "households": ticket.households,
        "owner": Who(ticket.owner),
        **_beside(ticket, office),
        "clocks": _owed(ticket, clocks),
        "missing": [Word(f"clear.{one}") for one in missing] if ticket.status in UNFINISHED else [],
        "because": list(grounds(ticket.because)) if ticket.status in _DOUBTED else [],
        "grounds": triggers(ticket, rule),
        "round": ticket.round,
        "result": ticket.result and shown(ticket.result),
        "waiting_for": waits.told(ticket.waiting_for, shown),
        "into": None if sealed else ticket.merged_into,
        "second": second,
        "alike": [hint(ticket, other) for other in alike],
    }
    key = "card.proposal" if ticket.status is Status.PROPOSED else "card.staff"
    return Notice(key, facts, buttons=_taps(ticket, alike, private=private))


def _beside(ticket: Ticket, office: Office | None) -> dict[str, Fact]:
    """Who helps and who reviews; nobody does with what nobody has."""
    owned = office if ticket.owner is not None else None
    awaited = not ticket.ended and not ticket.helpers  # of the roles that help, nobody has come yet
    roles = assisting(owned, department(ticket)) if owned and awaited else ()
    # Of class 3 the reviewer guides, and need not be asked (S0-21); headquarters named for class 1 read only.
    reviewer = owned.reviewer if owned and ticket.class_ < Class.THREE else None
    return {
        "helper": [Who(one) for one in ticket.assistants] or [Word(f"role.{one}") for one in roles],
        "reviewer": Word(f"role.{reviewer}") if reviewer in HEADS else None,
    }


def _owed(ticket: Ticket, clocks: Sequence[Clock]) -> list[Notice]:
    """The promises that run, in the order of their time."""
    called = answered_by(ticket, clocks)
    return [
        Notice("clock", {"kind": Word(f"clock.{clock.kind}"), "due": clock.due_at})
        for clock in sorted(clocks, key=lambda one: one.due_at)
        if clock.running and clock.paused_at is None and not (called and clock.kind is ClockKind.RESPOND)
    ]


def _taps(ticket: Ticket, alike: Sequence[Ticket], *, private: bool) -> tuple[tuple[Button, ...], ...]:
    """What staff may tap; in private also what only those who may know of a matter of conduct may."""
    buttons = (
        *(choices(ticket, other) for other in alike),
        *_staff_buttons(ticket, _buttons_of(ticket)),
    )
    if not (private and ticket.discreet and ticket.status in UNFINISHED):
        return buttons
    asked = (Button(verb="question", ticket=ticket.id),) if ticket.accused else ()  # S4-26
    return (*buttons, row(Button(verb="identity", ticket=ticket.id), *asked))  # S4-30


def _buttons_of(ticket: Ticket) -> tuple[tuple[str, ...], ...]:
    """A question wants an answer; of work there is none."""
    if ticket.asking and ticket.status in UNFINISHED:
        return _ANSWER
    return STAFF_BUTTONS.get(ticket.status, ())


def helper_card(
    ticket: Ticket,
    clocks: Sequence[Clock],
    office: Office | None = None,
    second: int | None = None,
    rule: Matters = DEFAULT,
) -> Notice:
    """What who helps sees and taps: they may arrive and tell news, not close it (S4-02)."""
    card = staff_card(ticket, clocks, private=True, office=office, second=second, rule=rule)
    return Notice(
        card.key, card.facts, buttons=_staff_buttons(ticket, HELP if ticket.status in UNFINISHED else ())
    )


def _staff_buttons(ticket: Ticket, verbs: tuple[tuple[str, ...], ...]) -> tuple[tuple[Button, ...], ...]:
    shown = [[verb for verb in line if verb != "quote" or billable(ticket)] for line in verbs]
    return tuple(row(*(Button(verb=verb, ticket=ticket.id) for verb in line)) for line in shown)


def billable(ticket: Ticket) -> bool:
    """Whether it is work of engineering, of which some is paid for (S2-51)."""
    return department(ticket) is Role.ENGINEER and not ticket.discreet
