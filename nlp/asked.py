"""A manager's question about the figures, out of words: measure, comparison, span of days, topic, place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from desk.figures.asking import EVER, Query
from desk.figures.terms import ENDS, GOOD_HIGH, PROMISES, SERIES, STARS, TIMELESS, TIMES, By, Measure
from desk.kind import Kind
from desk.reading import Category, Class
from nlp.asked_heard import NARROW, Heard, heard, pieces
from nlp.asked_words import MOST
from nlp.days import aligned, coming, days_back
from nlp.fold import fold
from nlp.lexicon import Lexicon
from nlp.periods import Span

_LONGEST = 60  # characters; nobody asks for a figure at greater length
_MADE: Mapping[str, Callable[[str], Any]] = {
    "by": By,
    "topic": str,
    "kind": Kind,
    "category": Category,
    "class": lambda value: Class(int(value)),
    "team": str,
    "hours": lambda value: tuple(int(one) for one in value.split("-")),
}  # of which several may be named


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
    if told.waited and (measure not in TIMELESS or told.spans):
        _, start, end = told.waited
        told.left = told.left[:start] + told.folded[start:end] + told.left[end:]
    left = pieces(folded, told.left)
    if measure in ENDS and (told.clock or told.says("hours", "weekend")):
        return None  # hours are those of the report
    if measure is None or (left and not told.placed and _says_little(told)):
        return None
    query, *also = queries_of(told, measure, today)
    return Asked(
        query=query,
        left=left,
        asking=told.says("asking", "by", "exist")
        or "?" in told.folded
        or bool(told.by and told.says("order"))
        or told.than is not None
        or measure in TIMES,
        dated=told.dated,
        late_now=measure is Measure.LATE
        and told.says("now")
        and not (told.dated or told.by or query.narrow or left),
        coming=query.first > today and measure is not Measure.DUE,
        bare=not (told.says("measure", "state", "kind", "category", "class") or told.by in SERIES),
        also=tuple(also[: MOST - 1]),
    )


def unread(text: str, today: date, words: Lexicon) -> tuple[str, ...]:
    """What of it says nothing to the figures, as it was written."""
    folded = fold(text)
    return pieces(folded, heard(folded.text[:_LONGEST], today, words).left)


def measure_of(told: Heard) -> Measure | None:
    """多少 and 最差 ask for something only where nothing else does; 修好了 only with one of these."""
    values = told.values
    vague = values.get("vague")
    if vague == Measure.RATE and not told.by:
        vague = None  # 最好今天处理完
    if told.says("order") and (told.says("by") or told.where.buildings[1:]):
        vague = vague or Measure.COUNT  # 3栋和5栋哪个投诉多
    if told.says("exist") and (told.dated or told.placed or told.says("state", "measure", "kind", "hours")):
        vague = vague or Measure.COUNT  # 昨天有没有漏水
    waiting = values.get("state") if told.waited else None  # 超过三天没修
    named = values.get("measure") or waiting or (vague and values.get("state")) or vague
    if named == Measure.LATE and values.get("state") in PROMISES:
        named = values["state"]  # late revisits
    if named:
        return Measure(named)
    return Measure.COUNT if _told(told) else None


def _told(told: Heard) -> bool:
    """Whether figures are asked for without a word that says so: 本月投诉, 投诉趋势, 3栋最近怎么样."""
    narrow = told.says("kind", "category", "class")
    if narrow and (told.dated or told.says("by") or told.by in SERIES):
        return True
    if narrow and ((told.placed and told.says("asking", "exist")) or told.says("hours") or told.clock):
        return True  # 5座12楼有没有投诉, 夜间噪音投诉
    if told.spans[1:] or (told.long and told.by is By.TOPIC):
        return True
    if told.says("hint") and (told.dated or narrow or told.says("topic") or told.placed):
        return True
    if told.says("topic") and (told.long or told.by in SERIES):
        return True
    by = told.values.get("by")
    return by in (By.KIND, By.CATEGORY, By.CLASS, By.SOURCE) or (told.long and by in SERIES)


def _says_little(told: Heard) -> bool:
    """谁最好 and 昨天多少 ask for something; 谁最好看 and 昨天多少表扬 for something else."""
    if told.says("measure", "state"):
        return False
    return told.values.get("vague") == Measure.RATE or not told.says(*NARROW, "by", "loosely", "weekend")


def queries_of(told: Heard, measure: Measure, today: date) -> list[Query]:
    """What is asked, and the same of each further measure, comparison, topic, place and span of days."""
    values = told.values
    first, last = _days(told, measure, today)
    query = Query(
        measure=measure,
        first=first,
        last=last,
        by=told.by,
        share=told.says("share"),
        best=_best(values.get("order"), measure),
        building=next(iter(told.where.buildings), None),
        unit=told.where.unit,
        floor=told.where.floor,
        hours=_hours(told),
        weekend=values["weekend"] == "yes" if "weekend" in values else None,
        topic=values.get("topic"),
        team=values.get("team"),
        kind=_kind(values, measure),
        category=Category(values["category"]) if "category" in values else None,
        class_=Class(int(values["class"])) if "class" in values else None,
        against=told.than.fitting(first, last) if told.than else None,
    )
    if measure in STARS and query.topic == "服务态度":  # 服务态度的满意度
        query = replace(query, measure=Measure.MANNER, topic=None)
    return _each(query, told, today)


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
    if told.where.buildings[1:]:
        queries = [replace(one, building=name) for one in queries for name in told.where.buildings]
    if told.spans[1:]:
        days = [_begun(span, query.measure, today) for span in told.spans]
        queries = [replace(one, first=first, last=last) for one in queries for first, last in days]
    return queries


def _measured(query: Query, measure: Measure, told: Heard, today: date) -> Query:
    """Of what is open all days count, of a rate this month's."""
    first, last = _days(told, measure, today)
    return replace(query, measure=measure, first=first, last=last)


def _best(order: str | None, measure: Measure) -> bool:
    """Whether the best are to stand first: of shares in time the highest, of what went wrong the lowest."""
    return order in ("best", "most" if measure in GOOD_HIGH else "least")


def _hours(told: Heard) -> tuple[int, int] | None:
    return told.clock or (_MADE["hours"](told.values["hours"]) if told.says("hours") else None)


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
    if measure in TIMELESS:
        return EVER, today - timedelta(days=told.waited.days if told.waited else 0)
    return days_back(told.by, today), today


def _begun(span: Span, measure: Measure, today: date) -> tuple[date, date]:
    """Of what has begun until today: of what has not come nobody asks, but for what will be due."""
    if measure is Measure.DUE:
        return coming(span.first, span.last, today)
    return span.first, min(span.last, today) if span.first <= today else span.last
