"""The end of paid work: own material verified, fees listed and signed for (S2-92, S2-93, S2-99)."""

from dataclasses import replace
from datetime import datetime

from desk.change import Change, Circle, Told, to_person
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.deals import Deal, facts_of, gone, kept
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person, Role
from desk.quotes import OPEN, Material, Quote, QuoteState
from desk.ticket import UNFINISHED, Ticket


def warning_card(quote: Quote) -> str:
    """The name of the card on which the resident reads the warning."""
    return f"warn-{quote.version}-"


def checked(ticket: Ticket, now: datetime, actor: Person, quote: Quote, verdict: Material) -> Deal:
    """合格/不合格/质量不佳; the resident is warned of what is not good, and does as they like (S2-92)."""
    ensure(Move.QUOTE, actor, ticket)
    if not quote.own or quote.state not in OPEN | {QuoteState.AGREED}:
        raise gone(ticket, quote)
    found = replace(
        quote, material=verdict, material_by=actor.id, material_at=now, warned_by=None, warned_at=None
    )
    word = Word(f"material.{verdict}")
    return Deal(
        change=Change(
            ticket=ticket,
            entries=(kept("material", now, actor, found, verdict=word),),
            told=() if verdict is Material.GOOD else (_warning(ticket, found, word),),
        ),
        quotes=(found,),
    )


def _warning(ticket: Ticket, quote: Quote, verdict: Word) -> Told:
    items = [line.item for line in quote.lines if line.own]
    facts: dict[str, Fact] = {"number": ticket.number, "items": items, "verdict": verdict}
    buttons = row(Button(verb="warned", ticket=ticket.id, arg=str(quote.version)))
    return to_person(
        ticket.reporter, Notice("quote.warning", facts, (buttons,)), card=warning_card(quote), aloud=True
    )


def warned(ticket: Ticket, now: datetime, actor: Person, quote: Quote) -> Deal:
    """已知晓: the resident knows, and wants their material all the same (S2-92)."""
    ensure(Move.CONSENT, actor, ticket)
    if quote.material in (None, Material.GOOD) or quote.state not in OPEN | {QuoteState.AGREED}:
        raise gone(ticket, quote)
    if quote.warned_at is not None:
        return Deal(change=Change(ticket=ticket), quotes=())
    known = replace(quote, warned_by=actor.id, warned_at=now)
    facts: dict[str, Fact] = {"number": ticket.number, "by": Who(actor.id)}
    told = () if quote.material_by is None else (to_person(quote.material_by, Notice("quote.warned", facts)),)
    change = Change(ticket=ticket, entries=(kept("warned", now, actor, known),), told=told)
    return Deal(change=change, quotes=(known,))


def ensure_settled(ticket: Ticket, quote: Quote | None) -> None:
    """Nothing is reported done while a price is open, or own material unverified; raises Refused."""
    if quote is None:
        return
    if quote.state in OPEN:
        raise Refused("quote_open", number=ticket.number, version=quote.version)
    if quote.state is QuoteState.AGREED and quote.unchecked:
        raise Refused("material_first", number=ticket.number)


def bill_of(ticket: Ticket, owner: int, result: str, quote: Quote, pay: str) -> Notice:
    """The work is done: what it costs line by line, to be tested and signed for (S2-93, S2-99)."""
    facts: dict[str, Fact] = {
        **facts_of(ticket, quote),
        "owner": Who(owner),
        "result": result,
        "pay": pay or Notice("quote.pay"),
    }
    sign = Button(verb="sign_off", ticket=ticket.id, arg=str(quote.version))
    buttons = (
        row(sign, Button(verb="reject", ticket=ticket.id)),
        row(Button(verb="charged", ticket=ticket.id)),
    )
    return Notice("feedback.ask_paid", facts, buttons)


def signed(ticket: Ticket, now: datetime, actor: Person, quote: Quote) -> Deal:
    """验收: tested, and this total agreed to; both sides get their copy (S2-54, S2-93)."""
    ensure(Move.SIGN_OFF, actor, ticket)
    if quote.state is not QuoteState.AGREED:
        raise gone(ticket, quote)
    done = replace(quote, state=QuoteState.SIGNED, signed_by=actor.id, signed_at=now)
    facts: dict[str, Fact] = {**facts_of(ticket, done), "by": Who(actor.id), "at": now}
    copy = Notice("quote.receipt", facts)
    slip = Notice("quote.slip", {"number": ticket.number, "by": Who(actor.id), "total": str(done.total)})
    workers = dict.fromkeys(one for one in (ticket.owner, quote.made_by) if one is not None)
    change = Change(
        ticket=ticket,
        entries=(kept("signed_off", now, actor, done),),
        told=(to_person(actor.id, copy, aloud=True), *(to_person(one, slip) for one in workers)),
    )
    return Deal(change=change, quotes=(done,))


def charged(ticket: Ticket, now: datetime, actor: Person) -> Change:
    """Somebody took money on the spot: the manager hears of it, nobody else does (S2-99)."""
    ensure(Move.CONSENT if ticket.status in UNFINISHED else Move.SIGN_OFF, actor, ticket)
    facts: dict[str, Fact] = {"number": ticket.number, "by": Who(actor.id), "owner": Who(ticket.owner)}
    told = Told(circle=Circle.ROLE, role=Role.CENTRE_MANAGER, notice=Notice("quote.charged", facts))
    entry = Entry(kind="charged", at=now, actor=actor.id, audience=Audience.MANAGERS)
    return Change(ticket=ticket, entries=(entry,), told=(told,))
