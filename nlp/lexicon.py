"""The trade's words, out of TOML files that a property manager can read and edit."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from desk.reading import TOPICS
from nlp.fold import folded_word
from nlp.octets import automaton

SHIPPED = Path(__file__).parent / "lexicon"
_HEAD = re.compile(r"\s*\[\[\s*entry\s*\]\]")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_EDGES = _LATIN | _DIGITS
_DOOR_BEFORE, _DOOR_AFTER = _DIGITS | set("-栋座元楼"), _DIGITS | set("-室房栋座")


class LexiconError(ValueError):
    """A lexicon file is wrong; the message begins with file and line."""


class Kind(StrEnum):
    """What an entry is good for; one file each."""

    THING = "things"  # what a report is about
    FAULT = "faults"  # what is wrong with it
    STATE = "states"  # what is wrong with it in words that are said of anything
    ALARM = "alarms"  # acute danger
    SIGN = "signs"  # what danger looks, sounds and smells like
    PERSON = "persons"  # whom it befalls
    PLEA = "pleas"  # what the writer wants done or answered
    TONE = "tones"  # how it is said
    OURS = "ours"  # it is about this compound
    TRIGGER = "triggers"  # what raises the class (S0-02 to S0-11)
    CONTEXT = "contexts"  # what makes a text something else than a report
    STAFF = "staff"  # persons and departments one may complain of
    AREA = "areas"  # parts of a compound

    __hash__ = str.__hash__  # an enumeration's own is written in Python


@dataclass(frozen=True, kw_only=True, eq=False)
class Entry:
    """One concept with its spellings."""

    kind: Kind
    word: str
    spellings: tuple[str, ...]  # folded
    topic: str | None = None
    needs: str | None = None  # kind that must stand in the same sentence, e.g. "faults"
    weight: float = 1.0
    clause: str | None = None  # S0-…, triggers only
    status: str | None = None  # contexts only
    alone: bool = False  # says by itself what is wrong

    @cached_property
    def name(self) -> str:
        """The entry as a feature."""
        return f"{self.file}:{self.word}"

    @cached_property
    def file(self) -> str:
        """The kind as a feature."""
        return self.kind.value


class Hit(NamedTuple):
    """An entry found in a text at [start, end)."""

    entry: Entry
    start: int
    end: int


class Lexicon:
    """All entries, searched for at once."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        by_spelling: dict[str, list[Entry]] = {}
        for entry in entries:
            for spelling in entry.spellings:
                by_spelling.setdefault(spelling, []).append(entry)
        self._automaton = automaton(
            {
                spelling: (len(spelling), not _EDGES.isdisjoint((spelling[0], spelling[-1])), owners)
                for spelling, owners in by_spelling.items()
            }
        )

    def find(self, folded: str) -> list[Hit]:
        """Every entry in the folded text; of one kind the longest at a place wins."""
        written = folded.encode()
        found: list[_Found] = []
        end = known = 0
        for last, (length, edged, owners) in self._automaton.iter(written.decode("latin-1")):
            end += len(written[known : last + 1].decode())
            known = last + 1
            if not edged or _whole(folded, end - length, end):
                for entry in owners:
                    found.append((end - length, -end, len(found), entry))
        return _longest(found)


_Found = tuple[int, int, int, Entry]  # start, end below zero, which: they sort as they are wanted


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin word and no number is cut: `lift` is not in `lifted`, nor 110 in a phone or a door."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        (before in _LATIN and text[start] in _LATIN)
        or (after in _LATIN and text[end - 1] in _LATIN)
        or (before in _DOOR_BEFORE and text[start] in _DIGITS)
        or (after in _DOOR_AFTER and text[end - 1] in _DIGITS)
    )


def _longest(found: list[_Found]) -> list[Hit]:
    """Without what is inside a longer one of its kind."""
    found.sort()
    reach: dict[Kind, int] = {}
    hits = []
    for start, below, _, entry in found:
        if -below > reach.get(entry.kind, 0):
            reach[entry.kind] = -below
            hits.append(Hit(entry, start, -below))
    return hits


def load(folder: Path = SHIPPED) -> Lexicon:
    """The lexicon in `folder`, one file per kind; raises `LexiconError`."""
    return _shipped() if folder == SHIPPED else _read(folder)


@cache
def _shipped() -> Lexicon:
    """What comes with the reader is read once: whoever reads in this process shares it."""
    return _read(SHIPPED)


def _read(folder: Path) -> Lexicon:
    return Lexicon(tuple(entry for kind in Kind for entry in _entries(folder / f"{kind.value}.toml", kind)))


def _entries(path: Path, kind: Kind) -> Iterator[Entry]:
    try:
        source = path.read_text(encoding="utf-8")
        written = tomllib.loads(source)
    except OSError as error:
        raise LexiconError(f"{path.name}:0: cannot be read: {error.strerror}") from error
    except ValueError as error:
        told = re.search(r"line (\d+)", str(error))
        raise LexiconError(f"{path.name}:{told[1] if told else 0}: {error}") from error
    lines = [n for n, text in enumerate(source.splitlines(), 1) if _HEAD.match(text)]
    tables = _tables(written, len(lines), path.name)
    seen: set[str] = set()
    for table, line in zip(tables, lines, strict=True):
        entry = _entry(table, kind, f"{path.name}:{line}")
        if entry.word in seen:
            raise LexiconError(f"{path.name}:{line}: “{entry.word}” is defined twice")
        seen.add(entry.word)
        yield entry


def _tables(written: dict[str, Any], heads: int, file: str) -> list[dict[str, Any]]:
    """The entries; whatever else stands in the file is a mistake that would lose words in silence."""
    if other := sorted(written.keys() - {"entry"}):
        raise LexiconError(f"{file}:1: “{other[0]}” is no table; every word begins with a line [[entry]]")
    tables = written.get("entry", [])
    if not isinstance(tables, list) or len(tables) != heads:
        raise LexiconError(
            f"{file}:1: every word must begin with a line [[entry]], which stands nowhere else"
        )
    return tables


_FIELDS: dict[str, type | tuple[type, ...]] = {
    "word": str,
    "also": list,
    "topic": str,
    "needs": str,
    "weight": (int, float),
    "clause": str,
    "status": str,
    "alone": bool,
}
_SPELT = ("word", "also")
_CLAUSES = frozenset(f"S0-{number:02}" for number in range(2, 13))  # what raises the class
_STATUSES = frozenset("advert conditional drill forwarded joke quoted solved".split())
_MARKS = {"clause": (Kind.TRIGGER, _CLAUSES), "status": (Kind.CONTEXT, _STATUSES)}  # one file's alone
_NEEDS = {kind.value for kind in Kind}


def _entry(table: dict[str, Any], kind: Kind, where: str) -> Entry:
    for field, value in table.items():
        if field not in _FIELDS:
            raise LexiconError(f"{where}: “{field}” is no field; known: {', '.join(_FIELDS)}")
        if not isinstance(value, _FIELDS[field]):
            raise LexiconError(f"{where}: “{field}” has the wrong type")
    word, also = table.get("word", ""), table.get("also", [])
    if not word or not all(isinstance(spelling, str) and spelling for spelling in also):
        raise LexiconError(f"{where}: “word” and every spelling in “also” must be text")
    if table.get("topic", TOPICS[0]) not in TOPICS:
        raise LexiconError(f"{where}: topic “{table['topic']}” is not one of {' '.join(TOPICS)}")
    if table.get("needs", "things") not in _NEEDS:
        raise LexiconError(f"{where}: needs “{table['needs']}” is not one of {', '.join(sorted(_NEEDS))}")
    _check_marks(table, kind, where)
    if not 0 <= table.get("weight", 1.0) < float("inf") or isinstance(table.get("weight"), bool):
        raise LexiconError(f"{where}: “weight” must be a number from 0")
    spellings = tuple(dict.fromkeys(folded_word(spelling) for spelling in (word, *also)))
    if not all(spelling.strip() for spelling in spellings):
        raise LexiconError(f"{where}: a spelling has nothing that can be seen")
    rest = {field: table[field] for field in _FIELDS if field in table and field not in _SPELT}
    return Entry(kind=kind, word=word, spellings=spellings, **rest)


def _check_marks(table: dict[str, Any], kind: Kind, where: str) -> None:
    for field, (owner, known) in _MARKS.items():
        if field in table and (kind is not owner or table[field] not in known):
            known_there = (
                f"“{field}” stands in {owner.value}.toml alone and is one of {' '.join(sorted(known))}"
            )
            raise LexiconError(f"{where}: {field} “{table[field]}”: {known_there}")
