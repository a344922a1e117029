"""Entries in words, fast: those that differ in somebody's simple words alone are put into words once.

Texts put words in without looking at them, so a line with marks in their places serves for all of them. Words
that would be cut, cleaned or quoted on the way get a line of their own.
"""

import re
from collections.abc import Callable, Sequence

from bot.texts.clean import is_simple
from desk.filed import Veiled
from storage.told import parted, with_texts

REMEMBERED = 50_000  # lines
_MARKS = 0xF0000  # characters that mean nothing (Unicode, private use), one for each text of an entry
_TRIED = "字".encode()


class Phrases:
    """Lines with gaps."""

    def __init__(self, line: Callable[[Veiled, bytes], bytes]) -> None:
        """`line`: what is said as the end of a line of a CSV file, the same for each ticket that comes."""
        self._line = line
        self._known: dict[bytes, _Phrase | None] = {}
        self._whole: dict[bytes, bytes] = {}

    def line(self, ticket: Veiled, said: bytes) -> bytes:
        """The same as the slow way gives."""
        key, texts = parted(said)
        if not texts:
            if said not in self._whole:
                if len(self._whole) >= REMEMBERED:
                    self._whole.clear()
                self._whole[said] = self._line(ticket, said)
            return self._whole[said]
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = self._phrase(ticket, said, len(texts))
        phrase = self._known[key]
        return (phrase and phrase.filled(texts)) or self._line(ticket, said)

    def _phrase(self, ticket: Veiled, said: bytes, texts: int) -> "_Phrase | None":
        """None: texts cannot be put into it just so, which is tried once."""
        marks, tried = [chr(_MARKS + at).encode() for at in range(texts)], [_TRIED] * texts
        found = _Phrase(self._line(ticket, with_texts(said, marks)), marks)
        same = found.filled(tried) == self._line(ticket, with_texts(said, tried))
        return found if found.sound and same else None


class _Phrase:
    """A line with gaps where it has marks."""

    def __init__(self, line: bytes, marks: Sequence[bytes]) -> None:
        shown = sorted(
            (at for at, one in enumerate(marks) if one in line), key=lambda at: line.index(marks[at])
        )
        begun = any(b"," + one in line or b'"' + one in line for one in marks)  # a cell that might be run
        self.sound = not begun and all(line.count(one) in (0, 1) for one in marks)
        self._begin, *ends = re.split(b"|".join(marks), line)
        self._gaps = [*zip(shown, ends, strict=True)] if self.sound else []

    def filled(self, texts: Sequence[bytes]) -> bytes | None:
        """With these texts; None where one of them is not simple."""
        line = self._begin
        for at, after in self._gaps:
            text = texts[at]
            if b"," in text or not is_simple(text.decode()):
                return None
            line += text + after
        return line
