"""The journal of very many tickets as texts: what equal entries say is one text, and is decoded once.

A ticket's entries come as one text: a row each would take longer on its way out of the database.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import BigInteger, LargeBinary, String, Text, cast, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from desk.filed import Headed
from desk.journal import Audience, Entry
from storage import tables
from storage.facts import decode_facts
from storage.pages import heads
from storage.statements import Statement, Transaction, given, keys_in

_ENTRY = tables.table(tables.Entry)
_AUDIENCES = {one.value: one for one in Audience}
_json = json.JSONDecoder().raw_decode
PROMISES = b'{"kept":['  # where an entry kept some they stand before its other facts
_KEPT = b"]"  # and end so
_BETWEEN = b"\x1e"  # entries; JSON has no such character
_IDS = 10**10  # added to each, so that all have as many digits
_SAID = re.compile(r"(.*\})([a-z_]+)(-|\d+)([a-z_]+)", re.DOTALL)
# In JSON a quotation mark within somebody's words has a backslash before it. What is marked by $ is no text.
_TEXT = re.compile(rb'("[a-z_]+":")([^"\\]+)(?=")')
_AT, _NOTICE = b'{"$at"', b'{"$notice"'  # facts with texts that are nobody's words

# Where in the text of an entry what is; its moment is in UTC.
_ID = len(str(_IDS))
_TO_HOUR, _TO_MINUTE, _TO_SECOND = (
    _ID + len(at) for at in ("2026-10-31 22", "2026-10-31 22:59", "2026-10-31 22:59:59")
)
HOUR, PAST_HOUR = slice(_ID, _TO_HOUR), slice(_TO_HOUR, _TO_SECOND)
MINUTE, PAST_MINUTE = slice(_ID, _TO_MINUTE), slice(_TO_MINUTE, _TO_SECOND)
SAYS = _ID + len("2026-10-31 22:59:59.000000")

Told: TypeAlias = tuple[int, list[bytes]]


class Saying(NamedTuple):
    """What an entry says, without its moment and the promises that it kept."""

    kind: str
    audience: str
    actor: int | None
    facts: str  # JSON


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
    return f"CAST(group_concat({compiler.process(element.clauses)}, '{_BETWEEN.decode()}') AS BLOB)"


@compiles(_Packed, "postgresql")
def _aggregated(element: _Packed, compiler: Any, **_options: object) -> str:
    return f"convert_to(string_agg({compiler.process(element.clauses)}, '{_BETWEEN.decode()}'), 'UTF8')"


_ENTIRE = (
    cast(_ENTRY.c.id + literal(_IDS, BigInteger), String)
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


class Sayings:
    """What the journal says of many tickets."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def newest(self) -> int:
        """The id of the newest entry there is: what comes later is not there for `of`."""
        return self._transaction.value(_NEWEST, {}) or 0

    def heads(self, site: int, first: datetime, last: datetime) -> Iterator[list[Headed]]:
        """The tickets that were reported from `first` to before `last`, in that order, some at a time."""
        return heads(self._transaction, site, first, last)

    def of(self, tickets: Iterable[int], newest: int) -> Iterator[Told]:
        """A ticket's id, and its entries in the order in which they were written, each as a text.

        It has the hour of UTC at `HOUR` and the rest to the second at `PAST_HOUR`, the same by minutes, and
        from `SAYS` on what it says.
        """
        for ticket, entries in self._transaction.plain_among(_told, tickets, newest=newest):
            yield ticket, sorted(entries.split(_BETWEEN))


def essence(entry: bytes) -> bytes:
    """What it says, without its moment and the promises that it kept: equal where somebody reads the same."""
    return entry[entry.index(_KEPT, SAYS) :] if entry.startswith(PROMISES, SAYS) else entry[SAYS:]


def saying(said: bytes) -> Saying:
    """An essence taken apart."""
    found = _SAID.fullmatch(said.removeprefix(_KEPT).decode())
    assert found is not None  # noqa: S101  # `_ENTIRE` is no other
    facts, kind, actor, audience = found.groups()
    if not facts.startswith("{"):
        facts = "{" + facts.removeprefix(",")
    return Saying(kind, audience, None if actor == "-" else int(actor), facts)


def entry(said: Saying, at: datetime) -> Entry:
    """The entry that says this, at a moment."""
    return Entry(
        kind=said.kind,
        at=at,
        actor=said.actor,
        audience=_AUDIENCES[said.audience],
        facts=decode_facts(_json(said.facts)[0]),
    )


def parted(said: bytes) -> tuple[bytes, list[bytes]]:
    """An essence with gaps where it has texts, and these: entries of one kind differ in little else."""
    if _AT in said or _NOTICE in said:
        return said, []
    parts = _TEXT.split(said)
    texts = parts[2::3]
    del parts[2::3]
    return b"".join(parts), texts


def with_texts(said: bytes, texts: Iterable[bytes]) -> bytes:
    """The same with these in the places of those that `parted` gives; they are as JSON has them."""
    others = iter(texts)
    return _TEXT.sub(lambda found: found[1] + next(others), said)
