"""The journal of very many tickets as texts: what equal entries say is one text, and is decoded once.

A ticket's entries come as one text: a row each would take longer on its way out of the database.
"""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, String, Text, cast, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from storage import tables
from storage.bare import Aside
from storage.pages import HEADS, reporters
from storage.ready import IN
from storage.statements import Statement, Transaction, given, keys_in
from storage.teller import Questions, Teller
from storage.told import BETWEEN, IDS

_ENTRY = tables.table(tables.Entry)


class _Moment(FunctionElement[str]):
    """A moment in UTC as a text like "2026-10-31 22:59:59.000000"."""

    type = String()
    inherit_cache = True


@compiles(_Moment, "sqlite")
def _stored(element: _Moment, compiler: Any, **_options: object) -> str:
    return str(compiler.process(element.clauses))


@compiles(_Moment, "postgresql")
def _formed(element: _Moment, compiler: Any, **_options: object) -> str:
    return f"to_char({compiler.process(element.clauses)} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"


class _Packed(FunctionElement[bytes]):
    """The texts of a group in UTF-8, in any order."""

    type = LargeBinary()
    inherit_cache = True


@compiles(_Packed, "sqlite")
def _concatenated(element: _Packed, compiler: Any, **_options: object) -> str:
    return f"CAST(group_concat({compiler.process(element.clauses)}, '{BETWEEN.decode()}') AS BLOB)"


@compiles(_Packed, "postgresql")
def _aggregated(element: _Packed, compiler: Any, **_options: object) -> str:
    return f"convert_to(string_agg({compiler.process(element.clauses)}, '{BETWEEN.decode()}'), 'UTF8')"


_ENTIRE = (
    cast(_ENTRY.c.id + literal(IDS, BigInteger), String)
    + _Moment(_ENTRY.c.at)
    + cast(_ENTRY.c.facts, Text)
    + _ENTRY.c.kind
    + func.coalesce(cast(_ENTRY.c.actor_id, String), "-")
    + _ENTRY.c.audience
)
_NEWEST = Statement(select(func.max(_ENTRY.c.id)))


@cache
def _told(size: int) -> Statement:
    found = select(_ENTRY.c.ticket_id, _Packed(_ENTIRE).label("entries"))
    wanted = (_ENTRY.c.ticket_id.in_(keys_in(size)), _ENTRY.c.id <= given("newest"))
    return Statement(found.where(*wanted).group_by(_ENTRY.c.ticket_id))


_QUESTIONS = Questions(HEADS, reporters, _told)


class Sayings(Teller[Statement]):
    """What the journal says of many tickets."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction, _QUESTIONS)
        self._transaction = transaction

    def newest(self) -> int:
        """The id of the newest entry there is: what comes later is not there for `of`."""
        return self._transaction.value(_NEWEST, {}) or 0

    def aside(self) -> Aside | None:
        """For a process that reads the same without SQLAlchemy; None: it cannot."""
        file, ready = self._transaction.file, self._transaction.compiled
        if file is None:
            return None
        return Aside(file, ready(HEADS), ready(reporters(IN)), ready(_told(IN)))
