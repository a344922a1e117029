"""Several matters in one message: `1、电梯坏了 2、楼道灯不亮`, `一是…二是…`, `…，另外…`, one a line."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from desk.reading import Action, Category, Intent, Reading
from nlp.fold import fold

MOST = 6  # matters taken out of one message; whoever writes more is called
_LEAST = 4  # characters of a part that can be a matter
_SHORT = 80  # characters of a message whose lines may be its matters
_LISTED = 3  # matters, from which on a list without 另外 or numbers is one
_SURELY = 0.98  # that a clause is a report
_NO_MATTER = (None, "其他", "处理不力")  # that nobody did anything is said of the others

_BREAK = r"(?:^|(?<=[\s。！!？?；;，,、]))"
_NUMBERED = re.compile(
    r"(?<![\d./\-~#a-z])(?<!\d:)(?:[(（]([1-9一二三四五六七八九])[)）]|([1-9])(?:[、．)）]|\.(?!\d))"
    r"|([一二三四五六七八九])(?:[、.]|是(?!不是))|第([一二三四五六七八九])[、,:])\s?"
)
_RINGED = re.compile("([①②③④⑤⑥⑦⑧⑨])")
_ITEMS = re.compile(r"(?:^|[\n;])[\s\-•·*]*")  # in what is no letter
_CLAUSES = re.compile(r"[，,、。；;！!？?\n]")
_ALSO = re.compile(
    rf"{_BREAK}(?:还有就是|还有一?(?:个|件)(?:事|问题)|还有(?=[，,：: ])|还有(?!一[块部处盏层]|人)(?=\w{{4}})"
    r"|另外|此外|仲有(?=\w{4})|同时(?=\d)|also[, ]|再有就是|其次"
    r"|顺便(?:说一下|问一下|反映一下|反映)?)[，,：: ]?"
)
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)} | {str(i): i for i in range(1, 10)}
_DIGITS |= {c: i for i, c in enumerate("①②③④⑤⑥⑦⑧⑨", 1)}


class Part(NamedTuple):
    """Words of a message that are a matter of their own, and their reading."""

    text: str
    reading: Reading


def parts(text: str) -> list[str]:
    """The message cut where it counts its matters, says 另外, or else where its lines end; else one piece."""
    folded = fold(text)
    written, pieces, before = folded.written, [], 0
    cuts = _counted(_NUMBERED, folded.text) or _counted(_RINGED, written)
    for mark in (_ALSO, _ITEMS) if len(folded.text) <= _SHORT else (_ALSO,):
        cuts = cuts or [found.span() for found in mark.finditer(folded.text)]
    for start, end in cuts[:MOST]:
        pieces.append(written[before:start])
        before = end
    pieces.append(written[before:])
    found = [piece.strip(" \n\t，,。；;、") for piece in pieces]
    return [piece for piece in found if len(piece) >= _LEAST]


def _counted(mark: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where 1、 2、 … stand, if they count up from one."""
    found = [(_DIGITS[next(filter(None, one.groups()))], one.span()) for one in mark.finditer(text)]
    cuts: list[tuple[int, int]] = []
    for number, span in found:
        if number == len(cuts) + 1:
            cuts.append(span)
    return cuts if len(cuts) > 1 else []


def several(text: str, read: Callable[[str, datetime], Reading], now: datetime) -> list[Part]:
    """The matters of a message, each with its own words; empty where it is not surely more than one.

    A part counts if it reads as a report by itself, if unsure, and of another topic or in another building
    than those before. What is only listed (灯不亮，垃圾没人收，地下室渗水) has to name three.
    """
    pieces = parts(text)
    listed = _found([one for piece in pieces or [text] for one in _listed(piece, read, now)], read, now)
    if len(listed) >= _LISTED and all(part.reading.confidence >= _SURELY for part in listed):
        return listed
    if len(pieces) < 2:  # noqa: PLR2004  # more than one
        return []
    found = _found(pieces, read, now)
    return found if len(found) > 1 else []


def _found(pieces: list[str], read: Callable[[str, datetime], Reading], now: datetime) -> list[Part]:
    found: list[Part] = []
    for piece in pieces:
        reading = read(piece, now)
        sure = reading.intent is Intent.REPORT or reading.action is not Action.SILENT
        if (
            sure
            and reading.topic not in _NO_MATTER
            and not any(_alike(reading, part.reading) for part in found)
        ):
            found.append(Part(piece, reading))
    return found


def _listed(piece: str, read: Callable[[str, datetime], Reading], now: datetime) -> list[str]:
    """Its clauses, where each that surely reports something begins one, in what is no letter."""
    if len(piece) > _SHORT:
        return [piece]
    found: list[str] = []
    for clause in filter(None, map(str.strip, _CLAUSES.split(piece))):
        if not found or _plainly(clause, read(clause, now)):
            found.append(clause)
        else:
            found[-1] += f"，{clause}"
    return found


def _plainly(clause: str, reading: Reading) -> bool:
    """Whether a clause reports something; in an emergency all of it is of that."""
    known = reading.action is Action.OPEN and reading.confidence >= _SURELY
    return known and len(clause) >= _LEAST and reading.category is not Category.EMERGENCIES


def _alike(one: Reading, other: Reading) -> bool:
    towers = one.place.building, other.place.building
    return one.topic == other.topic and (None in towers or towers[0] == towers[1])
