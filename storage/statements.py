"""Statements, compiled once and run on the driver's own cursor: a fifth of the cost of Core's `execute`.

They are written with SQLAlchemy Core, which also says how each column's values travel; only the way from
a statement to its rows is shorter. Driver errors pass as they are; `storage.errors` knows them.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Table, Update, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BindParameter

from storage.converting import for_columns
from storage.memory import Memory, Tables
from storage.ready import KEYS, Reading, Ready, Row, Values, pieces
from storage.travel import binds, reads

__all__ = ["Insertion", "Row", "Statement", "Transaction", "Values", "given", "insertion", "keys_in"]

T = TypeVar("T")
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
        self._ready: dict[tuple[str, bool], Ready] = {}

    def ready(self, dialect: Dialect, *, reading: bool) -> "Ready":
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


def _prepare(clause: Select[Any] | Insert | Update | Delete, dialect: Dialect, *, touching: bool) -> Ready:
    compiled = clause.compile(dialect=dialect)
    params: Mapping[str, BindParameter[Any]] = compiled.binds
    order = compiled.positiontup if compiled.positional else params
    given_here = [name for name in order or () if not params[name].required]  # plain words, numbers
    constants = {name: params[name].value for name in given_here}
    columns = list(clause.exported_columns)
    read_as = [(place, column.name, reads(column.type, dialect)) for place, column in enumerate(columns)]
    tables = frozenset(str(part.name) for part in visitors.iterate(clause) if isinstance(part, Table))
    return Ready(
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


class Transaction(Reading[Statement]):
    """One open transaction: what the tables' verbs run their statements on."""

    def __init__(self, connection: Connection, *, reading: bool = False) -> None:
        raw: Any = connection.connection.driver_connection
        super().__init__(raw)
        self._cursor = raw.cursor()  # of psycopg's own work a fifth is making one
        self._dialect, self._url = connection.dialect, connection.engine.url
        self._reading = reading
        self._memory = Memory()

    @property
    def file(self) -> str | None:
        """Where the database is, if it is one file."""
        return self._url.database if self.single else None

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
        for size, values in pieces(keys):
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

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is done inside is undone alone where it raises."""
        self._cursor.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if not self.single or self._raw.in_transaction:  # a full disk has undone everything already
                self._cursor.execute("ROLLBACK TO SAVEPOINT part")
            self._memory.clear()
            raise
        self._cursor.execute("RELEASE SAVEPOINT part")

    def compiled(self, statement: Statement) -> Ready:
        """As the driver takes it."""
        return self._prepared(statement)

    def _prepared(self, statement: Statement) -> Ready:
        return statement.ready(self._dialect, reading=self._reading)

    def _found(self, ready: Ready, values: Values) -> list[Row]:
        return [ready.row(found) for found in self._sent(ready, ready.bound(values)).fetchall()]

    def _sent(self, ready: Ready, bound: Any) -> Any:
        if ready.touched:
            self._memory.forget(ready.touched)
        return self._cursor.execute(ready.text, bound)


def keys_in(size: int) -> list[BindParameter[Any]]:
    """The keys of a statement for `Transaction.among`."""
    return [bindparam(name) for name in KEYS[:size]]
