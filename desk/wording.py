"""What a text to a reporter should not say, found before it goes out (S1-13, S4-12, S4-14, S2-69, S4-29).

The words are data (bot/wording.toml, and a site's own file beside its database); here is only the finding.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LANGUAGES = ("zh_CN", "zh_TW", "en")


class Fault(StrEnum):
    """What is wrong with words."""

    VAGUE = "vague"  # 尽快, 马上: no time that anybody can be held to (S1-13)
    ADMISSION = "admission"  # 是我们的错, 我们赔, before it has been looked into (S4-12)
    BLAME = "blame"  # 是您自己弄坏的, 是开发商的事 (S4-14)
    NOT_OURS = "not_ours"  # 不归我们管, instead of whom to turn to (S2-69, S4-29)


MARKS = ("sensitive", "safety")  # what makes a text wait for the reviewer, and what never waits
_TABLES = (*Fault, *MARKS)
_CONCRETE = re.compile(
    r"\d{1,2}\s*[:：点點时時]|\d{1,2}\s*[月/-]\s*\d{1,2}|[一二两兩三四五六七八九十]{1,3}[点點]"
    r"|\b\d{1,2}\s*(?:am|pm|o'clock)\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d",
    re.IGNORECASE,
)  # a time that somebody can be held to: 15:00, 三点, 11月25日
_SHOWN = 4  # findings that a phone shows


class WordingError(ValueError):
    """The words cannot be read; the message lists every error."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that should be said otherwise: the words as written, and what is wrong with them."""

    fault: Fault
    said: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words that are looked for, by table."""

    tables: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def marked(self, mark: str, text: str) -> bool:
        """Whether the text has a word of that table."""
        pattern = self.tables.get(mark)
        return pattern is not None and pattern.search(text) is not None

    def check(self, text: str, *, verified: bool = False) -> tuple[Finding, ...]:
        """What should be said otherwise, in the order written.

        A vague word beside a concrete time is none; fault may be admitted once the matter was `verified`.
        """
        excused = {Fault.VAGUE} if _CONCRETE.search(text) else set()
        excused |= {Fault.ADMISSION} if verified else set()
        found = [
            (hit.start(), Finding(fault=fault, said=hit[0]))
            for fault in Fault
            if fault not in excused and fault in self.tables
            for hit in self.tables[fault].finditer(text)
        ]
        ordered = [finding for _, finding in sorted(found, key=lambda pair: pair[0])]
        return tuple(dict.fromkeys(ordered))[:_SHOWN]


def parse_wording(*files: Mapping[str, Any]) -> Wording:
    """The words of several files, a later one's added to those before and its `without` taken away.

    Raises WordingError.
    """
    errors = [error for data in files for error in _errors(data)]
    if errors:
        raise WordingError("\n".join(errors))
    words = {table: _words(table, files) for table in _TABLES}
    return Wording(tables={table: _pattern(found) for table, found in words.items() if found})


def _errors(data: Mapping[str, Any]) -> list[str]:
    errors = [
        f"unknown table {name}: allowed are {', '.join(_TABLES)}" for name in data if name not in _TABLES
    ]
    allowed = (*LANGUAGES, "without", "clause")
    for name, table in data.items():
        if not isinstance(table, Mapping):
            errors.append(f"{name} must be a table")
            continue
        for key, value in table.items():
            if key not in allowed:
                errors.append(f"{name}: unknown key {key}: allowed are {', '.join(allowed)}")
            elif key != "clause" and not _is_words(value):
                errors.append(f"{name}.{key} must be a list of words")
    return errors


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _words(table: str, files: tuple[Mapping[str, Any], ...]) -> list[str]:
    found: dict[str, None] = {}
    for data in files:
        given = data.get(table, {})
        found |= dict.fromkeys(word for language in LANGUAGES for word in given.get(language, []))
        for word in given.get("without", []):
            found.pop(word, None)
    return list(found)


def _pattern(words: list[str]) -> re.Pattern[str]:
    """The longest first; Latin words as whole words, whatever their case."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_one, longest)), re.IGNORECASE)


def _one(word: str) -> str:
    escaped = re.escape(word)
    return rf"\b{escaped}\b" if word.isascii() else escaped
