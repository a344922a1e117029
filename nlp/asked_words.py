"""The words of a manager's question: which they are, where they stand, and what stands beside each other."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from desk.figures.terms import By, Measure
from desk.reading import TOPICS
from nlp.fold import fold
from nlp.lexicon import Kind as Sort
from nlp.lexicon import Lexicon
from nlp.periods import Span, span_of

WORDS = Path(__file__).parent / "asking.toml"
WRONG = "不没无掉坏断裂"  # with which begins what is wrong with a thing: 暖气不热, 垃圾没清
MOST = 6  # answers to one question
_UNTIL_NOW = re.compile(
    r"\s*(?:以来|至今|起至今|(?:开始|起)?(?:到|至)(?:现在|目前|今天|今日)|开始|起(?![火诉了]))"
)
_AFTER_DAY = re.compile(r"\s*(?:以后|之后|过后)(?:到(?:现在|目前|今天))?")
_THOSE = re.compile(r"\s*那(?:(?P<day>[一个]?[天日])|[几些两三][天日]|阵子?|段时间|会儿?)")
_COUNT = re.compile(r"[\d一二三四五六七八九十]+")
_SINCE = re.compile(r"\bsince $|自从?$")
_AND = re.compile(
    r"\s*(?:投诉|报修|维修)?\s*(?:[几多][少单件起次]单?)?\s*"
    r"(和|跟|与|同|比|及|以及|还有|[多少高低快慢](?:还是|定)|对比|、|,|，|/|&|and|or|vs\.?|versus|(?<=[少单件起次]))\s*"
)
_EACH = re.compile(r"各|分别|每[样项]|\beach\b")
_UNSAID = re.compile(
    r"(?:到底|究竟)(?=都?(?:投诉|报修|是?谁|什么|啥|有?多少|有?[几哪]))|(?<=[部组队])(?:他们|[那这]边)|[阿得](?=\s*(?:$|[,，。?!]))|阿(?=\s)|有(?=没[^有\s]{1,3}的(?:[没吗么?]|\s*$))|(?<=的)没(?=\s*\??\s*$)|(?:感觉)?(?:都?要|快要?)?(?:爆了|炸了)"
)
_WHOM = re.compile(r"同一?个?(?:户|家)|[哪边][几些一二两三四五六七八九十\d]{0,2}[个位名]?(?:业主|住户|户)")
_RANKED = re.compile(
    r"(?:top|bottom|前|倒数) ?(?:\d{1,2}|[一二三四五六七八九十])"
    r"(?: ?(?P<tower>[栋座幢]楼?)| ?[名位个大项类种](?!月))?"
    r"(?!\d| ?[天日周个月季年])|(?<=的)[一二两三四五六七八九十\d](?=个(?:项目|小区|社区|部门))"
)


_SPOKEN = {"旧年": "去年", "听日": "明日", "而家": "现在", "成年": "全年", "由今年": "从今年"}


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


def known() -> Mapping[str, list[tuple[str, str]]]:
    """Every word by its folded spelling, with each sort and value it can mean."""
    return _vocabulary()[0]


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
    found = list(words.find(text))
    states = {
        one.start: one.end
        for one in found
        if one.entry.kind in (Sort.STATE, Sort.FAULT) and text[one.start] in WRONG
    }
    return [
        Hit("topic", thing.entry.topic, thing.start, states.get(thing.end, thing.end))  # 垃圾没清
        for thing in found
        if thing.entry.topic and thing.entry.kind in (Sort.THING, Sort.FAULT)
    ]


def joined(found: list[Hit], text: str, *, close: bool = False) -> list[Hit]:
    """The first that stand beside each other with nothing but a 和 between them; none: each alone.

    `close`: without a 和 too (一类二类各多少).
    """
    row: list[Hit] = []
    for hit in sorted(found, key=lambda hit: hit.start):
        if row and row[-1].start == hit.start and row[-1].value != hit.value:
            row.append(hit)  # 水电: both
        elif row and (beside(text, row[-1].end, hit.start) or (close and row[-1].end == hit.start)):
            row.append(hit)
        elif len(row) < 2:  # noqa: PLR2004  # two are joined
            row = [hit]
    return row[:MOST] if len(row) > 1 else []


def listed(found: list[Hit], text: str) -> list[Hit]:
    """漏水 电梯 噪音 停车: three and more with blanks between, or two of which each is asked about."""
    found = sorted(found, key=lambda hit: hit.start)
    for at, hit in enumerate(found):
        row = [hit]
        for other in found[at + 1 :]:
            if not text[row[-1].end : other.start].isspace():
                break
            row.append(other)
        if len({one.value for one in row}) > (1 if _EACH.search(text) else 2):
            return row[:MOST]
    return []


def of_whom(text: str) -> tuple[dict[str, str], str]:
    """Of which households (哪三个业主), of which nothing is told, and the text without it."""
    found = _WHOM.search(text)
    return ({"refused": "households"}, blank(text, *found.span())) if found else ({}, text)


def plainly(text: str) -> str:
    """Cantonese as the patterns have it, character by character: 舊年 is 去年."""
    for spoken, written in _SPOKEN.items():
        text = text.replace(spoken, written)
    return text


def unsaid(text: str) -> str:
    """The text without sounds of speech and what only points: 工程部他们, 哪栋楼阿."""
    for found in list(_UNSAID.finditer(text)):
        text = blank(text, *found.span())
    return text


def beside(text: str, end: int, start: int) -> tuple[int, int] | None:
    """Where the 和 stands; None where more than that stands between the two."""
    found = _AND.fullmatch(text, end, start)
    return found.span(1) if found else None


def spans_of(text: str, today: date) -> tuple[list[Span], str]:
    """The days named, and further ones joined by 和."""
    found: list[Span] = []
    rest = text
    while len(found) < MOST and (span := span_of(rest, today)):
        span = _onward(rest, span, today)
        mark = (0, 0)
        if found:
            close = found[-1].end == span.start or span.end == found[0].start  # 一季度二季度
            near = beside(text, found[-1].end, span.start) or beside(text, span.end, found[0].start)
            close = close or _row(text, found[-1], span)
            near = near or ((span.end, span.end) if close else None)
            if near is None:
                break
            mark = near
        found = sorted([*found, span], key=lambda one: one.start)
        rest = blank(blank(rest, span.start, span.end), *mark)
    return found, rest


def _row(text: str, one: Span, other: Span) -> bool:
    """9月 10月: alike but for the number, with a blank between."""
    alike = {_COUNT.sub("", text[span.start : span.end]) for span in (one, other)}
    first, second = sorted((one, other), key=lambda span: span.start)
    return len(alike) == 1 and not text[first.end : second.start].strip()


def _onward(text: str, span: Span, today: date) -> Span:
    """7月以来, 上个月到现在, since july: until today. 国庆那几天: those."""
    those = _THOSE.match(text, span.end)
    if those and (span.first == span.last or not those["day"]):
        return Span(span.first, span.last, span.start, those.end())
    after = _UNTIL_NOW.match(text, span.end)
    if span.first == span.last:
        after = _AFTER_DAY.match(text, span.end) or after
    before = _SINCE.search(text[: span.start])
    if not (after or before) or span.first > today:
        return span
    start, end = before.start() if before else span.start, after.end() if after else span.end
    return Span(span.first, max(today, span.first), start, end)


def unranked(text: str) -> tuple[dict[str, str], str]:
    """Which few of what are asked for (前三名, top 5; 倒数三名: the last), and the text without it."""
    found = _RANKED.search(text)
    if found is None:
        return {}, text
    said = {
        "vague": Measure.COUNT,
        "loosely": By.BUILDING if found["tower"] else By.TOPIC,
        "order": "least" if found[0].startswith(("倒数", "bottom")) else "most",
    }
    return said, blank(text, *found.span())


def blank(text: str, start: int, end: int) -> str:
    """The text with nothing there, as long as before."""
    return text[:start] + " " * (end - start) + text[end:]
