"""A manager's question about the figures, out of words: measure, comparison, span of days, topic, place."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from desk.figures.asking import GOOD_HIGH, TIMES, By, Measure, Query
from desk.kind import Kind
from desk.reading import TOPICS, Category, Class
from nlp.against import compared
from nlp.fold import fold
from nlp.lexicon import Kind as Sort
from nlp.lexicon import Lexicon
from nlp.periods import Span, span_of
from nlp.places import place_of

WORDS = Path(__file__).parent / "asking.toml"
_MOST = 4  # topics in one question
_LONGEST = 60  # characters; nobody asks for a figure at greater length
_PLACED = re.compile(
    r"(?:[a-z]?\d{1,3}[a-z]?|[a-z]|[一二三四五六七八九十甲乙丙丁]{1,3})\s?(?:号楼|栋楼?|幢|座|#楼?)"
    r"|(?:tower|building|block) ?\w{1,3}"
)
_ENGLISH_PLACE = re.compile(r"(?:building|block|tower) ?([a-z]?\d{1,3}[a-z]?|[a-z])\b")
_AND = re.compile(r"\s*(?:投诉|报修|维修)?\s*(?:和|跟|与|及|以及|还有|、|,|，|/|&|and|or)\s*")
_PIECE = re.compile(r"[^\s,.:;!?'\"/\-，。：；！？、~#的]+")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was understood."""

    query: Query
    left: tuple[str, ...]  # what was not understood, as it was written
    asking: bool  # whether a word or mark makes a question of it
    dated: bool  # whether days were named
    bare: bool  # whether nothing but 多少 or 最多 tells what is asked for
    also: tuple[str, ...] = ()  # further topics of which the same is asked: 电梯和漏水各多少

    @property
    def queries(self) -> list[Query]:
        """One of each topic."""
        return [self.query, *(replace(self.query, topic=topic) for topic in self.also)]

    @property
    def sure(self) -> bool:
        """Whether nothing was said beside the question."""
        return not self.left

    @property
    def beside(self) -> int:
        """How much was said beside it: Chinese characters and English words."""
        return sum(1 if piece.isascii() else len(piece) for piece in self.left)


class _Hit(NamedTuple):
    sort: str
    value: str
    start: int
    end: int


@cache
def _vocabulary() -> tuple[Mapping[str, list[tuple[str, str]]], re.Pattern[str]]:
    """By folded spelling what it can mean; and a pattern that finds the longest spelling at a place."""
    tables = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    known: dict[str, list[tuple[str, str]]] = {}
    for sort, table in tables.items():
        for value, words in table.items():
            for word in words:
                known.setdefault(fold(word).text, []).append((sort, value))
    for topic in TOPICS:
        known.setdefault(fold(topic).text, []).append(("topic", topic))
    spellings = sorted(known, key=len, reverse=True)
    return known, re.compile("|".join(_bounded(word) for word in spellings))


def _bounded(word: str) -> str:
    """English words stand alone."""
    escaped = re.escape(word)
    return rf"(?<![a-z]){escaped}(?![a-z])" if word[0].isascii() and word[0].isalpha() else escaped


def asked(text: str, today: date, words: Lexicon) -> Asked | None:
    """The question in any string, reckoned from the site's day; None where nothing is asked for.

    Without days it is this month's. `words`: the reader's own, which know what is a lift's.
    """
    written, folded = fold(text)
    if not folded.strip() or len(folded) > _LONGEST:
        return None
    than = compared(folded, today)
    spoken = than.rest if than else folded
    span = span_of(spoken, today)
    building, gone = _building(_without(spoken, span))
    hits = list(_hits(gone))
    left = gone
    for hit in hits:
        if hit.sort != "unknown":
            left = left[: hit.start] + " " * (hit.end - hit.start) + left[hit.end :]
    known, also, left = _topics(hits, gone, left, words)
    values: dict[str, str] = {}
    for hit in known:
        values.setdefault(hit.sort, hit.value)  # of one sort the first said wins
    by = values.get("by") or values.get("loosely")
    if than:
        values.setdefault("vague", Measure.COUNT)
    asking = bool(values.keys() & {"asking", "by"}) or "?" in folded or bool(by and "order" in values)
    measure = _measure(values, dated=span is not None)
    asking |= bool(than) or measure in TIMES
    pieces = tuple(written[slice(*found.span())] for found in _PIECE.finditer(left))
    if measure is None or (pieces and not building and _says_little(values)):
        return None
    first, last = _days(span, today, than.since if than else today.replace(day=1))
    query = Query(
        measure=measure,
        first=first,
        last=last,
        by=By(by) if by else None,
        best=_best(values.get("order"), measure),
        building=building,
        topic=values.get("topic"),
        kind=_kind(values, measure),
        category=Category(values["category"]) if "category" in values else None,
        class_=Class(int(values["class"])) if "class" in values else None,
        against=than.fitting(first, last) if than else None,
    )
    bare = not values.keys() & {"measure", "state", "kind", "category", "class"}
    return Asked(query=query, left=pieces, asking=asking, dated=bool(span or than), bare=bare, also=also)


def _measure(values: Mapping[str, str], *, dated: bool) -> Measure | None:
    """多少 and 最差 ask for something only where nothing else does; 修好了 only with one of these."""
    vague = values.get("vague")
    if vague == Measure.RATE and not values.keys() & {"by", "loosely"}:
        vague = None  # 最好今天处理完
    if named := values.get("measure") or (vague and values.get("state")) or vague:
        return Measure(named)
    return Measure.COUNT if dated and values.keys() & {"kind", "category", "class"} else None


def _says_little(values: Mapping[str, str]) -> bool:
    """谁最好 and 昨天多少 ask for something; 谁最好看 and 昨天多少表扬 for something else."""
    if values.keys() & {"measure", "state"}:
        return False
    narrow = values.keys() & {"kind", "category", "class", "topic", "by", "loosely"}
    return values.get("vague") == Measure.RATE or not narrow


def _best(order: str | None, measure: Measure) -> bool:
    """Whether the best are to stand first: of shares in time the highest, of what went wrong the lowest."""
    return order in ("best", "most" if measure in GOOD_HIGH else "least")


def _kind(values: Mapping[str, str], measure: Measure) -> Kind | None:
    """投诉 alone; in 二次投诉 it is the measure's word."""
    own = measure in (Measure.SECOND, Measure.GROUP)
    return Kind(values["kind"]) if "kind" in values and not own else None


def _days(span: Span | None, today: date, since: date) -> tuple[date, date]:
    """Of what has begun until today: nobody asks for what has not come."""
    first, last = (span.first, span.last) if span else (since, today)
    return first, min(last, today) if first <= today else last


def _without(text: str, span: Span | None) -> str:
    return text if span is None else text[: span.start] + " " * (span.end - span.start) + text[span.end :]


def _building(text: str) -> tuple[str | None, str]:
    """The building named, and the text without it."""
    found = _ENGLISH_PLACE.search(text)
    named = found[1].upper() if found else place_of(text, bare=False).building
    if named is None or len(named) > 5:  # noqa: PLR2004  # what a button has room for
        return None, text
    where = _PLACED.search(text)
    return named, text if where is None else text[: where.start()] + " " * len(where[0]) + text[where.end() :]


def _hits(text: str) -> Iterator[_Hit]:
    known, pattern = _vocabulary()
    for found in pattern.finditer(text):
        for sort, value in known[found[0]]:
            yield _Hit(sort, value, *found.span())


def _topics(
    hits: list[_Hit], gone: str, left: str, words: Lexicon
) -> tuple[list[_Hit], tuple[str, ...], str]:
    """The hits with a topic, further topics, and the rest without what named them.

    Where none is among the hits it is the first that the reader's own words name; further ones are joined
    by 和 or the like.
    """
    found = [hit for hit in hits if hit.sort == "topic"]
    things = [
        _Hit("topic", thing.entry.topic, thing.start, thing.end)
        for thing in words.find(left)
        if thing.entry.topic and thing.entry.kind in (Sort.THING, Sort.FAULT)
    ]
    joined = _joined(sorted([*found, *things], key=lambda hit: hit.start), gone)
    if joined:
        topics = list(dict.fromkeys(hit.value for hit in joined))
        left = left[: joined[0].start] + " " * (joined[-1].end - joined[0].start) + left[joined[-1].end :]
        return [joined[0], *hits], tuple(topics[1:]), left
    if found or not things:
        return hits, (), left
    first = things[0]
    return [*hits, first], (), left[: first.start] + " " * (first.end - first.start) + left[first.end :]


def _joined(topics: list[_Hit], text: str) -> list[_Hit]:
    """The first that stand beside each other with nothing but a 和 between them; none: each alone."""
    found: list[_Hit] = []
    for hit in topics:
        if found and _AND.fullmatch(text[found[-1].end : hit.start]):
            found.append(hit)
        elif len(found) < 2:  # noqa: PLR2004  # two are joined
            found = [hit]
    return found[:_MOST] if len(found) > 1 else []
