"""有偿 2026-10: what the month's paid work comes to, for the heads."""

import re
from datetime import date, datetime

from desk.billing import month as figures
from desk.billing import span
from desk.change import to_role
from desk.errors import Refused
from desk.money import currency_of
from desk.notices import Fact, Notice
from desk.people import HEADS, Role, Site
from handlers.post import Post
from handlers.tools import Tools
from handlers.turn import Turn

_MONTH = re.compile(r"(?:(\d{4})\s*[-年/.]\s*)?(\d{1,2})\s*月?")
_READERS = frozenset({*HEADS, Role.HEADQUARTERS})
_DECEMBER = 12
_BEFORE = 24  # S2-95: 每月25日前


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


def remind(tools: Tools, site: Site, now: datetime) -> None:
    """On the 24th, where anything is to be billed: finance needs the slips before the 25th (S2-95)."""
    calendar = tools.book.calendar(site)
    today = calendar.local(now).date()
    begin, end = span(calendar, today.replace(day=1))
    told = figures(tools.uow.quotes.within(site.id, begin, end), currency_of(site.region), begin, end)
    if today.day != _BEFORE or not told.signed + told.pending:
        return
    facts: dict[str, Fact] = {"month": f"{today:%Y-%m}", "owed": str(told.owed), "pending": told.pending}
    for role in sorted(HEADS):
        Post(tools=tools, site=site, now=now).tell(to_role(role, Notice("income.remind", facts)))


def _named(turn: Turn) -> date:
    today = turn.calendar.local(turn.now).date()
    if not turn.words:
        return today.replace(day=1)
    found = _MONTH.fullmatch(turn.words)
    if found is None or not 1 <= int(found[2]) <= _DECEMBER:
        raise Refused("which_month")
    year = int(found[1]) if found[1] else today.year - (int(found[2]) > today.month)
    return date(max(year, 1), int(found[2]), 1)
