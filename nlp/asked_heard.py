"""What the words of a manager's question say, each looked for in what the others left."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from desk.figures.terms import PROMISES, By, Measure
from nlp.against import Compared, compared
from nlp.asked_hours import Hours, hours_of
from nlp.asked_waited import Waited, older
from nlp.asked_where import Where, where
from nlp.asked_words import Hit, blank, hits, joined, spans_of, things, unranked
from nlp.fold import Folded
from nlp.lexicon import Lexicon
from nlp.periods import Span

NARROW = frozenset({"kind", "category", "class", "topic", "team", "hours"})
_PIECE = re.compile(r"[^\s,.:;!?'\"/\-，。：；！？、~#的]+")
_ONE_DAY = timedelta()


@dataclass
class Heard:
    """What was found, and what is left."""

    folded: str
    left: str
    than: Compared | None
    spans: list[Span]
    waited: Waited | None
    where: Where
    clock: Hours | None  # told by the clock: 晚上10点以后
    values: dict[str, str] = field(default_factory=dict)  # of one sort the first said
    several: dict[str, list[str]] = field(default_factory=dict)  # of one sort all that the same is asked of

    @property
    def dated(self) -> bool:
        """Whether days were named."""
        return bool(self.spans or self.than)

    @property
    def long(self) -> bool:
        """Whether more than a day is asked about."""
        return any(span.last - span.first > _ONE_DAY for span in self.spans)

    @property
    def by(self) -> By | None:
        """What is compared."""
        named = self.values.get("by") or self.values.get("loosely")
        if named == By.TOPIC and "by" not in self.values and "topic" in self.values:
            return By.BUILDING  # 照明投诉为什么这么多
        return By(named) if named else None

    @property
    def placed(self) -> bool:
        """Whether it looks at a place or at hours."""
        return bool(self.where.buildings or self.where.unit or self.where.floor or self.clock)

    def says(self, *sorts: str) -> bool:
        """Whether there are words of these sorts."""
        return bool(self.values.keys() & set(sorts))


def pieces(folded: Folded, left: str) -> tuple[str, ...]:
    """What is left, as it was written."""
    return tuple(folded.written[slice(*found.span())] for found in _PIECE.finditer(left))


def heard(folded: str, today: date, words: Lexicon) -> Heard:
    """Of a folded text, reckoned from the site's day."""
    than = compared(folded, today)
    ranked, gone = unranked(than.rest if than else folded)
    waited = older(gone)
    if waited:
        gone = blank(gone, waited.start, waited.end)
    spans, gone = spans_of(gone, today)
    clock, gone = hours_of(gone)
    place = where(gone)
    told = Heard(folded, place.rest, than, spans, waited, place, clock)
    _sorted(told, list(hits(place.rest)), words)
    if ranked:
        told.values = {"vague": Measure.COUNT, "loosely": By.TOPIC, "order": ranked} | told.values
    return told


def _sorted(told: Heard, found: list[Hit], words: Lexicon) -> None:
    """Sort the words; a topic is also what the reader's own words name."""
    text = told.left
    found = [_compared(hit, found, text) for hit in found]
    if told.where.buildings[1:] or any(hit.sort == "by" for hit in found):
        found = [hit._replace(sort="order") if hit.sort == "much" else hit for hit in found]
    silent = ("unknown", "much", "hours") if told.clock else ("unknown", "much")
    for hit in found:
        if hit.sort not in silent:
            told.left = blank(told.left, hit.start, hit.end)
    named = [hit for hit in found if hit.sort == "topic"]
    own = things(told.left, words)
    row = joined([*named, *own], text)
    if row:
        told.left = blank(told.left, row[0].start, row[-1].end)
    elif own and not named:
        told.left = blank(told.left, own[0].start, own[0].end)
    topics = row or named or own[:1]
    for hit in [*topics[:1], *(hit for hit in found if hit.sort != "topic")]:
        told.values.setdefault(hit.sort, hit.value)
    if told.than:
        told.values.setdefault("vague", Measure.COUNT)
    rows = {sort: joined([hit for hit in found if hit.sort == sort], text) for sort in NARROW - {"topic"}}
    rows |= {sort: [hit for hit in found if hit.sort == sort] for sort in ("measure", "by")}
    rows["topic"] = row
    promised = [hit for hit in rows["measure"] if hit.value in PROMISES and hit.value != Measure.LATE]
    if promised:  # 首响超时几单
        rows["measure"] = [hit for hit in rows["measure"] if hit.value != Measure.LATE]
        told.values["measure"] = rows["measure"][0].value
    told.several = {sort: list(dict.fromkeys(hit.value for hit in hits)) for sort, hits in rows.items()}


def _compared(hit: Hit, found: list[Hit], text: str) -> Hit:
    """周末比平时, 上午几单下午几单: what is named twice, and hours not by 和, is compared."""
    alike = [one for one in found if one.sort == hit.sort]
    if hit.sort == "weekend" and len({one.value for one in alike}) > 1:
        return hit._replace(sort="by", value=By.WEEKDAY)
    if hit.sort == "weekend" and hit.value == "usual":
        return hit._replace(sort="unknown")  # 国庆比平时
    if hit.sort == "loosely" and hit.value == By.SOURCE and len(alike) > 1:
        return hit._replace(sort="by")
    if hit.sort == "hours" and len({one.value for one in alike}) > 1 and not joined(alike, text):
        return hit._replace(sort="by", value=By.HOUR)
    return hit
