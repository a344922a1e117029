"""Words of a text by jieba, with the trade's own dictionary, and its keywords by TF-IDF."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from math import inf
from pathlib import Path
from typing import TypeVar

import jieba

from nlp.cutting import Cutter
from nlp.fold import folded_word

T = TypeVar("T", int, float)
DICTIONARY = Path(__file__).parent / "dictionary.txt"
IDF = Path(__file__).parent / "idf.txt"

_SITE_WORD_FREQUENCY = 2_000
_EMPTY = frozenset(
    "的了是在我你他她它这那个就也都吗呢啊吧呀哦和跟与把被给让从到对为之着过地得很太还又再不没有会能要"
)


class Words:
    """A tokenizer of its own: what a site adds changes no other reader."""

    def __init__(self, site_words: Iterable[str] = ()) -> None:
        names = list(_names(site_words))
        self._cutter = _cutter(names) if names else _usual_cutter()
        self._idf = rarity()
        self._rare = max(self._idf.values(), default=1.0)

    def cut(self, folded: str) -> list[str]:
        """The words of a folded text, blanks left out."""
        return self._cutter.cut(folded)

    def keywords(self, cut: list[str], trade: Collection[str], most: int = 6) -> tuple[str, ...]:
        """The words that say most, by TF-IDF; the spellings in `trade` count double."""
        known = {}
        for word, count in Counter(cut).items():
            ours = word in trade
            if len(word) == 1 and (not ours or word in _EMPTY):
                continue
            if word.isalnum() and (ours or not word.isdigit()):
                known[word] = count * self._idf.get(word, self._rare) * (2 if ours else 1)
        if len(known) <= most:
            return tuple(known)
        chosen = set(sorted(known, key=known.__getitem__, reverse=True)[:most])
        return tuple(word for word in known if word in chosen)


@cache
def _usual_cutter() -> Cutter:
    """The one of all tokenizers without words of a site: 30 MB, and half a second."""
    return _cutter(())


def _cutter(names: Iterable[tuple[str, int]]) -> Cutter:
    # Not `initialize()`: that trusts a cache file in a directory that everyone may write to.
    return Cutter(jieba.Tokenizer().get_dict_file(), [*trade(), *names])


class WordsError(ValueError):
    """The dictionary or the IDF table is wrong; the message begins with file and line."""


def trade(file: Path = DICTIONARY) -> Iterator[tuple[str, int]]:
    """The trade's words with how often they come; raises WordsError."""
    for number, line in _lines(file):
        try:
            word, frequency, _ = line.split()
            yield word, _positive(int(frequency))
        except ValueError:
            raise WordsError(
                f"{file.name}:{number}: write a word, its frequency and its part of speech"
            ) from None


def _names(site_words: Iterable[str]) -> Iterator[tuple[str, int]]:
    return ((folded_word(word), _SITE_WORD_FREQUENCY) for word in site_words)


def rarity(file: Path = IDF) -> dict[str, float]:
    """How rare each word is; raises WordsError."""
    known: dict[str, float] = {}
    for number, line in _lines(file) if file.exists() else ():
        try:
            word, idf = line.split()
            known[word] = _positive(float(idf))
        except ValueError:
            raise WordsError(f"{file.name}:{number}: write a word and how rare it is, as 电梯 3.58") from None
    return known


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        return enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    except (OSError, UnicodeDecodeError) as error:
        raise WordsError(f"{file.name}:0: cannot be read: {error}") from error


def _positive(number: T) -> T:
    if not 0 < number < inf:
        raise ValueError(number)
    return number
