"""What a question leaves out: 除了停车, 挂起的不算, excluding class 3."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from desk.figures.marks import MEASURED, Mark
from desk.figures.terms import Measure
from nlp.asked_words import blank, hits, things
from nlp.lexicon import Lexicon

_AWAY = (
    "不要算|不用算|不算|不计|不含|不包括|不包含|不包|除了|除去|除开|扣掉|扣除|去掉|剔除|排除|撇开|刨去|刨掉"
    "|excluding|except(?: for)?|other than|besides|apart from|not counting|leaving out|leave out|without"
)
_BEHIND = "不要算|不用算|不算在内|不算|不计在内|不计|除外|扣掉|去掉|剔除|排除|不要"
_END = r"(?:的话|的?呢|掉)?\s*$"
_BEFORE = re.compile(rf"(?:{_AWAY})(?:掉|了)?(?P<what>.+?)(?:[以之]外|[以之]后|外)?{_END}")
_AFTER = re.compile(rf"(?P<what>.+?)[都就也]?(?:{_BEHIND}){_END}")
_FIRST = re.compile(rf"(?:{_AWAY})(?P<what>[^,，;；。?？!]+?)(?:[以之]外|外)的?")
_OPEN = re.compile(rf"(?:{_AWAY})(?:掉|了)?")
_FAR = 16  # characters after it that may name what is left out
_CLAUSE = re.compile(r"[^,，;；。?？!()（）\n]+")
_NOTHING = re.compile(
    r"(?:[的了和跟与同及、/&,\s]|anything|tickets?|ones|those|all|the|and|on|类|问题|单子?|工单|件|纠纷|那些|这些)*"
)
_QUARREL = re.compile("纠纷")  # 停车纠纷 is 停车
_SORTS = {
    "topic": "topic",
    "kind": "kind",
    "class": "class",
    "category": "group",
    "team": "of_team",
    "source": "source",
}


class Without(NamedTuple):
    """What is left out, and the text without it."""

    marks: tuple[Mark, ...]
    rest: str


def left_out(text: str, words: Lexicon) -> Without:
    """Of a folded text; what is not known by these words stays, and makes no figure."""
    for start, end, what in _told(text):
        if marks := _marks(what, words, whole=True):
            return Without(marks, blank(text, start, end))
    if opened := _OPEN.search(text):  # 除了停车还有几单
        for end in sorted({hit.end for hit in hits(text[: opened.end() + _FAR])}, reverse=True):
            if end > opened.end() and (marks := _marks(text[opened.end() : end], words)):
                return Without(marks, blank(text, opened.start(), end))
    return Without((), text)


def _told(text: str) -> Iterator[tuple[int, int, str]]:
    """Where something is left out, from where to where, and what."""
    if first := _FIRST.search(text):
        yield *first.span(), first["what"]
    for clause in _CLAUSE.finditer(text):
        for pattern in (_BEFORE, _AFTER):
            if found := pattern.search(clause[0]):
                yield clause.start() + found.start(), clause.start() + found.end(), found["what"]


def _marks(what: str, words: Lexicon, *, whole: bool = False) -> tuple[Mark, ...]:
    """All of one sort that it names, where it names nothing else; `whole`: 噪音投诉 is 噪音."""
    found = list(hits(what))
    left, marks = what, []
    for hit in found:
        mark = _mark(hit.sort, hit.value)
        if mark:
            marks.append(mark)
            left = blank(left, hit.start, hit.end)
    for thing in things(_QUARREL.sub("  ", left) if marks else left, words):
        marks.append(Mark("topic", thing.value))
        left = blank(left, thing.start, thing.end)
    if whole and any(mark.sort != "kind" for mark in marks):
        marks = [mark for mark in marks if mark.sort != "kind"]
    if len({mark.sort for mark in marks}) != 1 or not _NOTHING.fullmatch(left):
        return ()
    return tuple(dict.fromkeys(marks))


def _mark(sort: str, value: str) -> Mark | None:
    if sort in ("measure", "state"):
        return Mark("measure", value) if Measure(value) in MEASURED else None
    return Mark(_SORTS[sort], value) if sort in _SORTS else None
