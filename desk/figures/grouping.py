"""The lines of a comparison: by whom, where, what or when; how each is named, and what it opens."""

import calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from desk.figures.asking import Query
from desk.figures.card import month_name
from desk.figures.facts import Matter
from desk.figures.floors import floors_of
from desk.figures.numbers import Counting
from desk.figures.period import Period
from desk.figures.tally import lines_of
from desk.figures.terms import SOURCES, By
from desk.kind import Kind
from desk.notices import Fact, Notice, Word
from desk.reading import Category, Class

_WEEK = 7  # days
_QUARTER = 3  # months
_DOOR = "/"  # between building and unit
_SPANS = (By.DATE, By.WEEK, By.MONTH, By.QUARTER)

SAID: Mapping[str, Callable[[str], Fact]] = {
    "kind": lambda value: Word(f"kind.{value}"),
    "class": lambda value: Word(f"class.{value}"),
    "category": lambda value: Word(f"category.{value}"),
    "topic": lambda value: Word(f"topic.{value}"),
    "building": lambda value: Notice("place.building", {"name": value}),
    "floor": lambda value: Notice("place.floor", {"name": value}),
    "department": lambda value: Word(f"role.{value}"),
    "source": lambda value: Word(f"source.{value}"),
    "hour": lambda value: Notice("numbers.hour", {"hour": value}),
}  # the name of a line, by its dimension
_DATED: Mapping[By, Callable[[str], Fact]] = {
    By.WEEKDAY: lambda value: Word(f"weekday.{value}"),
    By.DATE: lambda value: value[5:],
    By.WEEK: lambda value: Notice("asked.week", {"first": value[5:]}),
    By.MONTH: lambda value: month_name(Period(*map(int, value.split("-")))),
    By.QUARTER: lambda value: Notice("asked.quarter", {"year": value[:4], "quarter": value[-1]}),
}
_NONE = "None"  # the category of what has none
_OF: Mapping[By, Callable[[str], dict[str, Any]]] = {
    By.PERSON: lambda key: {"person": int(key)},
    By.BUILDING: lambda key: {"building": key},
    By.UNIT: lambda key: dict(zip(("building", "unit"), key.split(_DOOR), strict=True)),
    By.FLOOR: lambda key: {"floors": floors_of(key)} if key.isdecimal() else {},
    By.TOPIC: lambda key: {"topic": key},
    By.SOURCE: lambda key: {"source": key} if key in SOURCES else {},
    By.KIND: lambda key: {"kind": Kind(key)},
    By.CLASS: lambda key: {"class_": Class(int(key))},
    By.CATEGORY: lambda key: {"category": Category(key)},
}


def key_of(by: By, matter: Matter, departments: Mapping[int, str]) -> str | None:
    """The line in which a ticket is counted; None: in none."""
    day = matter.opened_at.date()
    if by in _DATED:
        return _key(by, day)
    if by is By.FLOOR:
        return matter.floor
    if by is By.UNIT:
        return f"{matter.building}{_DOOR}{matter.unit}" if matter.building and matter.unit else None
    return dict(lines_of(matter, departments)).get(by)


def every(query: Query, counting: Counting) -> Iterator[str]:
    """The lines that stand there even where nothing was reported: each of the days, weeks, months.

    Per hundred households each building of which these are known.
    """
    if query.per and query.by is By.BUILDING:
        yield from counting.homes.buildings
    days = (query.last - query.first).days + 1
    if query.by in _SPANS or (query.by is By.WEEKDAY and days >= _WEEK):
        every = (query.first + timedelta(days=day) for day in range(days))
        yield from dict.fromkeys(
            _key(query.by, day) for day in every if query.when.on(day, counting.calendar)
        )


def named(by: By, key: str, names: Mapping[int, str]) -> Fact:
    """A line in words; `names`: of persons, or of sites."""
    if by in (By.PERSON, By.SITE):
        return names.get(int(key), "?")
    if by is By.UNIT:
        building, unit = key.split(_DOOR)
        return Notice("asked.unit", {"building": building, "unit": unit})
    return _DATED[by](key) if by in _DATED else SAID[by](key)


def narrowed(query: Query, key: str) -> Query | None:
    """Of one line alone what was asked of all; None where that cannot be asked."""
    alone = replace(query, by=None, best=False, share=False, skip=0, bound=None)
    if query.by in _SPANS:
        first, last = _days(query.by, key)
        return replace(alone, first=max(first, query.first), last=min(last, query.last))
    of = _OF.get(query.by) if query.by else None
    named = of(key) if of and key != _NONE else {}
    return replace(alone, **named) if named else None


def _key(by: By, day: date) -> str:
    if by is By.WEEKDAY:
        return str(day.weekday())
    if by is By.MONTH:
        return f"{day:%Y-%m}"
    if by is By.QUARTER:
        return f"{day.year}-{(day.month - 1) // _QUARTER + 1}"
    return (day - timedelta(days=day.weekday() if by is By.WEEK else 0)).isoformat()


def _days(by: By, key: str) -> tuple[date, date]:
    if by in (By.DATE, By.WEEK):
        first = date.fromisoformat(key)
        return first, first + timedelta(days=_WEEK - 1 if by is By.WEEK else 0)
    year, number = map(int, key.split("-"))
    months = _QUARTER if by is By.QUARTER else 1
    last = number * months
    return date(year, last - months + 1, 1), date(year, last, calendar.monthrange(year, last)[1])
