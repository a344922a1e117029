"""Words of a text by jieba, with the trade's own dictionary, and its keywords by TF-IDF."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

import jieba

from nlp.cutting import Cutter
from nlp.fold import folded_word

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
        self._idf = _idf()
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
    return Cutter(jieba.Tokenizer().get_dict_file(), [*_trade(), *names])


def _trade() -> Iterator[tuple[str, int]]:
    for line in DICTIONARY.read_text(encoding="utf-8").splitlines():
        word, frequency, _ = line.split()
        yield word, int(frequency)


def _names(site_words: Iterable[str]) -> Iterator[tuple[str, int]]:
    return ((folded_word(word), _SITE_WORD_FREQUENCY) for word in site_words)


def _idf() -> dict[str, float]:
    lines = IDF.read_text(encoding="utf-8").splitlines() if IDF.exists() else []
    return {word: float(idf) for word, idf in (line.split() for line in lines)}
