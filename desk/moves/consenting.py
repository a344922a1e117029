"""The resident's word on a quote: 同意/不同意, kept with who, when and the exact lines (S2-51, S2-91)."""

from dataclasses import replace
from datetime import datetime

from desk import waits
from desk.change import Change, Circle, Told, to_person, to_reporters
from desk.clocks import PAUSE, RESUME, ClockKind, ClockMove, cancel, start_at
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.deals import Deal, gone, kept, standing, why
from desk.moves.quoting import ask
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Person, Role
from desk.quotes import OPEN, Quote, QuoteState
from desk.ticket import Status, Ticket

AWAITED = waits.kept("quote")  # what a ticket waits for whose quote is not answered, whichever version


def agree(ticket: Ticket, now: datetime, actor: Person, quote: Quote) -> Deal:
    """同意 exactly this version: who, when and which lines are kept (S2-51, S2-91)."""
    standing(Move.CONSENT, actor, ticket, quote, QuoteState.ASKED)
    if actor.id == quote.made_by:
        raise Refused("own_quote", number=ticket.number)
    agreed = replace(quote, state=QuoteState.AGREED, decided_by=actor.id, decided_at=now, next_at=None)
    going = _unparked(ticket)
    change = Change(
        ticket=going,
        entries=(kept("quote_agreed", now, actor, agreed), *_going_on(ticket, now, actor)),
        clocks=_resumed(ticket),
        told=_to_workers(going, agreed),
    )
    return Deal(change=change, quotes=(agreed,))


def refuse(ticket: Ticket, now: datetime, actor: Person, quote: Quote, reason: str) -> Deal:
    """不同意, with the reason: the head of engineering closes it as 未修, or it is quoted anew (S2-91)."""
    standing(Move.CONSENT, actor, ticket, quote, QuoteState.ASKED)
    refused = replace(
        quote,
        state=QuoteState.REFUSED,
        decided_by=actor.id,
        decided_at=now,
        reason=reason,
        next_at=None,
    )
    going = _unparked(ticket)
    change = Change(
        ticket=going,
        entries=(
            kept("quote_refused", now, actor, refused, reason=why(reason)),
            *_going_on(ticket, now, actor),
        ),
        clocks=_resumed(ticket),
        told=_to_workers(going, refused),
    )
    return Deal(change=change, quotes=(refused,))


def unrepaired(ticket: Ticket, now: datetime, actor: Person, quote: Quote | None) -> Change:
    """未修: the resident does not want it at that price; both sides' word is kept (S2-91)."""
    status = ensure(Move.LEAVE_UNREPAIRED, actor, ticket)
    if quote is None or quote.state is not QuoteState.REFUSED:
        raise Refused("nothing_refused", number=ticket.number)
    said = why(quote.reason or "")
    notice = Notice("quote.unrepaired", {"number": ticket.number, "reason": said})
    entry = Entry(
        kind="unrepaired", at=now, actor=actor.id, audience=Audience.RESIDENT, facts={"reason": said}
    )
    return Change(
        ticket=replace(
            ticket, status=status, result="未修", done_at=now, waiting_for=None, next_news_at=None
        ),
        entries=(entry,),
        clocks=cancel(),
        told=(to_reporters(notice, aloud=True),),
    )


def take_back(ticket: Ticket, now: datetime, actor: Person, quote: Quote) -> Deal:
    """撤回报价: nothing is charged, or another version follows; the resident is told."""
    ensure(Move.QUOTE, actor, ticket)
    if quote.state not in OPEN | {QuoteState.AGREED}:
        raise gone(ticket, quote)
    void = replace(quote, state=QuoteState.VOID, next_at=None)
    going = _unparked(ticket)
    facts: dict[str, Fact] = {"number": ticket.number, "version": quote.version}
    known = quote.asked_at is not None
    told = (to_person(ticket.reporter, Notice("quote.taken_back", facts), aloud=True),) if known else ()
    change = Change(
        ticket=going,
        entries=(kept("quote_void", now, actor, void), *_going_on(ticket, now, actor)),
        clocks=(*cancel(ClockKind.REVIEW), *_resumed(ticket)),
        told=told,
    )
    return Deal(change=change, quotes=(void,))


def reminded(ticket: Ticket, quote: Quote) -> Deal:
    """Nobody has answered: the resident is asked again, with the same buttons."""
    again = replace(ask(ticket, quote), card=None)
    return Deal(change=Change(ticket=ticket, told=(again,)), quotes=(replace(quote, step=1, next_at=None),))


def parked(ticket: Ticket, now: datetime, quote: Quote, news_at: datetime) -> Deal:
    """Still nobody: the matter waits for the answer, and is looked at again by `news_at` (S1-12, S2-61)."""
    facts: dict[str, Fact] = {"number": ticket.number, "version": quote.version, "news_by": news_at}
    people = dict.fromkeys(one for one in (ticket.owner, quote.made_by) if one is not None)
    told = tuple(to_person(one, Notice("quote.unanswered", facts)) for one in people)
    idle = ticket.status in (Status.ACCEPTED, Status.WORKING)
    after = replace(quote, step=2, next_at=None)
    if not idle:
        return Deal(change=Change(ticket=ticket, told=told), quotes=(after,))
    entry_facts: dict[str, Fact] = {"reason": waits.told(AWAITED), "news_by": news_at}
    entry = Entry(kind="waiting", at=now, actor=None, audience=Audience.RESIDENT, facts=entry_facts)
    return Deal(
        change=Change(
            ticket=replace(ticket, status=Status.WAITING, waiting_for=AWAITED, next_news_at=news_at),
            entries=(entry,),
            clocks=(*PAUSE, *start_at(ClockKind.NEWS, news_at, "S1-12")),
            told=told,
        ),
        quotes=(after,),
    )


def _to_workers(ticket: Ticket, quote: Quote) -> tuple[Told, ...]:
    """To who has the job and who made the quote; of a refusal to the head of engineering too."""
    refused = quote.state is QuoteState.REFUSED
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "version": quote.version,
        "total": str(quote.total),
        "by": Who(quote.decided_by),
        "reason": why(quote.reason or ""),
        "own": Notice("quote.check_own") if quote.own else None,
    }
    notice = Notice("quote.refused" if refused else "quote.agreed", facts, _next_steps(ticket, quote))
    people = dict.fromkeys(one for one in (ticket.owner, quote.made_by) if one is not None)
    told = tuple(to_person(one, notice) for one in people)
    lead = Told(circle=Circle.ROLE, role=Role.ENGINEERING_LEAD, notice=notice, but=quote.made_by)
    return (*told, lead) if refused else told


def _next_steps(ticket: Ticket, quote: Quote) -> tuple[tuple[Button, ...], ...]:
    if quote.state is QuoteState.REFUSED:
        again = Button(verb="quote", ticket=ticket.id)
        return (row(Button(verb="unrepaired", ticket=ticket.id), again),)
    return (row(Button(verb="material", ticket=ticket.id)),) if quote.unchecked else ()


def _awaits(ticket: Ticket) -> bool:
    return ticket.status is Status.WAITING and ticket.waiting_for == AWAITED


def _unparked(ticket: Ticket) -> Ticket:
    if not _awaits(ticket):
        return ticket
    return replace(ticket, status=Status.WORKING, waiting_for=None, next_news_at=None)


def _going_on(ticket: Ticket, now: datetime, actor: Person) -> tuple[Entry, ...]:
    """What waited for the answer waits no more."""
    resumed = Entry(kind="resumed", at=now, actor=actor.id, audience=Audience.RESIDENT)
    return (resumed,) if _awaits(ticket) else ()


def _resumed(ticket: Ticket) -> tuple[ClockMove, ...]:
    return (*RESUME, *cancel(ClockKind.NEWS)) if _awaits(ticket) else ()
