"""Keeping what was decided about a quote: its versions, the change, the cards of old versions."""

from dataclasses import replace
from datetime import datetime

from desk.hours import Calendar, add_working
from desk.moves.deals import Deal
from desk.moves.quoting import card_of, judge_card
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.quotes import CONSENTED, REMIND, Material, Quote, QuoteState, latest, lines_of
from handlers import choices
from handlers.act import Act
from handlers.post import Post
from handlers.standing import settle


def sent(act: Act) -> Quote | None:
    """The newest version that was sent."""
    return latest(act.tools.uow.quotes.of(act.ticket.id))


def numbered(act: Act, version: str) -> Quote | None:
    """That version of the ticket's quotes."""
    quotes = act.tools.uow.quotes.of(act.ticket.id)
    return next((one for one in quotes if str(one.version) == version), None)


def keep(act: Act, deal: Deal) -> None:
    """Save the quotes, record the change, and let no card of an old version be tapped any more."""
    calendar = act.tools.book.calendar(act.scene.site)
    for quote in deal.quotes:
        act.tools.uow.quotes.save(timed(quote, calendar, act.now))
    act.record(deal.change)
    for quote in deal.quotes:
        close_cards(act, quote)


def timed(quote: Quote, calendar: Calendar, now: datetime) -> Quote:
    """Whoever was just asked is reminded after some working hours."""
    if quote.state is not QuoteState.ASKED or quote.step or quote.next_at:
        return quote
    return replace(quote, next_at=add_working(calendar, now, REMIND))


def close_cards(act: Act, quote: Quote) -> None:
    """The version's cards say how it stands, without buttons, where it is asked about no more."""
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    if quote.state not in (QuoteState.REVIEW, QuoteState.ASKED):
        settle(post, card_of(quote), _settled(act, quote))
    if quote.state is not QuoteState.REVIEW:
        settle(post, judge_card(quote), _judged(act, quote))


def _settled(act: Act, quote: Quote) -> Notice:
    """A version as it stands, in full."""
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "version": quote.version,
        "lines": lines_of(quote),
        "total": str(quote.total),
        "by": Who(quote.decided_by),
        "at": quote.decided_at,
    }
    if quote.state is QuoteState.REFUSED:
        return Notice("quote.settled_refused", facts)
    return Notice("quote.settled_agreed" if quote.state in CONSENTED else "quote.settled_void", facts)


def _judged(act: Act, quote: Quote) -> Notice:
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "version": quote.version,
        "lines": lines_of(quote),
        "total": str(quote.total),
        "by": Who(quote.judged_by),
        "at": quote.judged_at,
    }
    if quote.judged_by is None:
        return Notice("quote.settled_void", facts)
    returned = quote.state is QuoteState.RETURNED
    return Notice("quote.judged_returned" if returned else "quote.judged_passed", facts)


def offer_material(act: Act, quote: Quote) -> None:
    """合格/不合格/质量不佳, to whoever asked."""
    buttons = [
        Button(verb="material", ticket=act.ticket.id, arg=str(one), label=Word(f"material.{one}"))
        for one in Material
    ]
    facts: dict[str, Fact] = {"number": act.ticket.number, "items": own_items(quote)}
    choices.offer(act, "material", Notice("choose.material", facts, (row(*buttons),)))


def own_items(quote: Quote) -> list[Fact]:
    """What the resident provides."""
    return [line.item for line in quote.lines if line.own]
