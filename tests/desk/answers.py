"""Answers to questions about October, for tests to look at."""

from datetime import date, datetime, timedelta

from desk.clocks import ClockKind
from desk.figures.asking import Query
from desk.figures.facts import Matter, Promise
from desk.figures.numbers import Counting
from desk.figures.replies import reply_to
from desk.figures.terms import Measure
from desk.homes import NO_HOMES, Homes
from desk.hours import Calendar
from desk.notices import Notice
from tests.desk.matters import NOON, ZONE, matter

NOW = datetime(2026, 11, 1, 9, tzinfo=ZONE)
HOUR = timedelta(hours=1)
OCTOBER = Query(measure=Measure.COUNT, first=date(2026, 10, 1), last=date(2026, 10, 31))


def late(by: timedelta) -> tuple[Promise, ...]:
    """A promise kept so much too late."""
    return (Promise(ClockKind.RESOLVE, NOON + HOUR, NOON + HOUR + by, None),)


KEPT = late(-HOUR / 2)


def told(query: Query, *matters: Matter, start: int = 0, homes: Homes = NO_HOMES) -> Notice:
    """The answer to it, of these matters."""
    departments = {7: "engineer", 8: "cleaner"}
    counting = Counting(until=NOW, departments=departments, calendar=Calendar(zone=ZONE), homes=homes)
    reply = reply_to(query, counting, start)
    reply.add(matters)
    return reply.notice({7: "王强", 8: "孙桂芳"})


def figure(notice: Notice) -> dict[str, object]:
    """What its number says."""
    found = notice.facts["figure"]
    assert isinstance(found, Notice)
    return {name: fact for name, fact in found.facts.items() if fact is not None}


def listed(notice: Notice) -> list[str]:
    """The tickets that it lists."""
    lines = notice.facts["lines"]
    assert isinstance(lines, list)
    told = [line.facts.get("line", line) for line in lines if isinstance(line, Notice)]
    return [str(line.facts["number"]) for line in told if isinstance(line, Notice)]


def took(number: int, hours: float | None, **others: object) -> Matter:
    """A matter that took so many hours; None: it is not done."""
    met = None if hours is None else NOON + hours * HOUR
    return matter(number, promises=(Promise(ClockKind.RESOLVE, NOON + HOUR, met, None),), **others)


def ranks(answer: Notice) -> list[tuple[object, object]]:
    """Its lines: name and number."""
    found = answer.facts["ranks"]
    assert isinstance(found, list)
    return [(one.facts["name"], one.facts.get("count", one.facts.get("top"))) for one in found]
