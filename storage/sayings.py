"""The journal of very many tickets as texts: what equal entries say is one text, and is decoded once."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import String, Text, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from desk.journal import Audience, Entry
from storage import tables
from storage.facts import decode_facts
from storage.statements import Statement, Transaction, given, keys_in

_ENTRY = tables.table(tables.Entry)
_AUDIENCES = {one.value: one for one in Audience}
_json = json.JSONDecoder().raw_decode
_MARK = "\x1f"  # between the parts of a text; JSON never has it bare
_PROMISES = '"kept":['  # in JSON a quotation mark within somebody's words has a backslash before it


class _Second(FunctionElement[str]):
    """A moment in UTC as "2026-10-31 22:59:59"."""

    type = String()
    inherit_cache = True


@compiles(_Second, "sqlite")
def _cut(element: _Second, compiler: Any, **_options: object) -> str:
    return f"substr({compiler.process(element.clauses)}, 1, 19)"


@compiles(_Second, "postgresql")
def _formed(element: _Second, compiler: Any, **_options: object) -> str:
    return f"to_char({compiler.process(element.clauses)} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"


_ACTOR = func.coalesce(cast(_ENTRY.c.actor_id, String), "")
_SAID = _ENTRY.c.kind + _MARK + _ENTRY.c.audience + _MARK + _ACTOR + _MARK + cast(_ENTRY.c.facts, Text)
_NEWEST = Statement(select(func.max(_ENTRY.c.id)))


@cache
def _told(size: int) -> Statement:
    found = select(_ENTRY.c.ticket_id, _Second(_ENTRY.c.at).label("at"), _SAID.label("said"))
    found = found.where(_ENTRY.c.ticket_id.in_(keys_in(size)), _ENTRY.c.id <= given("newest"))
    return Statement(found.order_by(_ENTRY.c.ticket_id, _ENTRY.c.id))


class Sayings:
    """What the journal says of many tickets."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def newest(self) -> int:
        """The id of the newest entry there is: what comes later is not there for `of`."""
        return self._transaction.value(_NEWEST, {}) or 0

    def of(self, tickets: Iterable[int], newest: int) -> Iterator[tuple[int, str, str]]:
        """The ticket's id, the moment in UTC to the second, and what is said, ticket by ticket."""
        found: Iterator[Any] = self._transaction.plain_among(_told, tickets, newest=newest)
        return found


def essence(said: str) -> str:
    """What somebody reads of it: without the promises that it kept."""
    begin = said.find(_PROMISES)
    return said if begin < 0 else said[:begin] + said[said.index("]", begin) :]


def entry(at: str, said: str) -> Entry:
    """The entry that this was made of, at that moment to the second."""
    kind, audience, actor, facts = said.split(_MARK, 3)
    return Entry(
        kind=kind,
        at=datetime.fromisoformat(at + "+00:00"),
        actor=int(actor) if actor else None,
        audience=_AUDIENCES[audience],
        facts=decode_facts(_json(facts)[0]),
    )
