"""What the moves on quotes have in common: what they decide, what is kept and told of it."""

from dataclasses import dataclass
from datetime import datetime

from desk.change import Change
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person
from desk.quotes import REASONS, Quote, QuoteState, lines_of
from desk.ticket import Ticket


@dataclass(frozen=True, kw_only=True)
class Deal:
    """What a move on a quote decides."""

    change: Change
    quotes: tuple[Quote, ...]  # to be kept as they are here


def standing(move: Move, actor: Person, ticket: Ticket, quote: Quote, needed: QuoteState) -> None:
    """Refused for whom it is not for; a late tap is told how that version stands."""
    ensure(move, actor, ticket)
    if quote.state is not needed:
        raise gone(ticket, quote)


def gone(ticket: Ticket, quote: Quote) -> Refused:
    """What a tap on a version hears that stands otherwise by now."""
    return Refused(
        "quote_state",
        number=ticket.number,
        version=quote.version,
        state=Word(f"quotestate.{quote.state}"),
        by=Who(quote.decided_by),
    )


def facts_of(ticket: Ticket, quote: Quote) -> dict[str, Fact]:
    """The version, line by line."""
    return {
        "number": ticket.number,
        "version": quote.version,
        "lines": lines_of(quote),
        "total": str(quote.total),
        "own": Notice("quote.own") if quote.own else None,
    }


def kept(kind: str, now: datetime, actor: Person, quote: Quote, **more: Fact) -> Entry:
    """What is kept of a step: the version, its lines and its total; what is shown of it names no amount."""
    facts: dict[str, Fact] = {
        "version": quote.version,
        "lines": lines_of(quote),
        "total": quote.total.minor,
        "currency": str(quote.currency),
        **more,
    }
    return Entry(kind=kind, at=now, actor=actor.id, audience=Audience.RESIDENT, facts=facts)


def why(reason: str) -> Word | str:
    """Why a quote was refused: one of the usual reasons, or in words."""
    return Word(f"whynot.{reason}") if reason in REASONS else reason
