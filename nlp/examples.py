"""Labelled messages to learn from and to measure with."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desk.reading import TOPICS, Category, Class, Intent, Urgency

SENTENCES = Path(__file__).parent / "sentences"


class ExampleError(ValueError):
    """A line of a labelled file is wrong; the message begins with file and line.

    `field` and `value`: what it names that there is not; else its cause says what is wrong with it.
    """

    def __init__(self, where: str, why: Exception) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.field, self.value = why.args if isinstance(why, _UnknownError) else (None, None)


class _UnknownError(ValueError):
    """A field, and a value that it cannot have."""

    def __str__(self) -> str:
        return "{} “{}” is unknown".format(*self.args)


@dataclass(frozen=True, kw_only=True)
class Example:
    """A message with its true reading; None where not a report, or where annotators differ."""

    text: str
    intent: str | None
    category: str | None = None
    class_: int | None = None
    topic: str | None = None
    urgency: str | None = None
    slots: dict[str, Any] = field(default_factory=dict)
    source: str = ""

    @property
    def emergency(self) -> bool:
        """Whether it is of the category emergencies."""
        return self.category == Category.EMERGENCIES.value


def read(path: Path) -> Iterator[Example]:
    """The examples of a JSONL file; a line without an intent is chat; raises `ExampleError`."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _example(json.loads(line), path.stem)
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise ExampleError(f"{path.name}:{number}", error) from error


def own() -> list[Example]:
    """All sentences that ship with the reader."""
    return [example for path in sorted(SENTENCES.glob("*.jsonl")) for example in read(path)]


_LEGAL: dict[str, set[Any]] = {
    "intent": {intent.value for intent in Intent},
    "category": {category.value for category in Category},
    "class": {class_.value for class_ in Class},
    "urgency": {urgency.value for urgency in Urgency},
    "topic": set(TOPICS),
}


def _example(line: dict[str, Any], source: str) -> Example:
    labels = {name: line.get(name) for name in _LEGAL}
    if "intent" not in line:
        labels["intent"] = Intent.CHAT.value
    for name, value in labels.items():
        if value is not None and value not in _LEGAL[name]:
            raise _UnknownError(name, value)
    disputed = line.get("disputed") or ()
    known = {name: None if name in disputed else value for name, value in labels.items()}
    known["class_"] = known.pop("class")
    return Example(text=line["text"], slots=line.get("slots") or {}, source=source, **known)
