"""The words of a manager's question: which they are, where they stand, and what stands beside each other."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from desk.reading import TOPICS
from nlp.fold import fold
from nlp.lexicon import Kind as Sort
from nlp.lexicon import Lexicon
from nlp.periods import Span, span_of
from nlp.places import place_of

WORDS = Path(__file__).parent / "asking.toml"
MOST = 6  # answers to one question
_PLACED = re.compile(
    r"(?:[a-z]?\d{1,3}[a-z]?|[a-z]|[一二三四五六七八九十甲乙丙丁]{1,3})\s?(?:号楼|栋楼?|幢|座|#楼?)"
    r"|(?:tower|building|block) ?\w{1,3}"
)
_ENGLISH_PLACE = re.compile(r"(?:building|block|tower) ?([a-z]?\d{1,3}[a-z]?|[a-z])\b")
_AND = re.compile(r"\s*(?:投诉|报修|维修)?\s*(和|跟|与|比|及|以及|还有|、|,|，|/|&|and|or)\s*")
_RANKED = re.compile(
    r"(?:top|前) ?(?:\d{1,2}|[一二三四五六七八九十])(?: ?[名位个大](?!月))?(?!\d| ?[天日周个月季年])"
)
_LONGEST_NAME = 5  # of a building: what a button has room for


class Hit(NamedTuple):
    """A word, and what it means."""

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


def hits(text: str) -> Iterator[Hit]:
    """Every known word of a folded text, with each of its meanings; the longest at a place wins."""
    known, pattern = _vocabulary()
    for found in pattern.finditer(text):
        for sort, value in known[found[0]]:
            yield Hit(sort, value, *found.span())


def things(text: str, words: Lexicon) -> list[Hit]:
    """What the reader's own words name, as topics."""
    return [
        Hit("topic", thing.entry.topic, thing.start, thing.end)
        for thing in words.find(text)
        if thing.entry.topic and thing.entry.kind in (Sort.THING, Sort.FAULT)
    ]


def joined(found: list[Hit], text: str) -> list[Hit]:
    """The first that stand beside each other with nothing but a 和 between them; none: each alone."""
    row: list[Hit] = []
    for hit in sorted(found, key=lambda hit: hit.start):
        if row and beside(text, row[-1].end, hit.start):
            row.append(hit)
        elif len(row) < 2:  # noqa: PLR2004  # two are joined
            row = [hit]
    return row[:MOST] if len(row) > 1 else []


def beside(text: str, end: int, start: int) -> tuple[int, int] | None:
    """Where the 和 stands; None where more than that stands between the two."""
    found = _AND.fullmatch(text, end, start)
    return found.span(1) if found else None


def buildings(text: str) -> tuple[list[str], str]:
    """The buildings named, of several those joined by 和, and the text without them."""
    found: list[str] = []
    end = 0
    while len(found) < MOST:
        named, where = _building(text)
        mark = beside(text, end, where.start()) if found and where else None
        if named is None or (found and mark is None):
            break
        found.append(named)
        if where is None:
            break
        text, end = blank(blank(text, *where.span()), *(mark or (0, 0))), where.end()
    return found, text


def _building(text: str) -> tuple[str | None, re.Match[str] | None]:
    where = _PLACED.search(text)
    first = text if where is None else text[: where.end()]  # of several the first
    english = _ENGLISH_PLACE.search(text)
    named = english[1].upper() if english else place_of(first, bare=False).building
    return (None, None) if named is None or len(named) > _LONGEST_NAME else (named, where)


def spans_of(text: str, today: date) -> tuple[list[Span], str]:
    """The days named, and further ones joined by 和."""
    found: list[Span] = []
    rest = text
    while len(found) < MOST and (span := span_of(rest, today)):
        mark = (0, 0)
        if found:
            near = beside(text, found[-1].end, span.start) or beside(text, span.end, found[0].start)
            if near is None:
                break
            mark = near
        found = sorted([*found, span], key=lambda one: one.start)
        rest = blank(blank(rest, span.start, span.end), *mark)
    return found, rest


def unranked(text: str) -> tuple[bool, str]:
    """Whether the first few are asked for (前三名, top 5), and the text without it."""
    found = _RANKED.search(text)
    return found is not None, blank(text, *found.span()) if found else text


def blank(text: str, start: int, end: int) -> str:
    """The text with nothing there, as long as before."""
    return text[:start] + " " * (end - start) + text[end:]
