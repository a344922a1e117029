"""The sheet 值班: who has duty on which day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.importing.cells import Problem, Row
from desk.roster import parse_day

SHEET = "值班"
HEADINGS = {"date": ("日期", "date"), "person": ("值班人", "姓名", "person", "name")}
NEEDED = ("date", "person")
_FIRST = date(1899, 12, 30)  # from which Excel counts days
_WEEKDAY = re.compile(r"(?:星期|周|週)[一二三四五六日天][)）]?$")
_WHOLE = 8  # digits of 20261201
_SERIALS = range(40_000, 80_000)  # 2009 to 2119


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One day of the sheet."""

    day: date
    name: str
    row: Row


def days(rows: Iterable[Row], today: date, problems: list[Problem]) -> list[Planned]:
    """Every day on the sheet; what is wrong is added to `problems`."""
    planned: dict[date, Planned] = {}
    for row in rows:
        day = _day(row, today)
        if day is None:
            problems.append(row.wrong("date", "import.date", value=row.text("date")))
        elif day in planned:
            facts = {"day": day.isoformat(), "row": planned[day].row.number}
            problems.append(row.wrong("date", "import.day_twice", **facts))
        if not row.name("person"):
            problems.append(row.wrong("person", "import.person"))
        if day is not None:
            planned.setdefault(day, Planned(day=day, name=row.name("person"), row=row))
    return list(planned.values())


def _day(row: Row, today: date) -> date | None:
    value = row.values.get("date", "")
    if not isinstance(value, str):
        return value
    if value.isascii() and value.isdigit() and int(value) in _SERIALS:
        return _FIRST + timedelta(days=int(value))  # a date in a cell that shows numbers
    # as other programs, and people, write a day
    plain = _WEEKDAY.sub("", value.removesuffix(" 00:00:00")).rstrip(" (（")
    if plain.isascii() and plain.isdigit() and len(plain) == _WHOLE:
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    day, rest = parse_day(plain, today)
    return None if rest else day
