"""One spelling for matching: every character of the folded text stands where the written one stands."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import opencc

LONGEST = 600  # characters read of one message; a group message is rarely over 300

_INVISIBLE = {"Cc", "Cf", "Mn", "Me", "Cs", "Co", "Cn"}
_LOOKALIKES = str.maketrans(
    "аеорсухіѕјАВЕКМНОРСТУХαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ—–−‐‑～〜﹟＃〇○│丨",  # Cyrillic and Greek
    "aeopcyxisjabekmhopctyxabeiknoptuxabezhikmnoptyx-----~~##〇〇||",
)


# Cantonese and dialect characters that have one Mandarin twin and stand in no Mandarin word.
_DIALECT = str.maketrans(
    "嘅喺唔冇咗嚟佢哋啲俾畀瞓睇揾搵嘈嗰㗎嘞咁噉乜嬲攞掟閂闩諗咩啱嘥俺侬恁",
    "的在不没了来他们些给给睡看找找吵那的了这这么怒拿扔关关想吗对费我你你",
)


class Folded(NamedTuple):
    """A text as written without invisible characters, and its folded twin of the same length."""

    written: str
    text: str


class _Visible(dict[int, int | None]):
    """Characters that show nothing become nothing; line breaks stay."""

    def __missing__(self, code: int) -> int | None:
        hidden = unicodedata.category(chr(code)) in _INVISIBLE and chr(code) not in "\n\t\r"
        self[code] = None if hidden else code
        return self[code]


class _Alike(dict[int, int | None]):
    """Visible characters as they are matched: plain, lower case, Simplified, without dialect twins."""

    def __missing__(self, code: int) -> int | None:
        if _visible[code] is None:
            self[code] = None
            return None
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain.isdecimal():
            plain = str(unicodedata.decimal(plain))  # digits of any script
        elif len(plain) == 1:
            plain = _simplified(plain.translate(_LOOKALIKES).translate(_DIALECT).lower())
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


def _simplified(char: str) -> str:
    """One character by OpenCC; asked once for each character, so no phrase can change a length."""
    return str(_converter().convert(char))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


_visible = _Visible()
_alike = _Alike({ord("\t"): 32, ord("\r"): 32})


def folded_word(word: str) -> str:
    """A word of a lexicon, spelled as texts are matched."""
    return fold(word).text


def plain(text: str) -> str:
    """All of a text as texts are matched, however long."""
    return text.translate(_alike)


def fold(text: str, *, tail: int = 0) -> Folded:
    """Any string as `Folded`: at most `LONGEST` characters, NFKC, lower case, Simplified, no dialect.

    `tail`: how many of them are the last of a longer text, behind `…`: a letter signs at its end.
    """
    read = text if len(text) <= _FEW else _read(text, tail)
    folded = read.translate(_alike)
    return Folded(read if len(folded) == len(read) else read.translate(_visible), folded)


_FEW = 300  # characters from which something may be put before the words so that they go unread
_TAKEN = 8192  # characters of which what shows nothing is taken out
_RUN = re.compile(r"([\W_])\1{7,}")  # of one mark; a key held down is none


def _read(text: str, tail: int) -> str:
    """What is read of a long text: without what shows nothing, three of a mark that goes on and on."""
    if len(_plainly(text[:LONGEST])) < min(len(text), LONGEST):
        text = _plainly(text[:_TAKEN])
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - tail - 1]}…{text[-tail:]}" if tail else text[:LONGEST]


def _plainly(text: str) -> str:
    return _RUN.sub(r"\1\1\1", text.translate(_visible))
