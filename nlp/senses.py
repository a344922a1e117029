"""Which classes of meaning a text speaks of, by our own thesaurus (`thesaurus.txt`).

A word that was never learned from still speaks through its class: `窨井` is 排水, whoever wrote it.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations
from pathlib import Path

import ahocorasick

from nlp.fold import folded_word
from nlp.lexicon import LexiconError
from nlp.octets import automaton, octets

SHIPPED = Path(__file__).parent / "thesaurus.txt"
_MARKS = frozenset(",!?;")
_OFTEN = (2, 3, 5, 8)  # how often a class is named, up to which it is one more degree
_MOST = 10  # classes of a clause; what follows is taken for another, so that no message takes long

Classes = tuple[str, ...]


def senses(text: str) -> set[str]:
    """The classes in a folded text, pairs in a clause, how often each, and those of first and last clause."""
    parts: list[Classes] = [()]
    written = octets(text.replace("。", ",").replace("、", ","))
    before, alone = 0, len(octets(text[:1]))  # a first character alone ends no clause: so it was learned
    for end, classes in thesaurus().iter_long(written):
        if len(parts[-1]) > _MOST or (before and not _MARKS.isdisjoint(written[before:end])):
            parts.append(())
        before = end if end >= alone else 0
        parts[-1] += classes
    counts = Counter(chain.from_iterable(parts))
    found = set(counts)
    several = [(name, count) for name, count in counts.items() if count > 1]
    found.update([f"{name}×{often}" for name, count in several for often in _OFTEN if count >= often])
    for part in parts:
        found.update(map("&".join, combinations(sorted(set(part)), 2)))
    found.update([f"^{name}" for name in parts[0]], [f"{name}$" for name in parts[-1]])
    return found


@cache
def thesaurus(path: Path = SHIPPED) -> ahocorasick.Automaton:
    """Finds words in `octets` and tells the classes of each; raises `LexiconError` with file and line."""
    classes: dict[str, list[str]] = {}
    for name, word in _entries(path):
        classes.setdefault(word, []).append(name)
    return automaton({word: tuple(names) for word, names in classes.items()})


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    """Class and folded word, from lines such as `电梯: 客梯 轿厢`; `#` begins a comment."""
    known: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, colon, words = line.partition(":")
        if not line or line.startswith("#"):
            continue
        if not colon or not words.split() or name in known:
            raise LexiconError(f"{path.name}:{number}: not a new class with its words")
        known.add(name)
        yield from ((name, word) for word in dict.fromkeys(map(folded_word, words.split())))
