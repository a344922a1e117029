"""Values as SQLite keeps them, and back; without SQLAlchemy, so that a small process begins soon."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

Convert = Callable[[Any], Any]


def moment_to_text(moment: datetime | None) -> str | None:
    """As SQLAlchemy writes it to SQLite, four times as fast; raises ValueError for a naive one."""
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise ValueError(f"a moment without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def text_to_moment(text: str | None) -> datetime | None:
    """A moment in UTC."""
    return None if text is None else datetime.fromisoformat(text + "+00:00")


number_to_truth: Convert = {0: False, 1: True}.get  # None stays None


_json = json.JSONDecoder().raw_decode


def text_to_json(text: str | None) -> Any:
    """As SQLAlchemy reads it, in a third of the time; most lists are empty."""
    if text == "[]":
        return []
    return None if text is None else _json(text)[0]


def for_columns(read: Convert) -> Convert:
    """The same for all values of a column at once."""
    if read is text_to_json:
        return _texts_to_json
    return _texts_to_moments if read is text_to_moment else partial(_each, read)


def _each(read: Convert, values: Iterable[Any]) -> list[Any]:
    return list(map(read, values))


def _texts_to_moments(texts: Iterable[str | None]) -> list[datetime | None]:
    """A call for each would take a third longer."""
    moment = datetime.fromisoformat
    return [None if text is None else moment(text + "+00:00") for text in texts]


def _texts_to_json(texts: Sequence[str | None]) -> list[Any]:
    """Equal ones are read once, and what is made of them is one: it is not to be changed."""
    known = {text: text_to_json(text) for text in set(texts)}
    return list(map(known.__getitem__, texts))
