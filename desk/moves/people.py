"""Who has a matter: handed back (退单), up (上报), helped with (协办), kept from who is complained of."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change, Told, to_person, to_role
from desk.clocks import RESUME, ClockKind, cancel, start
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.opening import hand_over
from desk.moves.table import Move, ensure, knows
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from desk.promised import at_accepting
from desk.reading import Class
from desk.routing import may_own
from desk.ticket import UNFINISHED, Ticket

GIVEN_BACK = "returned-"  # how the names of the cards begin that ask for somebody else
HANDED_OVER = ("area", "skill", "busy", "away", "other")  # why somebody else gets it (S0-22, S0-23)


def give_back(ticket: Ticket, now: datetime, actor: Person, reason: str, *, times: int) -> Change:
    """退单: back to the desk, with a reason (S3-22); the head sees how often that has happened now."""
    status = ensure(Move.RETURN, actor, ticket)
    facts: dict[str, Fact] = {"number": ticket.number, "by": Who(actor.id), "reason": reason, "times": times}
    taps = row(Button(verb="transfer", ticket=ticket.id), Button(verb="accept", ticket=ticket.id))
    notice, card = Notice("returned", facts, (taps,)), f"{GIVEN_BACK}{int(now.timestamp() * 1000)}"
    returned = replace(ticket, status=status, owner=None, waiting_for=None, next_news_at=None)
    desk = (Role.CS_LEAD, Role.CENTRE_MANAGER) if ticket.discreet else (Role.FRONT_DESK, Role.CS_LEAD)
    receiver = (
        () if ticket.receiver in (None, actor.id) else (to_person(ticket.receiver or 0, notice, card=card),)
    )
    return Change(
        ticket=returned,
        entries=(_entry("returned", now, actor, {"reason": reason}),),
        clocks=(*cancel(ClockKind.ACCEPT, *at_accepting(ticket)), *RESUME, *start(ClockKind.DISPATCH)),
        told=(*(to_role(role, notice, but=actor.id, card=card) for role in desk), *receiver),
    )


def escalate(ticket: Ticket, now: datetime, actor: Person, owner: Person | None, reason: str) -> Change:
    """上报: one level up has it; who had it goes on hearing of it (S1-14, S2-11)."""
    ensure(Move.ESCALATE, actor, ticket)
    if owner is None or owner.id == ticket.owner:
        raise Refused("nobody_above", number=ticket.number)
    moved = hand_over(ticket, now, owner, actor=actor, reason=reason)
    handed = {one for one in (ticket.owner, actor.id) if one not in (None, owner.id)}
    followers = tuple(sorted({*ticket.followers, *(one for one in handed if one is not None)}))
    facts: dict[str, Fact] = {"number": ticket.number, "by": Who(actor.id), "reason": reason}
    entry = _entry("escalated", now, actor, {"owner": Who(owner.id), "reason": reason})
    return replace(
        moved,
        ticket=replace(moved.ticket, followers=followers),
        entries=(entry, *moved.entries),
        told=(to_person(owner.id, Notice("escalated", facts), urgent=True, aloud=True), *moved.told),
    )


def assist(ticket: Ticket, now: datetime, actor: Person, helper: Person) -> Change:
    """协办: `helper` does a part and may note, photograph and arrive; the owner stays the owner (S4-02)."""
    ensure(Move.ASSIST, actor, ticket)
    if not may_own(helper, ticket) or helper.id in (ticket.owner, *ticket.helpers):
        raise Refused("no_such_person", name=helper.name, names=None)
    facts: dict[str, Fact] = {"helper": Who(helper.id), "role": Word(f"role.{helper.role}")}
    told = Notice("assist", {"number": ticket.number, "by": Who(actor.id), "owner": Who(ticket.owner)})
    return Change(
        ticket=replace(ticket, helpers=(*ticket.helpers, helper.id)),
        entries=(_entry("assisted", now, actor, facts),),
        told=(to_person(helper.id, told, aloud=True, spare=True),),
    )


def stand_in(
    ticket: Ticket, now: datetime, before: int, helper: Person, *, actor: Person | None, reason: Word
) -> Change:
    """Somebody else helps in the place of `before`: while these are away, or as they are back (S2-13)."""
    if not may_own(helper, ticket) or before not in ticket.helpers or helper.id == ticket.owner:
        return Change(ticket=ticket)
    helpers = tuple(dict.fromkeys(helper.id if one == before else one for one in ticket.helpers))
    facts: dict[str, Fact] = {"helper": Who(helper.id), "before": Who(before), "reason": reason}
    by = actor.id if actor else None
    entry = Entry(kind="helper_changed", at=now, actor=by, audience=Audience.STAFF, facts=facts)
    told = Notice("assist", {"number": ticket.number, "by": Who(before), "owner": Who(ticket.owner)})
    return Change(
        ticket=replace(ticket, helpers=helpers),
        entries=(entry,),
        told=(to_person(helper.id, told, aloud=True, spare=True),),
    )


def accuse(
    ticket: Ticket,
    now: datetime,
    accused: tuple[int, ...],
    owner: Person | None,
    *,
    actor: Person | None = None,
) -> Change:
    """These persons are complained of: none of them has, sees or hears of it any more (S4-28, S4-41).

    It is a class 2 at least (S0-08); where one of them had it, `owner` has it now.
    """
    ensure(Move.ACCUSE, actor, ticket)
    kept = barred(ticket, accused)
    entry = Entry(
        kind="accused",
        at=now,
        actor=actor.id if actor else None,
        audience=Audience.MANAGERS,
        facts={"persons": [Who(one) for one in accused]},
    )
    moved = Change(ticket=kept)
    if owner is not None and owner.id != ticket.owner and ticket.status in UNFINISHED:
        moved = hand_over(kept, now, owner, actor=actor)
    return replace(moved, entries=(entry, *moved.entries), refit=True)


def barred(ticket: Ticket, accused: tuple[int, ...]) -> Ticket:
    """The ticket with these persons kept out of it."""
    known = tuple(sorted({*ticket.accused, *accused}))
    return replace(
        ticket,
        accused=known,
        class_=min(ticket.class_, Class.TWO),
        receiver=None if ticket.receiver in known else ticket.receiver,
        helpers=tuple(one for one in ticket.helpers if one not in known),
        followers=tuple(one for one in ticket.followers if one not in known),
    )


def followers(ticket: Ticket, notice: Notice, people: list[Person], *, but: int | None) -> tuple[Told, ...]:
    """The news to who handed it up, and to who received it, as far as they may know (S1-14, S3-20).

    What who helps tells is news to whoever is responsible, too (S4-02).

    It speaks to the reporter, and so do its buttons: it is quoted, without these.
    """
    told = Notice("news.followed", {"number": ticket.number, "news": replace(notice, buttons=())})
    return tuple(
        to_person(one.id, told)
        for one in people
        if one.id in (*ticket.followers, ticket.receiver, ticket.owner)
        and one.id not in (but, *ticket.reporters)
        and (one.id != ticket.owner or but in ticket.assistants)
        and knows(one, ticket)
    )


def _entry(kind: str, now: datetime, actor: Person, facts: dict[str, Fact]) -> Entry:
    return Entry(kind=kind, at=now, actor=actor.id, audience=Audience.STAFF, facts=facts)
