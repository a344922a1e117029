"""Statements in a driver's words: what is left of them once SQLAlchemy has compiled them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from storage.converting import Convert
from storage.memory import Tables

S = TypeVar("S")

Row = dict[str, Any]
Values = Mapping[str, object]
tuple_of: Callable[..., Any] = tuple.__new__  # a named one's own is a function of Python's, called for each
IN = 512  # keys in one IN list: SQLite takes 32,766 parameters at most
KEYS = [f"key_{n}" for n in range(IN)]


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A statement in a driver's words."""

    text: str
    positional: bool
    slots: tuple[tuple[str, Convert | None], ...]  # in the driver's order
    constants: Values  # plain words and numbers, as drivers take them
    names: tuple[str, ...]
    readers: tuple[tuple[str, Convert], ...]
    columns: tuple[tuple[int, Convert], ...]  # by its place, how a whole column is read
    tables: Tables  # that it names
    touched: Tables  # of which it changes or locks rows

    def bound(self, values: Values) -> Any:
        """The values as the driver takes them."""
        known = {**self.constants, **values} if self.constants else values
        if self.positional:
            return [convert(known[name]) if convert else known[name] for name, convert in self.slots]
        return {name: convert(known[name]) if convert else known[name] for name, convert in self.slots}

    def bound_in_order(self, values: Iterable[object]) -> Any:
        """The same of values that stand as the statement names them."""
        pairs = zip(self.slots, values, strict=True)
        if self.positional:
            return [convert(value) if convert else value for (_, convert), value in pairs]
        return {name: convert(value) if convert else value for (name, convert), value in pairs}

    def row(self, found: Sequence[Any]) -> Row:
        """A row by column name."""
        row = dict(zip(self.names, found, strict=True))
        for name, read in self.readers:
            row[name] = read(row[name])
        return row

    def plain(self, cursor: Any) -> Iterable[Sequence[Any]]:
        """Column by column: of very many rows a loop over each would take longest.

        Rows that are as they should be are not gathered first.
        """
        if not self.columns:
            found: Iterable[Sequence[Any]] = cursor
            return found
        return zip(*self.whole(cursor), strict=True)

    def whole(self, cursor: Any) -> list[Sequence[Any]]:
        """All rows as columns; nothing where there are none."""
        columns: list[Sequence[Any]] = list(zip(*cursor.fetchall(), strict=True))
        for place, read in self.columns if columns else ():
            columns[place] = read(columns[place])
        return columns


class Reading(ABC, Generic[S]):
    """Reads very many rows with statements of some form."""

    _least = 1  # keys that a statement among keys takes, at least

    def __init__(self, raw: Any) -> None:
        """`raw`: the driver's connection, in a transaction."""
        self._raw = raw

    @abstractmethod
    def _prepared(self, statement: S) -> Ready:
        """In the driver's words."""

    def plain(self, statement: S, values: Values) -> Iterable[Sequence[Any]]:
        """Every row's values in the order of the columns."""
        ready = self._prepared(statement)
        return ready.plain(self._raw.execute(ready.text, ready.bound(values)))

    def columns(self, statement: S, values: Values) -> list[Sequence[Any]]:
        """The same as columns; nothing where there are no rows."""
        ready = self._prepared(statement)
        return ready.whole(self._raw.execute(ready.text, ready.bound(values)))

    def plain_among(
        self, statement: Callable[[int], S], keys: Iterable[int], **more: object
    ) -> Iterator[Sequence[Any]]:
        """The same of the rows for these keys; `more`: the statement's other values."""
        some = pieces(keys, self._least)
        return chain.from_iterable(self.plain(statement(size), {**values, **more}) for size, values in some)

    def columns_among(
        self, statement: Callable[[int], S], keys: Iterable[int]
    ) -> Iterator[list[Sequence[Any]]]:
        """The same as columns, some rows at a time."""
        for size, values in pieces(keys, self._least):
            if columns := self.columns(statement(size), values):
                yield columns


def pieces(keys: Iterable[int], least: int = 1) -> Iterator[tuple[int, dict[str, int]]]:
    """The keys, as many at a time as a statement takes."""
    wanted = list(keys)
    for start in range(0, len(wanted), IN):
        some = wanted[start : start + IN]
        size = max(least, 1 << (len(some) - 1).bit_length())  # few lengths, so few statements to compile
        padded = some + some[-1:] * (size - len(some))
        yield size, dict(zip(KEYS, padded, strict=False))
