"""Feasts that figures are asked of: `国庆期间`, `五一`, `去年春节`, `元旦`."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

from nlp.days import Days, of_day, week, year_of

DAYS = Path(__file__).parent / "feasts.toml"
_YEAR = r"(?:(20\d\d|(?<!\d)2\d(?=年)|去年|今年)\s*[年\-/.]?\s*的?)?"
_AROUND = r"(?:长假|连假|假期|假日|黄金周|放假|期间|假|那几[天日]|那些天|那[七7]天|那段时间|那阵子?)*"
_YEARLY = timedelta(days=400)  # by the moon one may be a month later than the year before
_Found = re.Match[str]


@cache
def _moving() -> Mapping[str, Mapping[str, date]]:
    """By name and year the first day."""
    return dict(tomllib.loads(DAYS.read_text(encoding="utf-8")))


def _fixed(month: int, days: int, found: _Found, today: date) -> Days | None:
    first = of_day(found[1], month, 1, today)
    return (first, first.replace(day=days)) if first else None


def _single(month: int, found: _Found, today: date) -> Days | None:
    """双十一; 双十一那周 is the week around it."""
    day = of_day(found[1], month, month, today)
    if day is None:
        return None
    return week(day, 0) if found[0].endswith(("周", "星期", "礼拜")) else (day, day)


def _lunar(name: str, days: int, found: _Found, today: date) -> Days | None:
    """Without a year the latest that has begun, within a year of now; none of a year that is not known."""
    known = _moving()[name]
    year = year_of(found[1], today)
    named = [known[str(year)]] if str(year) in known else []
    begun = named if year else [day for day in known.values() if day <= today < day + _YEARLY][-1:]
    return (begun[0], begun[0] + timedelta(days=days - 1)) if begun else None


FEASTS: tuple[tuple[str, Callable[[_Found, date], Days | None]], ...] = (
    (rf"{_YEAR}(?:国庆节?|十一(?=长假|假期|黄金周|期间)){_AROUND}(?:[七7]天)?", partial(_fixed, 10, 7)),
    (r"(?:(20\d\d|last year'?s?) )?\b(?:the )?(?:october )?golden week\b", partial(_fixed, 10, 7)),
    (rf"{_YEAR}双(?:十一|11)(?:那[一个]?(?:周|星期|礼拜)|{_AROUND})", partial(_single, 11)),
    (rf"{_YEAR}双(?:十二|12)(?:那[一个]?(?:周|星期|礼拜)|{_AROUND})", partial(_single, 12)),
    (rf"{_YEAR}五一(?:劳动)?节?{_AROUND}", partial(_fixed, 5, 5)),
    (rf"{_YEAR}元旦节?{_AROUND}", partial(_fixed, 1, 1)),
    (rf"{_YEAR}(?:春节|农历新年|过年(?=期间|那|的)){_AROUND}", partial(_lunar, "spring", 8)),
    (rf"{_YEAR}清明节?(?!{_AROUND}[期假])", partial(_lunar, "tombs", 1)),
    (rf"{_YEAR}端午节?(?!{_AROUND}[期假])", partial(_lunar, "dragon", 1)),
    (rf"{_YEAR}中秋节?(?!{_AROUND}[期假])", partial(_lunar, "moon", 1)),
)
