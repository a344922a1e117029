"""The month in one card: text that fits a phone screen, with each rate's numerator and denominator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desk.clocks import ClockKind
from desk.figures.card_places import TOP, lowest, most, share, top
from desk.figures.facts import COUNTED
from desk.figures.measures import TARGET, Line, Rate, Repeat, Score, growth
from desk.figures.month import REPEAT_DAYS, Month
from desk.figures.period import Period
from desk.homes import NO_HOMES, Homes, per_hundred
from desk.kind import ASKING
from desk.notices import Button, Fact, Notice, Word, row
from desk.reading import Class

_OFTEN = 2  # a keyword that occurs once says nothing of a month
_PERSONS = 6
_ACTIONS = 4
_HOURS = 3
_REPEATS = 3
_NUMBERS = 12  # tickets named in one line
_LISTED = 60  # … and in the list of the late
SIDE = tuple(kind for kind in COUNTED if kind is not ClockKind.RESOLVE)


def month_name(period: Period) -> Notice:
    """2026年10月."""
    return Notice("month.name", {"year": str(period.year), "month": Word(f"form.month.{period.month}")})


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands in the card beside the figures."""

    archived: Notice | None = None  # what changed since the month was archived
    broken: Notice | None = None  # the first entry of the journal that is not as it was written (S2-18)
    remedies: Sequence[Notice] = ()  # what is done about its causes (S0-42)
    lessons: Mapping[str, int] = field(default_factory=dict)  # by what was misread: corrections kept
    homes: Homes = NO_HOMES  # how many households there are
    behind: bool = False  # it should have come on the 1st, and the desk stood still


def card(
    month: Month, site: str, names: Mapping[int, str] | None = None, beside: Beside | None = None
) -> Notice:
    """The card; with `names` of the owners also how each did, which is for managers alone."""
    beside = beside or Beside()
    told: dict[str, Fact] = {
        "archived": beside.archived,
        "broken": beside.broken,
        "remedies": beside.remedies[:_ACTIONS],
        "remedies_more": max(0, len(beside.remedies) - _ACTIONS),
    }
    if not month.total:
        head = {**_head(month, site), **told}
        return Notice("month.empty", head, _buttons(month.period, whole=month.whole))
    facts: dict[str, Fact] = {
        **_head(month, site),
        **_counts(month),
        **_rates(month),
        **_tops(month),
        **_places(month, beside.homes),
        **_warnings(month),
        **told,
        "lessons": _lessons(beside.lessons),
        "behind": Word("month.behind") if beside.behind else None,
        "persons": _persons(month, names) if names is not None else None,
    }
    return Notice("month.card", facts, _buttons(month.period, whole=month.whole))


def _lessons(lessons: Mapping[str, int]) -> list[Fact]:
    """What people put right in readings, and what is therefore learned from."""
    return [
        Notice("month.count", {"name": Word(f"lesson.{what}"), "count": count})
        for what, count in sorted(lessons.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _head(month: Month, site: str) -> dict[str, Fact]:
    return {
        "month": month_name(month.period),
        "site": site,
        "until": None if month.whole else month.until,
        "not_counted": month.not_counted,
    }


def _counts(month: Month) -> dict[str, Fact]:
    before, last_year = month.summary(1), month.summary(12)
    told: dict[bool, list[Fact]] = {True: [], False: []}
    for line in month.by["kind"]:
        counted = Notice("month.count", {"name": Word(f"kind.{line.key}"), "count": line.count})
        told[line.key in ASKING].append(counted)
    grave: list[Fact] = [
        Notice("month.count", {"name": Word(f"class.{line.key}"), "count": line.count})
        for line in sorted(month.by["class"], key=lambda line: line.key)
        if line.key != str(Class.THREE.value)
    ]
    return {
        "total": month.total,
        "kinds": told[False],
        "asked": told[True],  # S2-01: beside the total
        "grave": grave,
        "second": month.second,
        "before": signed(growth(month.total, before.total)) if before and month.whole else None,
        "last_year": signed(growth(month.total, last_year.total)) if last_year and month.whole else None,
    }


def _rates(month: Month) -> dict[str, Fact]:
    solved = month.rates[ClockKind.RESOLVE]
    before = month.summary(1) if month.whole else None
    sides: list[Fact] = [_side(Word(f"measure.{kind}"), month.rates[kind]) for kind in SIDE]
    return {
        "solved": _rate(Word("measure.resolve"), solved, before.resolve if before else None, target=True),
        "mark": mark(solved),
        "slips": _side(Word("measure.slips"), month.slips) if month.slips.of else None,
        "sides": sides,
        "attitude": _mean(month.attitude),
        "outcome": _mean(month.outcome),
        "rated": month.outcome.given,
        "satisfied": share(month.outcome.percent),
    }


def _rate(name: Word, rate: Rate, before: Rate | None = None, *, target: bool = False) -> Notice:
    """With its numerator and denominator (S2-64); what is not due yet stands beside it."""
    if rate.percent is None:
        return Notice("month.rate_none", {"name": name, "pending": rate.pending})
    change = None
    if before and before.percent is not None:
        change = signed(round(rate.percent - before.percent))
    facts: dict[str, Fact] = {
        "name": name,
        "percent": share(rate.percent),
        "kept": str(rate.kept),
        "of": str(rate.of),
        "pending": rate.pending,
        "change": change,
        "target": TARGET if target else None,
    }
    return Notice("month.rate", facts)


def _side(name: Word, rate: Rate) -> Notice:
    return Notice("month.side", {"mark": mark(rate), "rate": _rate(name, rate)})


def mark(rate: Rate) -> str | None:
    """Whether the target is met; None: nothing was due."""
    if rate.percent is None:
        return None
    return "✓" if rate.percent >= TARGET else "✗"


def _tops(month: Month) -> dict[str, Fact]:
    words: list[Fact] = [
        _grown(word.word, word.count, word.before if month.whole else 0)
        for word in month.words[:TOP]
        if word.count >= _OFTEN
    ]
    before = month.summary(1) if month.whole else None  # three weeks against a month would mislead
    known = (before.topics if before else None) or {}
    topics: list[Fact] = [
        _grown(Word(f"topic.{line.key}"), line.count, known.get(line.key, 0))
        for line in top(month.by["topic"])
    ]
    hours: list[Fact] = [
        Notice("month.hour", {"hour": line.key, "count": line.count})
        for line in sorted(month.by["hour"], key=lambda line: -line.count)[:_HOURS]
    ]
    sources: list[Fact] = [
        Notice("month.count", {"name": Word(f"source.{line.key}"), "count": line.count})
        for line in month.by["source"]
    ]
    departments: list[Fact] = [_line(Word(f"role.{one.key}"), one) for one in month.by["department"][:TOP]]
    return {
        "topics": topics,
        "words": words,
        "departments": departments,
        "hours": hours,
        "sources": sources,
    }


def _places(month: Month, homes: Homes) -> dict[str, Fact]:
    per = per_hundred(month.total, homes.all)
    return {"buildings": most(month, homes), "per": per, "lowest": lowest(month)}


def _grown(name: Word | str, count: int, before: int) -> Notice:
    return Notice("month.grown", {"name": name, "count": count, "growth": signed(growth(count, before))})


def _line(name: Word | str, line: Line) -> Notice:
    return Notice("month.line", {"name": name, "count": line.count, "percent": share(line.percent)})


def _persons(month: Month, names: Mapping[int, str]) -> list[Fact]:
    lines = [line for line in month.by["person"] if int(line.key) in names]
    return [_line(names[int(line.key)], line) for line in lines[:_PERSONS]]


def _warnings(month: Month) -> dict[str, Fact]:
    solved = month.rates[ClockKind.RESOLVE]
    repeats: list[Fact] = [_repeat(one) for one in month.repeats[:_REPEATS]]
    reader = month.reader
    return {
        "repeats": repeats,
        "repeats_more": max(0, len(month.repeats) - _REPEATS),
        "groups": _numbers(month.groups, _NUMBERS),
        "near": _numbers(month.near, _NUMBERS),
        "late": _numbers(solved.late, _NUMBERS),
        "late_count": solved.missed,
        "more": solved.missed - len(solved.late[:_NUMBERS]) if solved.late else 0,
        "proposed": reader.proposed,
        "turned_down": reader.turned_down,
        "taken_back": reader.taken_back,
        "corrected": reader.corrected,
    }


def _repeat(one: Repeat) -> Notice:
    """3栋电梯 4次/30天 → 建议检修 (S1-16)."""
    place = Notice("place.building", {"name": one.building}) if one.building else one.area
    facts: dict[str, Fact] = {
        "place": place,
        "topic": Word(f"topic.{one.topic}"),
        "count": len(one.tickets),
        "days": REPEAT_DAYS,
        "numbers": _numbers(one.tickets, _REPEATS),
    }
    return Notice("month.repeat", facts)


def late_list(month: Month, site: str) -> Notice:
    """Which tickets stand behind each rate's late ones (S2-64)."""
    lines: list[Fact] = [
        Notice("month.late_line", _late(kind, month.rates[kind]))
        for kind in COUNTED
        if month.rates[kind].missed
    ]
    if not lines:
        return Notice("month.late_none", {"month": month_name(month.period)})
    return Notice("month.late", {"month": month_name(month.period), "site": site, "lines": lines})


def _late(kind: ClockKind, rate: Rate) -> dict[str, Fact]:
    return {
        "name": Word(f"clock.{kind}"),
        "count": rate.missed,
        "numbers": _numbers(rate.late, _LISTED),
        "more": rate.missed - len(rate.late[:_LISTED]),
    }


def _buttons(period: Period, *, whole: bool) -> tuple[tuple[Button, ...], ...]:
    def turn(months: int) -> Button:
        other = period.plus(months)
        way = "month.earlier" if months < 0 else "month.later"
        return Button(verb="month", arg=str(other), label=Word(way))

    turns = row(turn(-1), turn(1)) if whole else row(turn(-1))
    late = Button(verb="month_late", arg=str(period))
    opened = Button(verb="number", arg=str(period))
    return (turns, row(late, opened), row(Button(verb="month_how")))


def _numbers(numbers: Sequence[int], most: int) -> list[Fact]:
    return [f"#{number}" for number in numbers[:most]]


def _mean(score: Score) -> str | None:
    return None if score.mean is None else f"{score.mean:.1f}"


def signed(change: int | None) -> str | None:
    """+12 or −5, with a true minus sign; None where there is nothing to compare with."""
    if change is None:
        return None
    return f"+{change}" if change > 0 else f"−{-change}" if change < 0 else "±0"  # a minus sign
