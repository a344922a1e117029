"""Names in pinyin: `wang qiang`, `wangqiang` or `Qiang Wang` for 王强."""

import re
from functools import cache
from pathlib import Path

from nlp.fold import fold

_READINGS = Path(__file__).parent / "pinyin.txt"
_SURNAMES = {  # read otherwise than elsewhere
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "朴": "piao",
    "盖": "ge",
    "覃": "qin",
    "翟": "zhai",
    "乐": "yue",
    "缪": "miao",
}
_PAIRED = ("欧阳", "上官", "司徒", "司马", "诸葛", "东方", "夏侯", "尉迟", "皇甫", "慕容")  # surnames of two
_BETWEEN = r"[\s'’-]?"
_LONGEST = 4  # characters of a name


@cache
def _readings() -> dict[str, str]:
    lines = _READINGS.read_text(encoding="utf-8").splitlines()
    spelled = (line.split() for line in lines if not line.startswith("#"))
    return {char: syllable for syllable, chars in spelled for char in chars}


def syllable(char: str) -> str | None:
    """Its usual reading; None of what is no Chinese character, or a rare one."""
    return _readings().get(char)


@cache
def written(name: str) -> re.Pattern[str] | None:
    """What finds a Chinese name in folded Latin letters; None for one that cannot be spelled."""
    chars, readings = fold(name).text, _readings()
    if not 1 < len(chars) <= _LONGEST or any(char not in readings for char in chars):
        return None
    syllables = [readings[char] for char in chars]
    syllables[0] = _SURNAMES.get(chars[0], syllables[0])
    many = 2 if chars.startswith(_PAIRED) and len(chars) > 2 else 1  # noqa: PLR2004  # its given name too
    spelled = [one.replace("v", "(?:v|u|yu)") for one in syllables]
    surname, given = _BETWEEN.join(spelled[:many]), _BETWEEN.join(spelled[many:])
    return re.compile(rf"(?<![a-z])(?:{surname}{_BETWEEN}{given}|{given}\s{surname})(?![a-z])")
