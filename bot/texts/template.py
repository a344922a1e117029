"""The form of a text: plain words, fields, and parts that vanish.

- `{name}` is a fact; `{name:how}` says how to show it (see `bot.texts.render`).
- `[[…]]` is an optional part, within one line: it vanishes when a field in it has nothing to show.
- A line that had fields and has nothing left to show vanishes with its line break; of the blank lines
  around it one is left.

Facts are put in once and never read again as templates, so braces and brackets in them stay what they are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

_PART = re.compile(r"\[\[(.*?)\]\]")
_FIELD = re.compile(r"\{([a-z_]+)(?::([^{}]*))?\}")


class TemplateError(ValueError):
    """A text has a stray brace or bracket, or an optional part without a field."""


@dataclass(frozen=True)
class Field:
    """A fact to be shown; `how` is None where the text does not say how."""

    name: str
    how: str | None = None


Pieces: TypeAlias = "tuple[str | Field, ...]"


@dataclass(frozen=True)
class Part:
    """Some words and fields; an optional one is shown only when each of its fields has something."""

    pieces: Pieces
    optional: bool

    @property
    def fields(self) -> list[Field]:
        """The facts it shows."""
        return [piece for piece in self.pieces if isinstance(piece, Field)]

    def fill(self, show: Callable[[Field], str]) -> str:
        """Its words; "" where it vanishes."""
        shown = []
        for piece in self.pieces:
            words = piece if isinstance(piece, str) else show(piece)
            if not words and self.optional:
                return ""
            shown.append(words)
        return "".join(shown)


@dataclass(frozen=True)
class Template:
    """A text, ready to be filled."""

    lines: tuple[tuple[Part, ...], ...]

    @property
    def fields(self) -> frozenset[str]:
        """The names of the facts it can show."""
        return frozenset(field.name for line in self.lines for part in line for field in part.fields)

    def fill(self, show: Callable[[Field], str]) -> str:
        """The text with its facts as `show` gives them ("" for nothing to show)."""
        filled: list[str] = []
        for line in self.lines:
            text = "".join(part.fill(show) for part in line)
            if text.strip() or not any(part.fields for part in line):
                filled += [] if _blank_again(text, filled) else [text]
        return "\n".join(filled).strip("\n")


def _blank_again(text: str, filled: list[str]) -> bool:
    return not text.strip() and bool(filled) and not filled[-1].strip()


def parse(text: str) -> Template:
    """The template written as `text`; raises TemplateError."""
    return Template(tuple(tuple(_parts(line)) for line in text.strip("\n").split("\n")))


def _parts(line: str) -> Iterator[Part]:
    """Splitting by the one group gives plain and optional stretches in turn."""
    for at, stretch in enumerate(_PART.split(line)):
        part = Part(tuple(_pieces(stretch)), optional=at % 2 == 1)
        if part.optional and not part.fields:
            raise TemplateError(f"an optional part needs a field: {line}")
        if part.pieces:
            yield part


def _pieces(stretch: str) -> Iterator[str | Field]:
    at = 0
    for found in _FIELD.finditer(stretch):
        yield from _words(stretch[at : found.start()])
        yield Field(found[1], found[2])
        at = found.end()
    yield from _words(stretch[at:])


def _words(words: str) -> Iterator[str]:
    if any(mark in words for mark in ("{", "}", "[[", "]]")):
        raise TemplateError(f"a stray brace or bracket: {words}")
    if words:
        yield words
