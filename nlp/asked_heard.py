"""What the words of a manager's question say, each looked for in what the others left."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from desk.figures.bounds import Unit
from desk.figures.floors import Floors
from desk.figures.marks import Mark
from desk.figures.terms import PROMISES, STANDS, By, Measure
from desk.kind import Kind
from nlp.against import Compared, compared, without_more
from nlp.against_days import beside_days
from nlp.asked_both import both
from nlp.asked_bounds import Told, bound_in
from nlp.asked_counts import asks, counted
from nlp.asked_floors import floors_in
from nlp.asked_hours import Hours, hours_of
from nlp.asked_paces import paced
from nlp.asked_typed import respelled
from nlp.asked_waited import Waited, older
from nlp.asked_weekdays import weekdays_in
from nlp.asked_where import Where, home_of, where
from nlp.asked_without import left_out
from nlp.asked_words import (
    WRONG,
    Hit,
    blank,
    hits,
    joined,
    listed,
    of_whom,
    plainly,
    spans_of,
    things,
    unranked,
    unsaid,
)
from nlp.fold import Folded
from nlp.lexicon import Lexicon
from nlp.periods import Span, span_of

NARROW = frozenset({"kind", "category", "class", "topic", "team", "source", "hours", "shift", "weekend"})
_PIECE = re.compile(r"[^\s,.:;!?'\"/\-，。：；！？、~#的]+")
_WHICH = re.compile("哪天|哪一天|还是|定[周星礼]|比|which day|vs|versus")
_THAN = re.compile("(?<![占同环百])比(?![例重率])")
_FASTER = re.compile(
    r"(?<![尽赶凉涨升增降减跌长加得])[快慢](?=了|吗|没|些|一?点|还是|不|多少|$|[\s,，。?？!])"
    r"|(?<=[理修派办做干复单应]得)更?[快慢]|\b(?:faster|slower|quicker)\b"
)
_WHICH_WAY = re.compile(r"哪|还是|(?<!占)比(?![例重率])|[多少高低](?:些|一?点|$)|which|more|vs|versus")
_SILENT = frozenset({"unknown", "ordinary", "much", "stage"})
_ONE_DAY = timedelta()
_A_WEEK = timedelta(days=7)


@dataclass
class Heard:
    """What was found, and what is left."""

    folded: str
    left: str
    floors: Floors | None
    than: Compared | None
    spans: list[Span]
    waited: Waited | None
    where: Where
    clock: Hours | None  # told by the clock: 晚上10点以后
    weekdays: tuple[int, ...] | None  # 每周一
    bound: Told | None  # 超过3单
    without: tuple[Mark, ...]  # 除了停车
    beside: Span | None = None  # 跟中秋比
    only: tuple[Mark, ...] = ()  # 没处理完的群诉
    other_days: bool = False  # whether days are named beside those
    few: tuple[str, ...] = ()  # what a few are asked for of, unless it is said: 前三
    values: dict[str, str] = field(default_factory=dict)  # of one sort the first said
    several: dict[str, list[str]] = field(default_factory=dict)  # of one sort all that the same is asked of

    @property
    def ranked(self) -> bool:
        """Whether only 前三 says what is compared, and not by what."""
        return "by" not in self.values and self.values.get("loosely") in self.few

    @property
    def dated(self) -> bool:
        """Whether days were named."""
        return bool(self.spans or self.than or self.beside)

    @property
    def long(self) -> bool:
        """Whether more than a day is asked about."""
        return any(span.last - span.first > _ONE_DAY for span in self.spans)

    @property
    def by(self) -> By | None:
        """What is compared."""
        named = self.values.get("by") or self.values.get("loosely")
        if self.ranked and self.values.get("measure") in STANDS:
            return None  # top 5 oldest open tickets
        if named == By.TOPIC and "by" not in self.values and "topic" in self.values:
            return By.BUILDING  # 照明投诉为什么这么多
        if self.weekdays and self.weekdays[1:] and _WHICH.search(self.folded):
            return By.WEEKDAY  # 星期六和星期天哪天多
        return By(named) if named else None

    @property
    def placed(self) -> bool:
        """Whether it looks at a place or at hours."""
        place = self.where
        return bool(place.buildings or place.unit or place.room or self.floors or self.clock or self.weekdays)

    def says(self, *sorts: str) -> bool:
        """Whether there are words of these sorts."""
        return bool(self.values.keys() & set(sorts))


def pieces(folded: Folded, left: str) -> tuple[str, ...]:
    """What is left, as it was written."""
    return tuple(folded.written[slice(*found.span())] for found in _PIECE.finditer(left))


def heard(folded: str, today: date, words: Lexicon) -> Heard:
    """Of a folded text, reckoned from the site's day; what is not understood is read by its sound."""
    folded = plainly(folded)
    told = _heard(folded, today, words)
    typed = respelled(folded, told.left, list(hits(told.where.rest)))
    again = _heard(typed, today, words) if typed else told
    return again if len("".join(again.left.split())) < len("".join(told.left.split())) else told


def _heard(folded: str, today: date, words: Lexicon) -> Heard:
    than = compared(folded, today)
    without, gone = left_out(unsaid(than.rest if than else folded), words)
    home = home_of(gone)
    gone = home.rest if home else gone
    refused, gone = of_whom(gone)
    ranked, gone = unranked(gone)
    floors, gone = (home.level, gone) if home and home.level else floors_in(gone)
    bound = bound_in(gone)
    waited = older(gone) if not bound or bound.bound.unit is Unit.MINUTES else None
    for one in (bound, waited):
        gone = blank(gone, one.start, one.end) if one else gone
    weekdays, gone = weekdays_in(gone, lambda text: _often(text, today))
    beside = None
    if than is None and not spans_of(gone, today)[0][1:]:
        beside, gone = beside_days(gone, today)
    spans, gone = spans_of(gone, today)
    other_days = span_of(gone, today) is not None
    if spans[1:] and _THAN.search(folded):
        gone = without_more(gone)  # 上周比上上周多还是少
    clock, gone = hours_of(gone)
    place = home._replace(rest=gone) if home else where(gone)
    told = Heard(
        folded,
        place.rest,
        floors,
        than,
        spans,
        waited,
        place,
        clock,
        weekdays,
        bound,
        without,
        beside,
        other_days=other_days,
    )
    _sorted(told, list(hits(place.rest)), words)
    told.few = (ranked["loosely"],) if ranked else ()
    told.values = ranked | told.values | refused
    if home:
        told.values.pop("refused", None)  # of one home it is told to whoever may know it
    return told


def _often(text: str, today: date) -> bool:
    """Whether days are named among which each day of the week comes again."""
    spans, _ = spans_of(text, today)
    return any(span.last - span.first >= _A_WEEK for span in spans)


def _sorted(told: Heard, found: list[Hit], words: Lexicon) -> None:
    """Sort the words; a topic is also what the reader's own words name."""
    text = told.left
    found = _of_one_way([_complained(_compared(hit, found, text), found) for hit in found])
    shifts = {hit.value for hit in found if hit.sort in ("shift", "hours")}
    several = (
        told.where.buildings[1:]
        or len(shifts) > 1
        or len({hit.value for hit in found if hit.sort == "source"}) > 1
        or "哪个" in text
        or ((told.than or told.beside or told.spans) and "哪" in text)
    )
    if several or any(hit.sort == "by" for hit in found):
        found = [hit._replace(sort="order") if hit.sort == "much" else hit for hit in found]
    timed = told.bound is not None and told.bound.bound.unit is Unit.MINUTES
    found = paced(found, timed=timed)
    silent = {*_SILENT, "hours"} if told.clock else _SILENT
    for hit in found:
        if hit.sort not in silent:
            told.left = blank(told.left, hit.start, hit.end)
    named = [hit for hit in found if hit.sort == "topic"]
    own = things(told.left, words)
    row = listed([*named, *own], text) or joined([*named, *own], text)
    if row:
        told.left = blank(told.left, row[0].start, row[-1].end)
    topics = row or named or own[:1]
    end = topics[0].end if topics else 0
    for one in own:
        if one == topics[0] or (one.value == topics[0].value and one.start == end and text[end] in WRONG):
            told.left = blank(told.left, one.start, one.end)
    for hit in [*topics[:1], *(hit for hit in found if hit.sort != "topic")]:
        told.values.setdefault(hit.sort, hit.value)
    if told.than or told.beside or told.bound:
        faster = told.than is not None and _FASTER.search(told.folded)
        told.values.setdefault("vague", Measure.MEND if faster else Measure.COUNT)
    _repeated(told, found, row, text)


def _repeated(told: Heard, found: list[Hit], topics: list[Hit], text: str) -> None:
    """Of which sorts several are asked about; what else is named was not understood."""
    rows = {
        sort: joined([hit for hit in found if hit.sort == sort], text, close=True)
        for sort in NARROW - {"topic"}
    }
    rows |= {sort: [hit for hit in found if hit.sort == sort] for sort in ("measure", "by")}
    rows["topic"] = topics
    for sort in ("shift", "source"):  # 上班时间多还是下班后多
        rows[sort] = [hit for hit in found if hit.sort == sort]
    rows["measure"] = counted(found, rows["measure"], told.folded)
    promised = [hit for hit in rows["measure"] if hit.value in PROMISES and hit.value != Measure.LATE]
    if promised:  # 首响超时几单
        rows["measure"] = [hit for hit in rows["measure"] if hit.value != Measure.LATE]
        told.values["measure"] = rows["measure"][0].value
    if pair := both(found, told.folded):
        standing, mark = pair
        told.only = (mark,)
        if asks(told.folded) < 2:  # noqa: PLR2004  # else each is told: 群诉几单，没处理完的几单
            told.values["measure"], rows["measure"] = standing, []
    told.several = {sort: list(dict.fromkeys(hit.value for hit in hits)) for sort, hits in rows.items()}
    for hit in found:
        asked = hit.sort not in NARROW or hit.value in (told.values.get(hit.sort), *told.several[hit.sort])
        if not asked and not told.left[hit.start : hit.end].strip():
            told.left = told.left[: hit.start] + text[hit.start : hit.end] + told.left[hit.end :]


def _of_one_way(found: list[Hit]) -> list[Hit]:
    """前台 is a team, beside other ways a way too; where all ways are compared none is asked for."""
    ways = {(hit.start, hit.end) for hit in found if hit.sort == "source" or hit.value == By.SOURCE}
    teams = {(hit.start, hit.end) for hit in found if hit.sort == "team"}
    if any(hit.sort == "by" and hit.value == By.SOURCE for hit in found):
        return [
            hit._replace(sort="filler") if hit.sort == "source" else hit
            for hit in found
            if hit.sort != "team" or (hit.start, hit.end) not in ways
        ]
    doubtful = "team" if ways - teams else "source"
    return [hit for hit in found if (hit.start, hit.end) not in ways & teams or hit.sort != doubtful]


def _complained(hit: Hit, found: list[Hit]) -> Hit:
    """保安被投诉几次, 哪栋被投诉最多: the complaints about it; of a person it would be of whose tickets."""
    before = [one for one in found if one.end <= hit.start]
    of = any(one.sort in ("topic", "team") or (one.sort == "by" and one.value != By.PERSON) for one in before)
    if hit.value == "words" and hit.sort == "never_of" and of:
        return hit._replace(sort="kind", value=Kind.COMPLAINT)
    return hit._replace(sort="never") if hit.sort == "never_of" else hit


def _compared(hit: Hit, found: list[Hit], text: str) -> Hit:
    """周末比平时, 上午几单下午几单: what is named twice, and hours not by 和, is compared."""
    alike = [one for one in found if one.sort == hit.sort]
    if hit.sort == "weekend" and len({one.value for one in alike}) > 1:
        return hit._replace(sort="by", value=By.WEEKDAY)
    if hit.sort == "weekend" and hit.value == "usual":
        return hit._replace(sort="unknown")  # 国庆比平时
    if hit.sort == "source" and len({one.value for one in alike}) > 1 and _WHICH_WAY.search(text):
        return hit._replace(sort="by", value=By.SOURCE)
    if hit.sort == "hours" and len({one.value for one in alike}) > 1 and not joined(alike, text):
        return hit._replace(sort="by", value=By.HOUR)
    return hit
