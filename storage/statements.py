"""Statements, compiled once and run on the driver's own cursor: a fifth of the cost of Core's `execute`.

They are written with SQLAlchemy Core, which also says how each column's values travel; only the way from
a statement to its rows is shorter. Driver errors pass as they are; `storage.errors` knows them.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Table, Update, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BindParameter

from storage.memory import Memory, Tables
from storage.travel import Convert, binds, for_columns, reads

T = TypeVar("T")
Row = dict[str, Any]
Values = Mapping[str, object]
tuple_of: Callable[..., Any] = tuple.__new__  # a named one's own is a function of Python's, called for each
_IN = 512  # keys in one IN list: SQLite takes 32,766 parameters at most
_KEYS = [f"key_{n}" for n in range(_IN)]
_AT_ONCE = 32  # rows of one insert: each number of them is a statement of its own


def given(name: str) -> BindParameter[Any]:
    """A value that is given when the statement is run."""
    return bindparam(name)


def insertion(table: Table, *names: str) -> postgresql.Insert:
    """An insert of these columns; ON CONFLICT is spelt alike by both databases."""
    return postgresql.insert(table).values({name: bindparam(name) for name in names})


class Statement:
    """One Core statement. With `lock`, rows are locked until the commit where the database can.

    `lock="skip"` leaves out rows that another unit has locked. What a statement said `once` is remembered
    by its unit, until it writes to one of the tables or locks rows there.
    """

    def __init__(
        self,
        clause: Select[Any] | Insert | Update | Delete,
        *,
        lock: Literal["wait", "skip"] | None = None,
        locked: Table | Sequence[Table] | None = None,
        once: bool = False,
    ) -> None:
        self.once = once
        self._plain = clause
        self._locking = clause
        if lock is not None and isinstance(clause, Select):
            self._locking = clause.with_for_update(skip_locked=lock == "skip", of=locked)
        self._ready: dict[tuple[str, bool], _Ready] = {}

    def ready(self, dialect: Dialect, *, reading: bool) -> "_Ready":
        """The statement as that database takes it; for reading only, without locks."""
        key = (dialect.name, reading)
        if key not in self._ready:
            clause = self._plain if reading else self._locking
            touching = clause is not self._plain or not isinstance(clause, Select)
            self._ready[key] = _prepare(clause, dialect, touching=touching)
        return self._ready[key]


class Insertion:
    """The insert of one or more rows of these columns in one statement."""

    def __init__(self, table: Table, *names: str) -> None:
        self._columns = [column for column in table.c if column.name in names]  # SQLAlchemy's own order
        self._table = table
        self._of: dict[int, Statement] = {}

    def of(self, size: int) -> Statement:
        """Of so many rows."""
        if size not in self._of:
            rows = [
                {column.name: bindparam(f"{column.name}_{n}", type_=column.type) for column in self._columns}
                for n in range(size)
            ]
            self._of[size] = Statement(postgresql.insert(self._table).values(rows))
        return self._of[size]

    def values(self, rows: Iterable[Row]) -> list[object]:
        """Their values in the statement's order."""
        names = [column.name for column in self._columns]
        return [row[name] for row in rows for name in names]


@dataclass(frozen=True, kw_only=True)
class _Ready:
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


def _prepare(clause: Select[Any] | Insert | Update | Delete, dialect: Dialect, *, touching: bool) -> _Ready:
    compiled = clause.compile(dialect=dialect)
    params: Mapping[str, BindParameter[Any]] = compiled.binds
    constants = {
        name: bind.value for name, bind in params.items() if not bind.required
    }  # plain words, numbers
    order = compiled.positiontup if compiled.positional else params
    columns = list(clause.exported_columns)
    read_as = [(place, column.name, reads(column.type, dialect)) for place, column in enumerate(columns)]
    tables = frozenset(part.name for part in visitors.iterate(clause) if isinstance(part, Table))
    return _Ready(
        text=str(compiled),
        positional=compiled.positional,
        slots=tuple(
            (name, None if name in constants else binds(params[name].type, dialect)) for name in order or ()
        ),
        constants=constants,
        names=tuple(column.name for column in columns),
        readers=tuple((name, read) for _, name, read in read_as if read),
        columns=tuple((place, for_columns(read)) for place, _, read in read_as if read),
        tables=tables,
        touched=tables if touching else frozenset(),
    )


class Transaction:
    """One open transaction: what the tables' verbs run their statements on."""

    def __init__(self, connection: Connection, *, reading: bool = False) -> None:
        raw: Any = connection.connection.driver_connection
        self._raw, self._cursor = raw, raw.cursor()  # of psycopg's own work a fifth is making one
        self._dialect = connection.dialect
        self._reading = reading
        self._memory = Memory()

    @property
    def single(self) -> bool:
        """Whether rows are committed in the order of their ids: SQLite, which has one writer."""
        return self._dialect.name == "sqlite"

    def run(self, statement: Statement, values: Values) -> int:
        """Carry it out; returns how many rows it touched."""
        ready = self._prepared(statement)
        touched: int = self._sent(ready, ready.bound(values)).rowcount
        return touched

    def insert(self, insertion: Insertion, rows: Sequence[Row]) -> None:
        """Add the rows, in this order."""
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            ready = self._prepared(insertion.of(len(some)))
            self._sent(ready, ready.bound_in_order(insertion.values(some)))

    def rows(self, statement: Statement, values: Values) -> list[Row]:
        """Every row, by column name; they are the unit's, not to be changed."""
        ready = self._prepared(statement)
        if not statement.once:
            return self._found(ready, values)
        return self.once(ready.tables, (statement, *values.values()), lambda: self._found(ready, values))

    def once(self, tables: Tables, key: Hashable, read: Callable[[], T]) -> T:
        """What `read` makes of rows of these tables; asked for again, it is remembered."""
        if key not in self._memory.of(tables):
            found = read()  # a lock that it takes forgets what is known
            self._memory.of(tables)[key] = found
        answer: T = self._memory.of(tables)[key]
        return answer

    def row(self, statement: Statement, values: Values) -> Row | None:
        """The first row."""
        return next(iter(self.rows(statement, values)), None)

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

    def once_among(self, statement: Callable[[int], Statement], keys: Iterable[int], by: str) -> list[Row]:
        """The same, key by key, each asked for once: `by` is the column in which a row has its key."""
        wanted = sorted(set(keys))
        known = self._memory.of(self._prepared(statement(1)).tables)
        missing = [key for key in wanted if (statement, key) not in known]
        found = self.among(statement, missing)
        known.update({(statement, key): [] for key in missing})
        for row in found:
            known[statement, row[by]].append(row)
        return [row for key in wanted for row in known[statement, key]]

    def remember(self, statement: Callable[[int], Statement], rows: Iterable[Row], by: str) -> None:
        """These rows were read by another statement, or returned by an insert: `once_among` need not ask."""
        known = self._memory.of(self._prepared(statement(1)).tables)
        known.update({(statement, row[by]): [row] for row in rows})

    def plain(self, statement: Statement, values: Values) -> Iterable[Sequence[Any]]:
        """Every row's values in the order of the columns: for very many rows."""
        ready = self._prepared(statement)
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
            ready = self._prepared(statement(size))
            if columns := ready.whole(self._raw.execute(ready.text, ready.bound(values))):
                yield columns

    def _prepared(self, statement: Statement) -> _Ready:
        return statement.ready(self._dialect, reading=self._reading)

    def _found(self, ready: _Ready, values: Values) -> list[Row]:
        return [ready.row(found) for found in self._sent(ready, ready.bound(values)).fetchall()]

    def _sent(self, ready: _Ready, bound: Any) -> Any:
        if ready.touched:
            self._memory.forget(ready.touched)
        return self._cursor.execute(ready.text, bound)


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
