"""How values travel between desk and driver, where SQLAlchemy's own way takes longer."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import JSON, Dialect, Float
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

Convert = Callable[[Any], Any]


def binds(of: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What makes a value of this type what the driver takes; None: it is that already."""
    if isinstance(of, UTCDateTime) and dialect.name == "sqlite":
        return _moment_to_text
    convert = of.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(of, JSON) and dialect.name == "sqlite" and convert:
        return partial(_json_to_text, convert)
    return convert


def reads(of: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What makes a value of this type of what the driver gives; None: it is that already."""
    if isinstance(of, UTCDateTime) and dialect.name == "sqlite":
        return _text_to_moment
    if isinstance(of, JSON) and dialect.name == "sqlite":
        return _text_to_json
    if isinstance(of, Float):
        return None  # both drivers give floats; SQLAlchemy would ask for the column's code first
    return of.dialect_impl(dialect).result_processor(dialect, None)


def _moment_to_text(moment: datetime | None) -> str | None:
    """As SQLAlchemy writes it to SQLite, four times as fast; raises ValueError for a naive one."""
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise ValueError(f"a moment without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def _text_to_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


def for_columns(read: Convert) -> Convert:
    """The same for all values of a column at once."""
    if read is _text_to_json:
        return _texts_to_json
    return _texts_to_moments if read is _text_to_moment else partial(map, read)


def _texts_to_moments(texts: Iterable[str | None]) -> list[datetime | None]:
    """A call for each would take a third longer."""
    moment = datetime.fromisoformat
    return [None if text is None else moment(text + "+00:00") for text in texts]


def _json_to_text(convert: Convert, value: Any) -> Any:
    """As SQLAlchemy writes it; most lists are empty."""
    return "[]" if value == [] else convert(value)


_json = json.JSONDecoder().raw_decode


def _text_to_json(text: str | None) -> Any:
    """As SQLAlchemy reads it, in a third of the time; most lists are empty."""
    if text == "[]":
        return []
    return None if text is None else _json(text)[0]


def _texts_to_json(texts: Sequence[str | None]) -> Iterable[Any]:
    """Equal ones are read once, and what is made of them is one: it is not to be changed."""
    known = {text: _text_to_json(text) for text in set(texts)}
    return map(known.__getitem__, texts)
