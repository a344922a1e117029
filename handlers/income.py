"""有偿 2026-10: what the month's paid work comes to, for the heads."""

import re
from datetime import date

from desk.billing import month as figures
from desk.billing import span
from desk.errors import Refused
from desk.money import currency_of
from desk.notices import Notice
from desk.people import HEADS, Role
from handlers.turn import Turn

_MONTH = re.compile(r"(?:(\d{4})\s*[-年/.]\s*)?(\d{1,2})\s*月?")
_READERS = frozenset({*HEADS, Role.HEADQUARTERS})
_DECEMBER = 12


def month(turn: Turn) -> Notice:
    """The month that was named, else the one that it is; in private, since amounts are for few."""
    if turn.person.role not in _READERS:
        raise Refused("income_by_head")
    if turn.scene.room is not None:
        raise Refused("income_in_private")
    first = _named(turn)
    begin, end = span(turn.calendar, first)
    quotes = turn.tools.uow.quotes.within(turn.site.id, begin, end)
    told = figures(quotes, currency_of(turn.site.region), begin, end)
    return Notice(
        "income",
        {
            "month": f"{first:%Y-%m}",
            "owed": str(told.owed),
            "signed": told.signed,
            "agreed": str(told.agreed) if told.pending else None,
            "pending": told.pending,
            "refused": told.refused,
        },
    )


def _named(turn: Turn) -> date:
    today = turn.calendar.local(turn.now).date()
    if not turn.words:
        return today.replace(day=1)
    found = _MONTH.fullmatch(turn.words)
    if found is None or not 1 <= int(found[2]) <= _DECEMBER:
        raise Refused("which_month")
    year = int(found[1]) if found[1] else today.year - (int(found[2]) > today.month)
    return date(max(year, 1), int(found[2]), 1)
