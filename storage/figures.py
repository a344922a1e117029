"""What a month's figures are counted from, page by page: some tickets at a time, no query for each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import repeat
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import String, case, func, literal, null, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from desk.clocks import ClockKind
from desk.figures.facts import COUNTED, STEPS, Matter, Promise
from desk.kind import Kind
from desk.reading import Class
from desk.ticket import DRILL, Status, is_discreet
from storage import tables
from storage.households import HOUSEHOLDS, REPORTERS
from storage.ready import tuple_of
from storage.spans import span
from storage.statements import Row, Statement, Transaction, given, keys_in

_TICKET = tables.table(tables.Ticket)
_ENTRY = tables.table(tables.Entry)
_CLOCK = tables.table(tables.Clock)
_PERSON = tables.table(tables.Person)

PAGE = 1_000  # tickets in memory at a time

_PLACE = "building unit floor area owner_id source round".split()
READ = (
    _TICKET.c.id,
    _TICKET.c.opened_at,
    _TICKET.c.accused,
    _TICKET.c.number,
    _TICKET.c.status,
    _TICKET.c.kind,
    _TICKET.c.category,
    _TICKET.c["class"],
    _TICKET.c.topic,
    *(_TICKET.c[name] for name in _PLACE),
    REPORTERS,
    HOUSEHOLDS,
    _TICKET.c.keywords,
    _TICKET.c.attitude,
    _TICKET.c.outcome,
    case((_TICKET.c.anonymous, null()), else_=_TICKET.c.door).label("home"),
)
_PAGE_OF = span(*READ)
_COUNT = Statement(
    select(func.count()).where(
        _TICKET.c.site_id == given("site"),
        _TICKET.c.opened_at >= given("first"),
        _TICKET.c.opened_at < given("last"),
    )
)
_FINISHED = Statement(
    select(_TICKET.c.id)
    .where(
        _TICKET.c.site_id == given("site"),
        _TICKET.c.done_at >= given("first"),
        _TICKET.c.done_at < given("last"),
        _TICKET.c.status.not_in([literal(one.value) for one in (Status.DISMISSED, Status.MERGED)]),
        _TICKET.c.source != literal(DRILL),
    )
    .order_by(_TICKET.c.id)
)
_KINDS = {kind.value: kind for kind in COUNTED}
_NOTHING: frozenset[str] = frozenset()
_COUNTED = frozenset(COUNTED)
_CHANGED_BY_HAND = "corrected"  # by the desk itself it is no correction of the reader
_STATUSES, _KIND = {one.value: one for one in Status}, {one.value: one for one in Kind}
_CLASSES = {one.value: one for one in Class}
_ROLES = Statement(
    select(_PERSON.c.id, _PERSON.c.role).where(
        _PERSON.c.site_id == given("site"), _PERSON.c.role != "resident"
    )
)


class _Joined(FunctionElement[str]):
    """The texts of a group with commas between them."""

    type = String()
    inherit_cache = True


@compiles(_Joined, "sqlite")
def _concatenated(element: _Joined, compiler: Any, **_options: object) -> str:
    return f"group_concat({compiler.process(element.clauses)})"


@compiles(_Joined, "postgresql")
def _aggregated(element: _Joined, compiler: Any, **_options: object) -> str:
    return f"string_agg({compiler.process(element.clauses)}, ',')"


_UNTIL = (_CLOCK.c.due_at, _CLOCK.c.met_at, _CLOCK.c.paused_at, _CLOCK.c.cancelled_at)
_OWED = or_(_CLOCK.c.cancelled_at.is_(None), _CLOCK.c.cancelled_at > _CLOCK.c.due_at)  # Promise.counts


@cache
def _promises(size: int) -> Statement:
    counted = _CLOCK.c.kind.in_([literal(kind) for kind in _KINDS])
    kept = (_CLOCK.c.ticket_id.in_(keys_in(size)), _OWED, counted)
    return Statement(select(_CLOCK.c.ticket_id, _CLOCK.c.kind, *_UNTIL).where(*kept))


@cache
def _handed(size: int) -> Statement:
    """What somebody accepted or is to: with its beginning, which a month needs of no promise."""
    columns = (_CLOCK.c.ticket_id, *_UNTIL, _CLOCK.c.started_at)
    accepted = _CLOCK.c.kind == literal(ClockKind.ACCEPT.value)
    return Statement(select(*columns).where(_CLOCK.c.ticket_id.in_(keys_in(size)), _OWED, accepted))


@cache
def _steps(size: int) -> Statement:
    """One row a ticket: the kinds of its entries, as an index has them in order."""
    found = select(_ENTRY.c.ticket_id, _Joined(_ENTRY.c.kind).label("kinds"))
    by_hand = or_(_ENTRY.c.kind != _CHANGED_BY_HAND, _ENTRY.c.actor_id.is_not(None))
    wanted = (_ENTRY.c.ticket_id.in_(keys_in(size)), by_hand)
    return Statement(found.where(*wanted).group_by(_ENTRY.c.ticket_id))


@lru_cache(maxsize=10_000)  # most tickets have one of a few lives
def _named(kinds: str) -> frozenset[str]:
    return frozenset(STEPS).intersection(kinds.split(","))


class Figures:
    """The tickets of a span of time, as figures see them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def count(self, site: int, first: datetime, last: datetime) -> int:
        """How many tickets were reported from `first` to before `last`."""
        return int(self._transaction.value(_COUNT, {"site": site, "first": first, "last": last}))

    def finished(self, site: int, first: datetime, last: datetime) -> list[int]:
        """The ids of the matters that were finished from `first` to before `last`."""
        rows = self._transaction.rows(_FINISHED, {"site": site, "first": first, "last": last})
        return [row["id"] for row in rows]

    def pages(
        self,
        site: int,
        first: datetime,
        last: datetime,
        zone: ZoneInfo,
        told_from: datetime,
        *,
        handed: bool = False,
    ) -> Iterator[list[Matter]]:
        """Those tickets in the order in which they were reported; their moments in `zone`.

        What their journal says is looked up for those reported at or after `told_from`; `handed`: of their
        promises only when they were to be accepted.
        """
        values: Row = {"site": site, "after": first, "last": last, "key": 0, "most": PAGE}
        while columns := self._transaction.columns(_PAGE_OF, values):
            yield self._matters(columns, zone, told_from, self._handed if handed else self._promised)
            keys, opened, *_ = columns
            if len(keys) < PAGE:
                return
            values |= {"key": keys[-1], "after": opened[-1]}

    def matters(self, tickets: Any, clocks: Iterable[Iterable[Promise]], zone: ZoneInfo) -> list[Matter]:
        """The same of tickets that were read to be filed: a `Filed` of columns; `clocks`: of each ticket."""
        promises = [tuple([one for one in some if one.kind in _COUNTED and one.counts]) for some in clocks]
        return self._made(tickets[: len(READ)], zone, promises, tickets.id)

    def departments(self, site: int) -> dict[int, str]:
        """The role of each member of staff, also of those who have left."""
        return {row["id"]: row["role"] for row in self._transaction.rows(_ROLES, {"site": site})}

    def _promised(self, keys: Sequence[int]) -> dict[int, list[Promise]]:
        found: defaultdict[int, list[Promise]] = defaultdict(list)
        for ticket, kind, *until in self._transaction.plain_among(_promises, keys):
            found[ticket].append(Promise(_KINDS[kind], *until))
        return found

    def _handed(self, keys: Sequence[int]) -> dict[int, list[Promise]]:
        found: defaultdict[int, list[Promise]] = defaultdict(list)
        for ticket, *until in self._transaction.plain_among(_handed, keys):
            found[ticket].append(Promise(ClockKind.ACCEPT, *until))
        return found

    def _matters(
        self,
        read: Sequence[Sequence[Any]],
        zone: ZoneInfo,
        told_from: datetime,
        promised: Callable[[Sequence[int]], Mapping[int, Iterable[Promise]]],
    ) -> list[Matter]:
        keys, opened, *_ = read
        promises = promised(keys)
        told = [key for key, at in zip(keys, opened, strict=True) if at >= told_from]
        return self._made(read, zone, [tuple(promises.get(key, ())) for key in keys], told)

    def _made(
        self,
        read: Sequence[Sequence[Any]],
        zone: ZoneInfo,
        promises: Iterable[tuple[Promise, ...]],
        told: Iterable[int],
    ) -> list[Matter]:
        """Of the columns READ; `told`: whose journal is looked at."""
        steps = {ticket: _named(kinds) for ticket, kinds in self._transaction.plain_among(_steps, told)}
        keys, opened, accused, numbers, statuses, kinds, categories, classes, topics, *more = read
        *places, keywords, attitudes, outcomes, homes = more
        discreet = list(map(is_discreet, topics, accused))
        columns: tuple[Iterable[Any], ...] = (
            numbers,
            [at.astimezone(zone) for at in opened],
            map(_STATUSES.__getitem__, statuses),
            map(_KIND.__getitem__, kinds),
            categories,
            map(_CLASSES.__getitem__, classes),
            topics,
            *places,
            map(tuple, keywords),
            discreet,
            map(bool, accused),
            attitudes,
            outcomes,
            promises,
            [steps.get(key, _NOTHING) for key in keys],
            [None if one else home for one, home in zip(discreet, homes, strict=True)],
        )
        return list(map(tuple_of, repeat(Matter), zip(*columns, strict=True)))
