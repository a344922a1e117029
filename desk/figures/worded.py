"""A question, and the tickets behind its answer, in words."""

import calendar
from collections.abc import Mapping

from desk.figures.asking import EVER, Query
from desk.figures.bounds import Bound, Unit
from desk.figures.card import month_name
from desk.figures.facts import Matter
from desk.figures.floors import Floors
from desk.figures.moments import WEEKDAYS, WEEKEND, Moments
from desk.figures.period import Period
from desk.notices import Fact, Notice, Word

_SETS: Mapping[tuple[int, ...] | None, Word] = {
    WEEKEND: Word("asked.weekend"),
    WEEKDAYS: Word("asked.weekdays"),
}


def span(query: Query) -> Notice:
    """2026年10月, 2026-11-18 or 2026-11-16–2026-11-18."""
    first, last = query.first, query.last
    if first == EVER:
        return Notice("asked.until", {"last": last.isoformat()})
    _, days = calendar.monthrange(first.year, first.month)
    if first.day == 1 and last == first.replace(day=days):
        return month_name(Period(first.year, first.month))
    return Notice(
        "asked.span", {"first": first.isoformat(), "last": last.isoformat() if last != first else None}
    )


def about(query: Query, names: Mapping[int, str]) -> list[Fact]:
    """What it asks about, in words."""
    words: list[Fact] = [names.get(query.person, "?")] if query.person else []
    words += [*_where(query), *_sorts(query)]
    words += [one.word for one in query.only]
    words += _moments(query.when)
    if query.without:
        words.append(Notice("asked.without", {"what": [one.word for one in query.without]}))
    if query.per:
        words.append(Word("asked.per"))
    if query.by:
        words.append(Word(f"compared.{query.by}"))
    return words


def _where(query: Query) -> list[Fact]:
    where = {"building": query.building, "unit": query.unit, "room": query.room}
    words: list[Fact] = [Word(f"team.{query.team}")] if query.team else []
    words += [Notice(f"place.{sort}", {"name": name}) for sort, name in where.items() if name]
    return [*words, _floors(query.floors)] if query.floors else words


def _sorts(query: Query) -> list[Fact]:
    told = {
        "class": query.class_.value if query.class_ else None,
        "category": query.category.value if query.category else None,
        "topic": query.topic,
        "kind": query.kind.value if query.kind else None,
        "source": query.source,
    }
    return [Word(f"{sort}.{value}") for sort, value in told.items() if value]


def _floors(floors: Floors) -> Notice:
    if floors.first == floors.last:
        return Notice("place.floor", {"name": str(floors.first)})
    last = None if floors.last is None else str(floors.last)
    return Notice("asked.floors" if last else "asked.floors_up", {"first": str(floors.first), "last": last})


def _moments(when: Moments) -> list[Fact]:
    words: list[Fact] = []
    if when.hours:
        first, last = when.hours
        words.append(Notice("asked.hours", {"first": f"{first}:00", "last": f"{last}:00"}))
    if when.weekdays in _SETS:
        words.append(_SETS[when.weekdays])
    elif when.weekdays:
        words.append(Notice("asked.on", {"days": [Word(f"weekday.{day}") for day in when.weekdays]}))
    if when.workday is not None:
        words.append(Word("asked.workdays" if when.workday else "asked.rest_days"))
    if when.open is not None:
        words.append(Word("asked.open" if when.open else "asked.closed"))
    return words


def bounded(bound: Bound) -> Notice:
    """低于 90%."""
    amount: Fact = bound.number
    if bound.unit is Unit.MINUTES:
        amount = bound.tenths // 10
    return Notice(f"bound.{bound.sign}", {"amount": Notice(f"amount.{bound.unit}", {"amount": amount})})


def ticket_line(matter: Matter) -> Notice:
    """One ticket without anybody's words; of a matter about conduct neither topic nor place."""
    told = not matter.discreet
    facts: dict[str, Fact] = {
        "number": str(matter.number),
        "day": matter.opened_at.strftime("%m-%d"),
        "topic": Word(f"topic.{matter.topic or '其他'}") if told else None,
        "building": Notice("place.building", {"name": matter.building}) if told and matter.building else None,
        "status": Word(f"status.{matter.status.value}"),
    }
    return Notice("asked.line", facts)
