"""Statements, compiled once and run on the driver's own cursor: a fifth of the cost of Core's `execute`.

They are written with SQLAlchemy Core, which also says how each column's values travel; only the way from
a statement to its rows is shorter. Driver errors pass as they are; `storage.errors` knows them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import Any, Literal

from sqlalchemy import JSON, Connection, Delete, Dialect, Float, Insert, Select, Table, Update, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

Row = dict[str, Any]
Values = Mapping[str, object]
_Convert = Callable[[Any], Any]
tuple_of: Callable[..., Any] = tuple.__new__  # a named one's own is a function of Python's, called for each
_IN = 512  # keys in one IN list: SQLite takes 32,766 parameters at most
_KEYS = [f"key_{n}" for n in range(_IN)]


def given(name: str) -> BindParameter[Any]:
    """A value that is given when the statement is run."""
    return bindparam(name)


def insertion(table: Table, *names: str) -> postgresql.Insert:
    """An insert of these columns; ON CONFLICT is spelt alike by both databases."""
    return postgresql.insert(table).values({name: bindparam(name) for name in names})


class Statement:
    """One Core statement. With `lock`, rows are locked until the commit where the database can.

    `lock="skip"` leaves out rows that another unit has locked.
    """

    def __init__(
        self,
        clause: Select[Any] | Insert | Update | Delete,
        *,
        lock: Literal["wait", "skip"] | None = None,
        locked: Table | Sequence[Table] | None = None,
    ) -> None:
        self._plain = clause
        self._locking = clause
        if lock is not None and isinstance(clause, Select):
            self._locking = clause.with_for_update(skip_locked=lock == "skip", of=locked)
        self._ready: dict[tuple[str, bool], _Ready] = {}

    def ready(self, dialect: Dialect, *, reading: bool) -> "_Ready":
        """The statement as that database takes it; for reading only, without locks."""
        key = (dialect.name, reading)
        if key not in self._ready:
            self._ready[key] = _prepare(self._plain if reading else self._locking, dialect)
        return self._ready[key]


@dataclass(frozen=True, kw_only=True)
class _Ready:
    """A statement in a driver's words."""

    text: str
    positional: bool
    slots: tuple[tuple[str, _Convert | None], ...]  # in the driver's order
    constants: Values  # plain words and numbers, as drivers take them
    names: tuple[str, ...]
    readers: tuple[tuple[str, _Convert], ...]
    columns: tuple[tuple[int, _Convert], ...]  # by its place, how a whole column is read

    def bound(self, values: Values) -> Any:
        known = {**self.constants, **values} if self.constants else values
        if self.positional:
            return [convert(known[name]) if convert else known[name] for name, convert in self.slots]
        return {name: convert(known[name]) if convert else known[name] for name, convert in self.slots}

    def row(self, found: Sequence[Any]) -> Row:
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

    def whole(self, cursor: Any) -> list[Iterable[Any]]:
        """All rows as columns; nothing where there are none."""
        columns: list[Iterable[Any]] = list(zip(*cursor.fetchall(), strict=True))
        for place, read in self.columns if columns else ():
            columns[place] = read(columns[place])
        return columns


def _binds(of: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(of, UTCDateTime) and dialect.name == "sqlite":
        return _moment_to_text
    return of.dialect_impl(dialect).bind_processor(dialect)


def _reads(of: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
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


def _for_columns(read: _Convert) -> _Convert:
    """The same for all values of a column."""
    return _texts_to_moments if read is _text_to_moment else partial(map, read)


def _texts_to_moments(texts: Iterable[str | None]) -> list[datetime | None]:
    """A call for each would take a third longer."""
    moment = datetime.fromisoformat
    return [None if text is None else moment(text + "+00:00") for text in texts]


_json = json.JSONDecoder().raw_decode


def _text_to_json(text: str | None) -> Any:
    """As SQLAlchemy reads it, in a third of the time; most lists are empty."""
    if text == "[]":
        return []
    return None if text is None else _json(text)[0]


def _prepare(clause: Select[Any] | Insert | Update | Delete, dialect: Dialect) -> _Ready:
    compiled = clause.compile(dialect=dialect)
    binds: Mapping[str, BindParameter[Any]] = compiled.binds
    constants = {
        name: bind.value for name, bind in binds.items() if not bind.required
    }  # plain words, numbers
    order = compiled.positiontup if compiled.positional else binds
    columns = list(clause.exported_columns)
    reads = [(place, column.name, _reads(column.type, dialect)) for place, column in enumerate(columns)]
    return _Ready(
        text=str(compiled),
        positional=compiled.positional,
        slots=tuple(
            (name, None if name in constants else _binds(binds[name].type, dialect)) for name in order or ()
        ),
        constants=constants,
        names=tuple(column.name for column in columns),
        readers=tuple((name, read) for _, name, read in reads if read),
        columns=tuple((place, _for_columns(read)) for place, _, read in reads if read),
    )


class Transaction:
    """One open transaction: what the tables' verbs run their statements on."""

    def __init__(self, connection: Connection, *, reading: bool = False) -> None:
        self._raw: Any = connection.connection.driver_connection
        self._dialect = connection.dialect
        self._reading = reading

    @property
    def single(self) -> bool:
        """Whether rows are committed in the order of their ids: SQLite, which has one writer."""
        return self._dialect.name == "sqlite"

    def run(self, statement: Statement, values: Values) -> int:
        """Carry it out; returns how many rows it touched."""
        ready = statement.ready(self._dialect, reading=self._reading)
        touched: int = self._raw.execute(ready.text, ready.bound(values)).rowcount
        return touched

    def rows(self, statement: Statement, values: Values) -> list[Row]:
        """Every row, by column name."""
        ready = statement.ready(self._dialect, reading=self._reading)
        return [ready.row(found) for found in self._raw.execute(ready.text, ready.bound(values)).fetchall()]

    def row(self, statement: Statement, values: Values) -> Row | None:
        """The first row."""
        ready = statement.ready(self._dialect, reading=self._reading)
        found = self._raw.execute(ready.text, ready.bound(values)).fetchone()
        return None if found is None else ready.row(found)

    def value(self, statement: Statement, values: Values) -> Any:
        """The first column of the first row; None where there is none."""
        row = self.row(statement, values)
        return None if row is None else next(iter(row.values()))

    def among(self, statement: Callable[[int], Statement], keys: Iterable[int]) -> list[Row]:
        """The rows for these keys: `statement(n)` takes n of them, named as `keys_in` names them."""
        found: list[Row] = []
        for size, values in _pieces(keys):
            found += self.rows(statement(size), values)
        return found

    def plain(self, statement: Statement, values: Values) -> Iterable[Sequence[Any]]:
        """Every row's values in the order of the columns: for very many rows."""
        ready = statement.ready(self._dialect, reading=self._reading)
        return ready.plain(self._raw.execute(ready.text, ready.bound(values)))

    def plain_among(
        self, statement: Callable[[int], Statement], keys: Iterable[int], **more: object
    ) -> Iterator[Sequence[Any]]:
        """The same of the rows for these keys; `more`: the statement's other values."""
        pieces = _pieces(keys)
        return chain.from_iterable(self.plain(statement(size), {**values, **more}) for size, values in pieces)

    def columns_among(
        self, statement: Callable[[int], Statement], keys: Iterable[int]
    ) -> Iterator[list[Iterable[Any]]]:
        """The same as columns, some rows at a time."""
        for size, values in _pieces(keys):
            ready = statement(size).ready(self._dialect, reading=self._reading)
            if columns := ready.whole(self._raw.execute(ready.text, ready.bound(values))):
                yield columns


def _pieces(keys: Iterable[int]) -> Iterator[tuple[int, dict[str, int]]]:
    wanted = list(keys)
    for start in range(0, len(wanted), _IN):
        some = wanted[start : start + _IN]
        size = 1 << (len(some) - 1).bit_length()  # few lengths, so few statements to compile
        padded = some + some[-1:] * (size - len(some))
        yield size, dict(zip(_KEYS, padded, strict=False))


def keys_in(size: int) -> list[BindParameter[Any]]:
    """The keys of a statement for `Transaction.among`."""
    return [bindparam(name) for name in _KEYS[:size]]
