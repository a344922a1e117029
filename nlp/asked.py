"""A manager's question about the figures, out of words: measure, comparison, span of days, topic, place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from desk.figures.asking import EVER, Query
from desk.figures.bounds import Bound, Unit, measured_in
from desk.figures.moments import WEEKDAYS, WEEKEND, Moments
from desk.figures.terms import ENDS, GOOD_HIGH, SERIES, STANDS, STARS, TIMELESS, TIMES, By, Measure
from desk.kind import Kind
from desk.reading import Category, Class
from nlp.asked_bounds import Told
from nlp.asked_counts import asks
from nlp.asked_heard import Heard, heard, pieces
from nlp.asked_measure import measure_of, says_little
from nlp.asked_waited import Waited
from nlp.asked_words import MOST
from nlp.days import aligned, coming, days_back
from nlp.fold import fold
from nlp.lexicon import Lexicon
from nlp.periods import Span

_LONGEST = 75  # characters; nobody asks for a figure at greater length
_WHICH = re.compile("哪|几[月号]|周几|星期几|礼拜几|which|busiest")  # 每天最多几单 is of each in its order
_MADE: Mapping[str, Callable[[str], Any]] = {
    "by": By,
    "topic": str,
    "kind": Kind,
    "category": Category,
    "class": lambda value: Class(int(value)),
    "team": str,
    "source": str,
}  # of which several may be named
_DAYS: Mapping[str, Mapping[str, Any]] = {
    "yes": {"weekdays": WEEKEND},
    "no": {"weekdays": WEEKDAYS},
    "work": {"workday": True},
    "rest": {"workday": False},
}
_MOMENTS: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
    "hours": lambda value: {"hours": tuple(int(one) for one in value.split("-"))},
    "weekend": lambda value: _DAYS.get(value, {}),
    "shift": lambda value: {"open": value == "open"},
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was understood."""

    query: Query
    left: tuple[str, ...]  # what was not understood, as it was written
    asking: bool  # whether a word or mark makes a question of it
    dated: bool  # whether days were named
    late_now: bool  # whether it is what is late at this moment, of any day
    coming: bool  # whether it is about days to come
    bare: bool  # whether nothing but 多少 or 最多 tells what is asked for
    refused: str | None = None  # what figures are not told of
    either: bool = False  # whether it is one of the queries, and nobody knows which
    also: tuple[Query, ...] = ()  # what is asked besides: 电梯和漏水各多少, 及时率和满意度

    @property
    def queries(self) -> list[Query]:
        """All that is asked."""
        return [self.query, *self.also]

    @property
    def sure(self) -> bool:
        """Whether nothing was said beside the question."""
        return not self.left

    @property
    def beside(self) -> int:
        """How much was said beside it: Chinese characters and English words."""
        return sum(1 if piece.isascii() else len(piece) for piece in self.left)


def asked(text: str, today: date, words: Lexicon) -> Asked | None:
    """The question in any string, reckoned from the site's day; None where nothing is asked for.

    Without days it is this month's. `words`: the reader's own, which know what is a lift's.
    """
    folded = fold(text)
    if not folded.text.strip() or len(folded.text) > _LONGEST:
        return None
    told = heard(folded.text, today, words)
    measure = None if told.says("never") else measure_of(told)
    bound = bound_for(told, measure, lines=told.by is not None)
    for unused in _unused(told, measure, bound):
        told.left = (
            told.left[: unused.start] + told.folded[unused.start : unused.end] + told.left[unused.end :]
        )
    if told.other_days or (told.floors and told.where.buildings[1:]):
        return None  # 昨天下午到今天: of some of them it would be a wrong figure
    left = pieces(folded, told.left)
    if told.says("per") and (measure is not Measure.COUNT or told.bound):
        return None  # 每百户逾期: households are held against counts alone
    if measure in ENDS and (told.clock or told.says("hours", "weekend", "shift") or told.weekdays):
        return None  # hours are those of the report
    if measure is None or (left and not told.placed and says_little(told)):
        return None
    query, *also = queries_of(told, measure, today, bound)
    return Asked(
        query=query,
        left=left,
        asking=told.says("asking", "by", "exist", "per")
        or asks(told.folded) > 0
        or "?" in told.folded
        or bool(told.by and told.says("order"))
        or told.than is not None
        or bool(bound and told.by)
        or measure in TIMES,
        dated=told.dated,
        late_now=measure is Measure.LATE
        and (told.says("now") or _lists(told))
        and not (told.dated or told.by or query.narrow or left),
        coming=query.first > today and measure is not Measure.DUE,
        bare=not (told.says("measure", "state", "kind", "category", "class") or told.by in SERIES or bound),
        refused=told.values.get("refused"),
        also=tuple(also[: MOST - 1]),
    )


def _lists(told: Heard) -> bool:
    """超时的发我看看: those, not how many."""
    counts = (
        told.says("vague", "share", "exist", "hint", "order") or "率" in told.folded or "rate" in told.folded
    )
    return not counts and ("的" in told.folded or told.says("list"))


def bound_for(told: Heard, measure: Measure | None, *, lines: bool) -> Bound | None:
    """What it says of the lines or of all; None where the measure is not counted so, or is compared."""
    if told.bound is None or measure is None or told.than or _waits(told, measure):
        return None
    bound, units = told.bound.bound, measured_in(measure, lines=lines)
    if told.bound.plain and Unit.PERCENT in units and measure in GOOD_HIGH:
        bound = bound._replace(unit=Unit.PERCENT)  # 及时率低于90
    return bound if bound.unit in units else None


def _unused(told: Heard, measure: Measure | None, bound: Bound | None) -> list[Told | Waited]:
    """What was heard of bounds and says nothing to what is asked."""
    if bound:
        return []
    return [one for one in (told.waited or told.bound,) if one and not _waits(told, measure)]


def _waits(told: Heard, measure: Measure | None) -> bool:
    """超过三天没处理: whole days are those of the report."""
    return bool(told.waited) and measure in TIMELESS and not told.spans


def unread(text: str, today: date, words: Lexicon) -> tuple[str, ...]:
    """What of it says nothing to the figures, as it was written."""
    folded = fold(text)
    told = heard(folded.text[:_LONGEST], today, words)
    left = told.left
    for one in (told.waited, told.bound):
        left = left[: one.start] + told.folded[one.start : one.end] + left[one.end :] if one else left
    return pieces(folded, left)


def queries_of(told: Heard, measure: Measure, today: date, bound: Bound | None = None) -> list[Query]:
    """What is asked, and the same of each further measure, comparison, topic, place and span of days."""
    values = told.values
    first, last = _days(told, measure, today)
    query = Query(
        measure=measure,
        first=first,
        last=last,
        by=told.by,
        share=told.says("share"),
        ranked=told.says("order") and told.by in SERIES and bool(_WHICH.search(told.folded)),
        per=told.says("per"),
        best=_best(values.get("order"), measure),
        building=next(iter(told.where.buildings), None),
        unit=told.where.unit,
        room=told.where.room,
        floors=told.floors,
        when=_moments(told),
        topic=values.get("topic"),
        team=values.get("team"),
        source=values.get("source"),
        only=told.only if measure in STANDS else (),
        without=told.without,
        kind=_kind(values, measure),
        category=Category(values["category"]) if "category" in values else None,
        class_=Class(int(values["class"])) if "class" in values else None,
        against=told.than.fitting(*(told.spans[0][:2] if told.spans else (first, last)))
        if told.than
        else None,
        bound=bound,
    )
    if measure in STARS and query.topic == "服务态度":  # 服务态度的满意度
        query = replace(query, measure=Measure.MANNER, topic=None)
    return with_beside(_each(query, told, today), told, today)


def with_beside(queries: list[Query], told: Heard, today: date) -> list[Query]:
    """The same of the days with which those of the first are compared too."""
    if told.beside is None:
        return queries
    first, last = _begun(told.beside, queries[0].measure, today)
    return [*queries, *(replace(one, first=first, last=last) for one in queries)]


def _each(query: Query, told: Heard, today: date) -> list[Query]:
    """The same of every further measure, comparison, topic, place and span of days that was named."""
    queries = [query]
    if told.several["measure"][1:]:
        queries = [_measured(query, Measure(one), told, today) for one in told.several["measure"]]
    for sort, made in _MADE.items():
        values = told.several[sort]
        if len(values) > 1:
            name = "class_" if sort == "class" else sort
            queries = [replace(one, **{name: made(value)}) for one in queries for value in values]
    for sort, made in _MOMENTS.items():
        if len(told.several[sort]) > 1:
            queries = [
                replace(one, when=replace(one.when, **made(value)))
                for one in queries
                for value in told.several[sort]
            ]
    if told.where.buildings[1:]:
        queries = [replace(one, building=name) for one in queries for name in told.where.buildings]
    if told.spans[1:]:
        days = [_begun(span, query.measure, today) for span in told.spans]
        queries = [replace(one, first=first, last=last) for one in queries for first, last in days]
    return queries


def _measured(query: Query, measure: Measure, told: Heard, today: date) -> Query:
    """Of what is open all days count, of a rate this month's."""
    first, last = _days(told, measure, today)
    only = told.only if measure in STANDS else ()
    best = _best(told.values.get("order"), measure)
    return replace(query, measure=measure, first=first, last=last, best=best, only=only)


def _best(order: str | None, measure: Measure) -> bool:
    """Whether the best are to stand first: of shares in time the highest, of what went wrong the lowest."""
    return order in ("best", "most" if measure in GOOD_HIGH else "least")


def _moments(told: Heard) -> Moments:
    """Which moments of its days: those said by word, and by the clock or day of the week."""
    said: dict[str, Any] = {}
    for sort, made in _MOMENTS.items():
        if told.says(sort):
            said |= made(told.values[sort])
    if told.clock:
        said["hours"] = told.clock
    if told.weekdays:
        said["weekdays"] = told.weekdays
    return Moments(**said)


def _kind(values: Mapping[str, str], measure: Measure) -> Kind | None:
    """投诉 alone; in 二次投诉 it is the measure's word."""
    own = measure in (Measure.SECOND, Measure.GROUP)
    return Kind(values["kind"]) if "kind" in values and not own else None


def _days(told: Heard, measure: Measure, today: date) -> tuple[date, date]:
    """The days named; else this month's, of what is still open all, of a series what it needs."""
    if told.spans:
        first, last = _begun(told.spans[0], measure, today)
        return aligned(told.by, first, last), last
    if told.than:
        return told.than.since, today
    if measure is Measure.DUE:
        return today, today + timedelta(days=1)
    if measure in TIMELESS or told.where.room:
        return EVER, today - timedelta(days=told.waited.days if told.waited else 0)
    return days_back(told.by, today), today


def _begun(span: Span, measure: Measure, today: date) -> tuple[date, date]:
    """Of what has begun until today: of what has not come nobody asks, but for what will be due."""
    if measure is Measure.DUE:
        return coming(span.first, span.last, today)
    return span.first, min(span.last, today) if span.first <= today else span.last
