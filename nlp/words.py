"""Words of a text by jieba, with the trade's own dictionary, and its keywords by TF-IDF."""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO

import jieba

from nlp.fold import folded_word

DICTIONARY = Path(__file__).parent / "dictionary.txt"
IDF = Path(__file__).parent / "idf.txt"

_SITE_WORD_FREQUENCY = 2_000
# Three fifths of jieba's dictionary are rarer than this: names and old words, which change no reading
# but cost a third of the load time and 38 MB.
_RAREST = 5
_EMPTY = frozenset(
    "的了是在我你他她它这那个就也都吗呢啊吧呀哦和跟与把被给让从到对为之着过地得很太还又再不没有会能要"
)


class Words:
    """A tokenizer of its own: what a site adds changes no other reader."""

    def __init__(self, site_words: Iterable[str] = ()) -> None:
        jieba.setLogLevel(60)
        self._jieba = jieba.Tokenizer()
        # Not `initialize()`: that trusts a cache file in a directory that everyone may write to.
        self._jieba.FREQ, self._jieba.total = _frequencies(self._jieba.get_dict_file())
        self._jieba.initialized = True
        for line in DICTIONARY.read_text(encoding="utf-8").splitlines():
            word, frequency, tag = line.split()
            self._jieba.add_word(word, int(frequency), tag)
        for word in site_words:
            self._jieba.add_word(folded_word(word), _SITE_WORD_FREQUENCY, "nz")
        self._idf = _idf()
        self._rare = max(self._idf.values(), default=1.0)

    def cut(self, folded: str) -> list[str]:
        """The words of a folded text, blanks left out."""
        return [word for word in self._jieba.cut(folded, HMM=False) if not word.isspace()]

    def keywords(self, cut: list[str], trade: Collection[str], most: int = 6) -> tuple[str, ...]:
        """The words that say most, by TF-IDF; the spellings in `trade` count double."""
        counts = Counter(word for word in cut if word in trade or (len(word) > 1 and not word.isdigit()))
        known = {
            word: count * self._idf.get(word, self._rare) * (2 if word in trade else 1)
            for word, count in counts.items()
            if word not in _EMPTY and word.isalnum()
        }
        chosen = set(sorted(known, key=lambda word: -known[word])[:most])
        return tuple(word for word in dict.fromkeys(cut) if word in chosen)


def _frequencies(file: IO[bytes]) -> tuple[dict[str, int], int]:
    """Frequencies of jieba's words and their beginnings (0), and the total of all; line by line."""
    found: dict[str, int] = {}
    total = 0
    with file:
        for line in file:
            word, told, _ = line.decode().split(" ", 2)
            frequency = int(told)
            total += frequency
            if frequency >= _RAREST:
                found[word] = frequency
                _add_beginnings(word, found)
    return found, total


def _add_beginnings(word: str, found: dict[str, int]) -> None:
    """Enters what a word begins with: jieba stops looking where no word begins so."""
    for end in range(len(word) - 1, 0, -1):
        if word[:end] in found:
            return
        found[word[:end]] = 0


def _idf() -> dict[str, float]:
    lines = IDF.read_text(encoding="utf-8").splitlines() if IDF.exists() else []
    return {word: float(idf) for word, idf in (line.split() for line in lines)}
