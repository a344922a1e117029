"""What a month's paid work comes to: signed for is owed, agreed to is on its way (S2-53)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from desk.hours import Calendar
from desk.money import Currency, Money, total
from desk.quotes import Quote, QuoteState

_DECEMBER = 12


@dataclass(frozen=True, kw_only=True)
class Month:
    """The paid work of one month."""

    owed: Money  # signed for in the month: what goes on the bills
    signed: int  # how many quotes that is
    agreed: Money  # agreed to, not signed for yet
    pending: int
    refused: int


def span(calendar: Calendar, first: date) -> tuple[datetime, datetime]:
    """The month that begins on `first`, from its first moment to that of the next."""
    following = date(first.year + first.month // _DECEMBER, first.month % _DECEMBER + 1, 1)
    return calendar.at(first, time()), calendar.at(following, time())


def owed(quote: Quote, first: datetime, last: datetime) -> bool:
    """Whether its total goes on the bill of the time from `first` to before `last`."""
    at = quote.signed_at
    return quote.state is QuoteState.SIGNED and at is not None and first <= at < last


def month(quotes: Iterable[Quote], currency: Currency, first: datetime, last: datetime) -> Month:
    """The figures of the time from `first` to before `last`; each quote is billed in one month only."""
    known = [one for one in quotes if one.currency is currency]
    billed = [one for one in known if owed(one, first, last)]
    pending = [one for one in known if one.state is QuoteState.AGREED]
    return Month(
        owed=total([one.total for one in billed], currency),
        signed=len(billed),
        agreed=total([one.total for one in pending], currency),
        pending=len(pending),
        refused=sum(one.state is QuoteState.REFUSED for one in known),
    )
