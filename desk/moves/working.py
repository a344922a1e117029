"""Doing the job: accept (接单), contact, arrive, news, wait, hand over, finish (完成)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import Change, to_person, to_reporters
from desk.clocks import PAUSE, RESUME, ClockKind, ClockMove, cancel, meet, start, start_at
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.opening import hand_over
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from desk.promised import at_accepting, at_arriving
from desk.ticket import UNFINISHED, Status, Ticket
from desk.waits import told as told_reason

_ENGINEERING = {Role.ENGINEER, Role.ENGINEERING_LEAD}
_SAME_NEWS = timedelta(hours=12)  # news so shortly before the promised one is the promised one; house


def accept(ticket: Ticket, now: datetime, actor: Person, own: Role | None = None) -> Change:
    """`actor` has the job; whoever it was dispatched to is told, where that is somebody else.

    `own`: their own role, where they act in another's part: an engineer has signed for it all the same.
    """
    status = ensure(Move.ACCEPT, actor, ticket)
    key = "news.accepted_alarmed" if ticket.emergency else "news.accepted"
    notice = Notice(key, {"number": ticket.number, "owner": Who(actor.id)})
    facts: dict[str, Fact] = {"owner": Who(actor.id), "role": Word(f"role.{actor.role}")}
    taken = Notice("taken", {"number": ticket.number, "owner": Who(actor.id)})
    displaced = ticket.owner if ticket.owner not in (None, actor.id) else None
    released = ticket.receiver if ticket.receiver not in (None, actor.id, displaced) else None
    return Change(
        ticket=replace(ticket, status=status, owner=actor.id, receiver=None),
        entries=(_entry("accepted", now, actor, facts),),
        clocks=(
            *meet(ClockKind.DISPATCH, ClockKind.ACCEPT),
            *(meet(ClockKind.SIGN) if _ENGINEERING & {actor.role, own} else ()),
            *start(*at_accepting(ticket)),
        ),
        told=(
            to_reporters(notice, but=actor.id),
            *([replace(to_person(displaced, taken), spare=True)] if displaced else []),  # their card says it
            *([to_person(released, taken)] if released else []),  # S3-20: they need follow it no longer
        ),
    )


def contact(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """已联系业主: the first contact is made (S0-30)."""
    ensure(Move.CONTACT, actor, ticket)
    notice = Notice("news.contacted", {"number": ticket.number, "owner": Who(actor.id)})
    return Change(
        ticket=_at_work(ticket),
        entries=(_entry("contacted", now, actor),),
        clocks=_SPOKEN,
        told=(to_person(ticket.reporter, notice),) if ticket.reporter != actor.id else (),  # not who joined
    )


def arrive(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """已到场 (S2-37); who helps may be there before it is accepted, which remains to be done."""
    early = not ticket.helped and actor.id in ticket.assistants
    ensure(Move.THERE if early else Move.ARRIVE, actor, ticket)
    notice = Notice("news.arrived", {"number": ticket.number, "owner": Who(actor.id)})
    return Change(
        ticket=_at_work(ticket),
        entries=(_entry("arrived", now, actor),),
        clocks=meet(*at_arriving(ticket)),
        told=(to_reporters(notice, but=actor.id),),
    )


def note(ticket: Ticket, now: datetime, actor: Person, words: str) -> Change:
    """News from staff that reaches the reporters (S2-56); from the owner it counts as having spoken.

    While the matter waits, the next news is owed anew (S1-12); a later day that they were told holds.
    """
    ensure(Move.NOTE, actor, ticket)
    notice = Notice("news.note", {"number": ticket.number, "by": Who(actor.id), "words": words})
    waits = ticket.status is Status.WAITING
    holds = waits and ticket.next_news_at is not None and ticket.next_news_at - now > _SAME_NEWS
    anew = (*meet(ClockKind.NEWS), *(start(ClockKind.NEWS) if waits else ()))
    return Change(
        ticket=ticket if holds else replace(ticket, next_news_at=None),
        entries=(_entry("note", now, actor, {"words": words}),),
        clocks=(*(_SPOKEN if actor.id == ticket.owner else ()), *(() if holds else anew)),
        told=(to_reporters(notice, but=actor.id, aloud=True),),
    )


def daily(ticket: Ticket, now: datetime, actor: Person | None, news: Notice) -> Change:
    """今日进展: how an overdue matter stands, to its reporters (S0-36, S0-37); by nobody: the desk itself."""
    status = ensure(Move.NOTE, actor, ticket)
    if status not in UNFINISHED:
        raise Refused("state", number=ticket.number, status=Word(f"status.{status}"), owner=Who(ticket.owner))
    by = actor.id if actor else None
    kind = "daily" if actor else "daily_self"
    return Change(
        ticket=ticket,
        entries=(Entry(kind=kind, at=now, actor=by, audience=Audience.RESIDENT),),
        told=(to_reporters(news, but=by, aloud=True),),
    )


def wait(ticket: Ticket, now: datetime, actor: Person, reason: str, news_at: datetime | None) -> Change:
    """Suspended, with a reason and when the reporters hear next (S1-12, S2-61).

    None: as the standard says.
    """
    status = ensure(Move.WAIT, actor, ticket)
    facts: dict[str, Fact] = {"number": ticket.number, "reason": told_reason(reason), "news_by": news_at}
    told = to_reporters(Notice("news.waiting", facts), but=actor.id, aloud=True)
    awaited = start_at(ClockKind.NEWS, news_at, "S1-12") if news_at else start(ClockKind.NEWS)
    return Change(
        ticket=replace(ticket, status=status, waiting_for=reason, next_news_at=news_at),
        entries=(_entry("waiting", now, actor, {"reason": told_reason(reason), "news_by": news_at}),),
        clocks=(*PAUSE, *awaited),
        told=(told,),
    )


def resume(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """The work goes on."""
    status = ensure(Move.RESUME, actor, ticket)
    return Change(
        ticket=replace(ticket, status=status, waiting_for=None, next_news_at=None),
        entries=(_entry("resumed", now, actor),),
        clocks=(*RESUME, *cancel(ClockKind.NEWS)),
        told=(to_reporters(Notice("news.resumed", {"number": ticket.number}), but=actor.id),),
    )


def transfer(
    ticket: Ticket, now: datetime, actor: Person, owner: Person, reason: Word | str | None = None
) -> Change:
    """转派: another person is responsible; the old one knows (S0-22)."""
    ensure(Move.TRANSFER, actor, ticket)
    return hand_over(ticket, now, owner, actor=actor, reason=reason)


def finish(
    ticket: Ticket, now: datetime, actor: Person, result: str, *, bill: Notice | None = None
) -> Change:
    """完成: the result goes to the reporters, who confirm or not (S0-34, S0-35); the revisit is armed.

    Whoever first reported it, and pays, gets the `bill` instead, where there is one (S2-93).
    """
    status = ensure(Move.FINISH, actor, ticket)
    owner = actor.id
    facts: dict[str, Fact] = {"number": ticket.number, "owner": Who(owner), "result": result}
    notice = Notice(
        "feedback.ask",
        {"number": ticket.number, "owner": Who(actor.id), "result": result},
        buttons=(row(Button(verb="confirm", ticket=ticket.id), Button(verb="reject", ticket=ticket.id)),),
    )
    return Change(
        ticket=replace(
            ticket,
            status=status,
            result=result,
            done_at=now,
            done_by=actor.id,
            waiting_for=None,
            next_news_at=None,
        ),
        entries=(_entry("finished", now, actor, {"result": result}),),
        clocks=(
            *RESUME,
            *_SPOKEN,
            *meet(ClockKind.ARRIVE, ClockKind.APPOINTMENT, ClockKind.SIGN, ClockKind.RESOLVE),
            *cancel(ClockKind.NEWS),
            *start(ClockKind.REVISIT),
        ),
        told=(
            to_reporters(notice, but=ticket.reporter if bill else None, card="feedback", aloud=True),
            *([to_person(ticket.reporter, bill, card="feedback", aloud=True)] if bill else []),
            *(
                to_person(one, Notice("follow.finished", facts))
                for one in ticket.followers
                if one != actor.id
            ),
        ),
    )


_SPOKEN: tuple[ClockMove, ...] = meet(ClockKind.FIRST_CONTACT, ClockKind.RESPOND)


def _at_work(ticket: Ticket) -> Ticket:
    return replace(ticket, status=Status.WORKING) if ticket.status is Status.ACCEPTED else ticket


def _entry(kind: str, now: datetime, actor: Person, facts: dict[str, Fact] | None = None) -> Entry:
    return Entry(kind=kind, at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts or {})
