"""Which keys there are, by the path at which they stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot.settings.model import Written

Path = tuple[str | int, ...]


def names(path: Path) -> list[str]:
    """The path without the places in lists."""
    return [part for part in path if isinstance(part, str)]


def beside(path: Path) -> list[str]:
    """The keys that may stand where the last of `path` stands."""
    section = _section(names(path)[:-1])
    return list(_fields(section)) if section else []


def is_secret(path: Path) -> bool:
    """Whether the value may not be repeated: a secret, or a URL with a password in it."""
    section = _section(names(path)[:-1])
    field = _fields(section).get(names(path)[-1]) if section else None
    return field is not None and (not field.repr or SecretStr.__name__ in str(field.annotation))


def every(section: type[BaseModel] = Written, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every key and every section."""
    for name, field in _fields(section).items():
        yield (*before, name)
        inner = _inner(field.annotation)
        if inner:
            yield from every(inner, (*before, name))


def _section(keys: Sequence[str]) -> type[BaseModel] | None:
    section: type[BaseModel] | None = Written
    for key in keys:
        field = _fields(section).get(key) if section else None
        section = _inner(field.annotation) if field else None
    return section


def _fields(section: type[BaseModel]) -> Mapping[str, FieldInfo]:
    return {str(field.validation_alias or name): field for name, field in section.model_fields.items()}


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The section in `Web`, `Telegram | None` or `tuple[ConfiguredSite, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner, getattr(annotation, "__args__", ()))), None)
