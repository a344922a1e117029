"""The journal of very many tickets as texts: what equal entries say is one text, and is decoded once."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import String, Text, cast, func, select
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
PROMISES = '{"kept":['  # where an entry kept some they stand before its other facts
# In JSON a quotation mark within somebody's words has a backslash before it. What is marked by $ is no text.
_TEXT = re.compile(r'("[a-z_]+":")([^"\\]+)(?=")')
_AT, _NOTICE = '{"$at"', '{"$notice"'  # facts with texts that are nobody's words


class Saying(NamedTuple):
    """What an entry says, without its moment and the promises that it kept."""

    kind: str
    audience: str
    actor: int | None
    facts: str  # JSON, as it is stored


Gapped: TypeAlias = tuple[str, str, int | None, str]  # a `Saying`, or one with gaps
Told: TypeAlias = tuple[int, str, str, str, int | None, str]


class _Moment(FunctionElement[str]):
    """A moment in UTC as a text that begins like "2026-10-31 22:59:59"."""

    type = String()
    inherit_cache = True


@compiles(_Moment, "sqlite")
def _stored(element: _Moment, compiler: Any, **_options: object) -> str:
    return str(compiler.process(element.clauses))


@compiles(_Moment, "postgresql")
def _formed(element: _Moment, compiler: Any, **_options: object) -> str:
    return f"to_char({compiler.process(element.clauses)} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"


_SAID = (_ENTRY.c.kind, _ENTRY.c.audience, _ENTRY.c.actor_id, cast(_ENTRY.c.facts, Text).label("facts"))
_NEWEST = Statement(select(func.max(_ENTRY.c.id)))


@cache
def _told(size: int) -> Statement:
    """In the order in which they were written: rows that lie side by side are read in one go."""
    wanted = select(_ENTRY.c.id).where(_ENTRY.c.ticket_id.in_(keys_in(size)), _ENTRY.c.id <= given("newest"))
    found = select(_ENTRY.c.ticket_id, _Moment(_ENTRY.c.at).label("at"), *_SAID)
    return Statement(found.where(_ENTRY.c.id.in_(wanted)).order_by(_ENTRY.c.id))


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
        """The ticket's id, the moment in UTC, and what `Saying` has, each ticket's in the order of time.

        The facts are those that are stored: `essence` has them without promises.
        """
        found: Iterator[Any] = self._transaction.plain_among(_told, tickets, newest=newest)
        return found


def essence(facts: str) -> str:
    """What somebody reads of them: without the promises that were kept."""
    if not facts.startswith(PROMISES):
        return facts
    return "{" + (facts[facts.index("]") + 2 :] or "}")


def entry(said: Saying, at: datetime) -> Entry:
    """The entry that says this, at a moment."""
    return Entry(
        kind=said.kind,
        at=at,
        actor=said.actor,
        audience=_AUDIENCES[said.audience],
        facts=decode_facts(_json(said.facts)[0]),
    )


def parted(said: Saying) -> tuple[Gapped, list[str]]:
    """The same with gaps where it has texts, and these: entries of one kind differ in little else."""
    kind, audience, actor, facts = said
    if _AT in facts or _NOTICE in facts:
        return said, []
    parts = _TEXT.split(facts)
    texts = parts[2::3]
    del parts[2::3]
    return (kind, audience, actor, "".join(parts)), texts


def with_texts(said: Saying, texts: Iterable[str]) -> Saying:
    """The same with these in the places of those that `parted` gives; they are as JSON has them."""
    others = iter(texts)
    return said._replace(facts=_TEXT.sub(lambda found: found[1] + next(others), said.facts))
