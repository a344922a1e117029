"""A manager's question about the figures, out of words: measure, comparison, span of days, topic, place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from desk.figures.asking import EVER, Query
from desk.figures.terms import GOOD_HIGH, SERIES, TIMES, By, Measure
from desk.kind import Kind
from desk.reading import Category, Class
from nlp.against import Compared, compared
from nlp.asked_words import MOST, Hit, blank, buildings, hits, joined, spans_of, things, unranked
from nlp.fold import Folded, fold
from nlp.lexicon import Lexicon
from nlp.periods import Span, Waited, aligned, days_back, older

_LONGEST = 60  # characters; nobody asks for a figure at greater length
_PIECE = re.compile(r"[^\s,.:;!?'\"/\-，。：；！？、~#的]+")
_NARROW = frozenset({"kind", "category", "class", "topic", "team"})
_ONE_DAY = timedelta()
_MADE: Mapping[str, Callable[[str], Any]] = {
    "by": By,
    "topic": str,
    "kind": Kind,
    "category": Category,
    "class": lambda value: Class(int(value)),
    "team": str,
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


@dataclass
class _Heard:
    """What the words say, each looked for in what the others left."""

    folded: str
    left: str
    than: Compared | None
    spans: list[Span]
    waited: Waited | None
    buildings: list[str]
    values: dict[str, str] = field(default_factory=dict)  # of one sort the first said
    several: dict[str, list[str]] = field(default_factory=dict)  # of one sort all that the same is asked of

    @property
    def dated(self) -> bool:
        return bool(self.spans or self.than)

    @property
    def long(self) -> bool:
        """Whether more than a day is asked about."""
        return any(span.last - span.first > _ONE_DAY for span in self.spans)

    @property
    def by(self) -> By | None:
        named = self.values.get("by") or self.values.get("loosely")
        return By(named) if named else None

    def says(self, *sorts: str) -> bool:
        return bool(self.values.keys() & set(sorts))


def asked(text: str, today: date, words: Lexicon) -> Asked | None:
    """The question in any string, reckoned from the site's day; None where nothing is asked for.

    Without days it is this month's. `words`: the reader's own, which know what is a lift's.
    """
    folded = fold(text)
    if not folded.text.strip() or len(folded.text) > _LONGEST:
        return None
    heard = _heard(folded.text, today, words)
    measure = None if heard.says("never") else _measure(heard)
    if heard.waited and (measure is not Measure.OPEN or heard.spans):
        _, start, end = heard.waited
        heard.left = heard.left[:start] + heard.folded[start:end] + heard.left[end:]
    left = _pieces(folded, heard.left)
    if measure is None or (left and not heard.buildings and _says_little(heard)):
        return None
    query, *also = _queries(heard, measure, today)
    return Asked(
        query=query,
        left=left,
        asking=heard.says("asking", "by")
        or "?" in heard.folded
        or bool(heard.by and heard.says("order"))
        or heard.than is not None
        or measure in TIMES,
        dated=heard.dated,
        late_now=measure is Measure.LATE
        and heard.says("now")
        and not (heard.dated or heard.by or query.narrow),
        coming=query.first > today,
        bare=not (heard.says("measure", "state", "kind", "category", "class") or heard.by in SERIES),
        also=tuple(also[: MOST - 1]),
    )


def unread(text: str, today: date, words: Lexicon) -> tuple[str, ...]:
    """What of it says nothing to the figures, as it was written."""
    folded = fold(text)
    return _pieces(folded, _heard(folded.text[:_LONGEST], today, words).left)


def _pieces(folded: Folded, left: str) -> tuple[str, ...]:
    return tuple(folded.written[slice(*found.span())] for found in _PIECE.finditer(left))


def _heard(folded: str, today: date, words: Lexicon) -> _Heard:
    than = compared(folded, today)
    ranked, gone = unranked(than.rest if than else folded)
    waited = older(gone)
    if waited:
        gone = blank(gone, waited.start, waited.end)
    spans, gone = spans_of(gone, today)
    named, gone = buildings(gone)
    heard = _Heard(folded, gone, than, spans, waited, named)
    _sorted(heard, list(hits(gone)), words)
    if ranked:
        heard.values = {"vague": Measure.COUNT, "loosely": By.TOPIC} | heard.values
    return heard


def _sorted(heard: _Heard, found: list[Hit], words: Lexicon) -> None:
    """Sort the words; a topic is also what the reader's own words name."""
    text = heard.left
    if heard.buildings[1:] or any(hit.sort == "by" for hit in found):
        found = [hit._replace(sort="order") if hit.sort == "much" else hit for hit in found]
    for hit in found:
        if hit.sort not in ("unknown", "much"):
            heard.left = blank(heard.left, hit.start, hit.end)
    named = [hit for hit in found if hit.sort == "topic"]
    own = things(heard.left, words)
    row = joined([*named, *own], text)
    if row:
        heard.left = blank(heard.left, row[0].start, row[-1].end)
    elif own and not named:
        heard.left = blank(heard.left, own[0].start, own[0].end)
    topics = row or named or own[:1]
    for hit in [*topics[:1], *(hit for hit in found if hit.sort != "topic")]:
        heard.values.setdefault(hit.sort, hit.value)
    if heard.than:
        heard.values.setdefault("vague", Measure.COUNT)
    rows = {sort: joined([hit for hit in found if hit.sort == sort], text) for sort in _NARROW - {"topic"}}
    rows |= {sort: [hit for hit in found if hit.sort == sort] for sort in ("measure", "by")}
    rows["topic"] = row
    heard.several = {sort: list(dict.fromkeys(hit.value for hit in hits)) for sort, hits in rows.items()}


def _measure(heard: _Heard) -> Measure | None:
    """多少 and 最差 ask for something only where nothing else does; 修好了 only with one of these."""
    values = heard.values
    vague = values.get("vague")
    if vague == Measure.RATE and not heard.by:
        vague = None  # 最好今天处理完
    if heard.says("order") and (heard.says("by") or heard.buildings[1:]):
        vague = vague or Measure.COUNT  # 3栋和5栋哪个投诉多
    waiting = values.get("state") if heard.waited else None  # 超过三天没修
    if named := values.get("measure") or waiting or (vague and values.get("state")) or vague:
        return Measure(named)
    return Measure.COUNT if _told(heard) else None


def _told(heard: _Heard) -> bool:
    """Whether figures are asked for without a word that says so: 本月投诉, 投诉趋势, 3栋最近怎么样."""
    narrow = heard.says("kind", "category", "class")
    if narrow and (heard.dated or heard.says("by") or heard.by in SERIES):
        return True
    if heard.spans[1:] or (heard.long and heard.by is By.TOPIC):
        return True
    if heard.says("hint") and (heard.dated or narrow or heard.says("topic") or heard.buildings):
        return True
    if heard.says("topic") and (heard.long or heard.by in SERIES):
        return True
    by = heard.values.get("by")
    return by in (By.KIND, By.CATEGORY, By.CLASS, By.SOURCE) or (heard.long and by in SERIES)


def _says_little(heard: _Heard) -> bool:
    """谁最好 and 昨天多少 ask for something; 谁最好看 and 昨天多少表扬 for something else."""
    if heard.says("measure", "state"):
        return False
    return heard.values.get("vague") == Measure.RATE or not heard.says(*_NARROW, "by", "loosely")


def _queries(heard: _Heard, measure: Measure, today: date) -> list[Query]:
    """What is asked, and the same of each further measure, comparison, topic, place and span of days."""
    values = heard.values
    first, last = _days(heard, measure, today)
    query = Query(
        measure=measure,
        first=first,
        last=last,
        by=heard.by,
        best=_best(values.get("order"), measure),
        building=next(iter(heard.buildings), None),
        topic=values.get("topic"),
        team=values.get("team"),
        kind=_kind(values, measure),
        category=Category(values["category"]) if "category" in values else None,
        class_=Class(int(values["class"])) if "class" in values else None,
        against=heard.than.fitting(first, last) if heard.than else None,
    )
    return _each(query, heard, today)


def _each(query: Query, heard: _Heard, today: date) -> list[Query]:
    """The same of every further measure, comparison, topic, place and span of days that was named."""
    queries = [query]
    if heard.several["measure"][1:]:
        queries = [_measured(query, Measure(one), heard, today) for one in heard.several["measure"]]
    for sort, made in _MADE.items():
        values = heard.several[sort]
        if len(values) > 1:
            name = "class_" if sort == "class" else sort
            queries = [replace(one, **{name: made(value)}) for one in queries for value in values]
    if heard.buildings[1:]:
        queries = [replace(one, building=name) for one in queries for name in heard.buildings]
    if heard.spans[1:]:
        days = [_begun(span, today) for span in heard.spans]
        queries = [replace(one, first=first, last=last) for one in queries for first, last in days]
    return queries


def _measured(query: Query, measure: Measure, heard: _Heard, today: date) -> Query:
    """Of what is open all days count, of a rate this month's."""
    first, last = _days(heard, measure, today)
    return replace(query, measure=measure, first=first, last=last)


def _best(order: str | None, measure: Measure) -> bool:
    """Whether the best are to stand first: of shares in time the highest, of what went wrong the lowest."""
    return order in ("best", "most" if measure in GOOD_HIGH else "least")


def _kind(values: Mapping[str, str], measure: Measure) -> Kind | None:
    """投诉 alone; in 二次投诉 it is the measure's word."""
    own = measure in (Measure.SECOND, Measure.GROUP)
    return Kind(values["kind"]) if "kind" in values and not own else None


def _days(heard: _Heard, measure: Measure, today: date) -> tuple[date, date]:
    """The days named; else this month's, of what is still open all, of a series what it needs."""
    if heard.spans:
        first, last = _begun(heard.spans[0], today)
        return aligned(heard.by, first, last), last
    if heard.than:
        return heard.than.since, today
    if measure is Measure.OPEN:
        return EVER, today - timedelta(days=heard.waited.days if heard.waited else 0)
    return days_back(heard.by, today), today


def _begun(span: Span, today: date) -> tuple[date, date]:
    """Of what has begun until today: nobody asks for what has not come."""
    return span.first, min(span.last, today) if span.first <= today else span.last
