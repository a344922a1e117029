"""Quotes are made and, where something in them is not on the price list, judged (S2-51, S2-89, S2-90)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.change import Change, Told, to_person
from desk.clocks import ClockKind, cancel, meet, start
from desk.errors import Refused
from desk.moves.deals import Deal, facts_of, kept, standing
from desk.moves.table import Move, ensure, permitted
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Person
from desk.quotes import CONSENTED, OPEN, Quote, QuoteState, latest, undone
from desk.ticket import Ticket


def card_of(quote: Quote) -> str:
    """The name of the card on which the resident answers this version."""
    return f"quote-{quote.version}-"


def judge_card(quote: Quote) -> str:
    """The name of the card on which it is judged."""
    return f"judge-{quote.version}-"


def issue(
    ticket: Ticket,
    now: datetime,
    actor: Person,
    draft: Quote,
    *,
    before: Sequence[Quote],
    judges: Sequence[Person] = (),
) -> Deal:
    """A version is sent: to `judges` where something in it is not listed, else to the resident.

    Whatever was sent before is void, also where it was agreed to (S2-90). Who may judge needs no judge.
    """
    ensure(Move.QUOTE, actor, ticket)
    if not draft.lines:
        raise Refused("quote_empty", number=ticket.number)
    judged = not draft.unlisted or permitted(Move.ASSESS, actor, ticket)
    state = QuoteState.ASKED if judged else QuoteState.REVIEW
    old = latest(before)
    sent = replace(draft, state=state, made_by=actor.id, made_at=now, asked_at=now if judged else None)
    voided = old if old and old.state in OPEN | CONSENTED else None
    sent = _still_checked(sent, voided)
    known = voided if voided and voided.state is QuoteState.AGREED else undone(before)
    told = [ask(ticket, sent, known)] if judged else _ask_judges(ticket, sent, judges)
    if voided and voided.state is QuoteState.AGREED and not judged:
        told.append(_consent_void(ticket, sent))
    return Deal(
        change=Change(
            ticket=ticket,
            entries=(kept("quoted", now, actor, sent),),
            clocks=cancel(ClockKind.REVIEW) if judged else start(ClockKind.REVIEW),
            told=tuple(told),
        ),
        quotes=(sent, *([replace(voided, state=QuoteState.VOID, next_at=None)] if voided else [])),
    )


def ask(ticket: Ticket, quote: Quote, known: Quote | None = None) -> Told:
    """The quote to the resident, who agrees or not (S2-51); `known`: to what they agreed before (S2-90)."""
    facts: dict[str, Fact] = {
        **facts_of(ticket, quote),
        "before": str(known.total) if known else None,
        "remark": quote.remark,
    }
    version = str(quote.version)
    buttons = row(
        Button(verb="agree_quote", ticket=ticket.id, arg=version),
        Button(verb="refuse_quote", ticket=ticket.id, arg=version),
    )
    key = "quote.ask_changed" if known else "quote.ask"
    return to_person(ticket.reporter, Notice(key, facts, (buttons,)), card=card_of(quote), aloud=True)


def _consent_void(ticket: Ticket, quote: Quote) -> Told:
    facts: dict[str, Fact] = {"number": ticket.number, "version": quote.version}
    return to_person(ticket.reporter, Notice("quote.consent_void", facts), aloud=True)


def _ask_judges(ticket: Ticket, quote: Quote, judges: Sequence[Person]) -> list[Told]:
    """S2-89: 工程部主任 15 分钟内评审 whether it can be done and for how much."""
    version = str(quote.version)
    buttons = row(
        Button(verb="pass_quote", ticket=ticket.id, arg=version),
        Button(verb="return_quote", ticket=ticket.id, arg=version),
    )
    notice = Notice("quote.judge", {**facts_of(ticket, quote), "by": Who(quote.made_by)}, (buttons,))
    return [to_person(one.id, notice, card=judge_card(quote)) for one in judges]


def passed(
    ticket: Ticket,
    now: datetime,
    actor: Person,
    quote: Quote,
    remark: str | None = None,
    *,
    before: Sequence[Quote] = (),
) -> Deal:
    """通过: it can be done at that price; the resident is asked."""
    standing(Move.ASSESS, actor, ticket, quote, QuoteState.REVIEW)
    asked = replace(
        quote, state=QuoteState.ASKED, judged_by=actor.id, judged_at=now, remark=remark, asked_at=now
    )
    change = Change(
        ticket=ticket,
        entries=(kept("quote_passed", now, actor, asked),),
        clocks=meet(ClockKind.REVIEW),
        told=(ask(ticket, asked, undone(before)), *_to_maker(ticket, asked, actor)),
    )
    return Deal(change=change, quotes=(asked,))


def returned(ticket: Ticket, now: datetime, actor: Person, quote: Quote, remark: str) -> Deal:
    """退回, with why: it cannot be done, or not at that price."""
    standing(Move.ASSESS, actor, ticket, quote, QuoteState.REVIEW)
    back = replace(quote, state=QuoteState.RETURNED, judged_by=actor.id, judged_at=now, remark=remark)
    change = Change(
        ticket=ticket,
        entries=(kept("quote_returned", now, actor, back, remark=remark),),
        clocks=meet(ClockKind.REVIEW),
        told=_to_maker(ticket, back, actor),
    )
    return Deal(change=change, quotes=(back,))


def _to_maker(ticket: Ticket, quote: Quote, actor: Person) -> tuple[Told, ...]:
    if quote.made_by == actor.id:
        return ()
    facts: dict[str, Fact] = {**facts_of(ticket, quote), "by": Who(actor.id), "remark": quote.remark}
    again = row(Button(verb="quote", ticket=ticket.id))
    if quote.state is QuoteState.RETURNED:
        return (to_person(quote.made_by, Notice("quote.returned", facts, (again,))),)
    return (to_person(quote.made_by, Notice("quote.passed", facts)),)


def _still_checked(sent: Quote, old: Quote | None) -> Quote:
    """What was found of the resident's own material holds on where the new version names the same."""
    names = {line.item for line in sent.lines if line.own}
    if old is None or old.material is None or names != {line.item for line in old.lines if line.own}:
        return sent
    return replace(
        sent,
        material=old.material,
        material_by=old.material_by,
        material_at=old.material_at,
        warned_by=old.warned_by,
        warned_at=old.warned_at,
    )
