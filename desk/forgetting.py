"""Anonymised text: a person's name, numbers and home out of what was written, the rest stays (S2-04)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from desk.notices import Fact, Notice
from desk.privacy import guarded, masked

GONE = "〔已删除〕"  # 已删除: removed at the person's wish or after the time of keeping
_DIGITS = re.compile(r"[\d*][\d*\-  .]{5,}[\d*]")


@dataclass(frozen=True, kw_only=True)
class Traces:
    """By what a person can be known in a text."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    home: tuple[str | None, str | None, str | None] = (None, None, None)  # building, unit, room

    @property
    def words(self) -> list[str]:
        """The spellings, the longest first."""
        building, unit, room = self.home
        spelt = [*(name for name in self.names if len(name) > 1), *self.phones]
        spelt += [name[0] + title for name in self.names if _CHINESE.match(name) for title in _TITLES]
        if room:
            between = [f"{unit}单元", f"{unit}單元", f"-{unit}-", "-", ""] if unit else ["-", ""]
            spelt += [f"{building}{tower}{part}{room}" for tower in _TOWERS for part in between]
            spelt.append(room)
        return sorted({one for one in spelt if one}, key=len, reverse=True)


_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TITLES = "女士 先生 小姐 太太 老师 老師 阿姨 大爷 大爺 大姐 大哥 师傅 師傅 奶奶 爷爷 爺爺".split()
_TOWERS = ("栋", "棟", "号楼", "號樓", "座", "幢", "")


def scrubbed(text: str, traces: Traces) -> str:
    """The text without them, and without any telephone or identity number or room at all.

    Never longer digits of theirs than were left by a mask; what it returns, it returns unchanged.
    """
    for word in traces.words:
        pattern = re.escape(word) if not word.isdigit() else rf"(?<!\d){word}(?!\d)"
        text = re.sub(pattern, GONE, text)
    hidden = guarded(masked(text))
    return _DIGITS.sub(lambda found: GONE if "*" in found[0] else found[0], hidden)


def scrubbed_fact(fact: Fact, traces: Traces) -> Fact:
    """The same for a journal's or a letter's fact."""
    if isinstance(fact, str):
        return scrubbed(fact, traces)
    if isinstance(fact, Notice):
        return replace(fact, facts={key: scrubbed_fact(one, traces) for key, one in fact.facts.items()})
    if isinstance(fact, Iterable):
        return [scrubbed_fact(one, traces) for one in fact]
    return fact
