"""Revisits: which finished matters were drawn, each attempt, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, exists, func, literal, select, update

from desk.sampling import Meter
from storage import care_tables, tables
from storage.sites import Sites
from storage.statements import Row, Statement, Transaction, given, insertion

_DRAW = tables.table(care_tables.Draw)
_VISIT = tables.table(care_tables.Visit)
_DRAWN = ("month", "rule", "place", "share", "seed", "drawn", "exempt", "at")
_ADD_DRAW = Statement(insertion(_DRAW, "ticket_id", "site_id", *_DRAWN))
_DRAW_OF = Statement(select(_DRAW).where(_DRAW.c.ticket_id == given("ticket")))
_STRATUM = (_DRAW.c.site_id == given("site"), _DRAW.c.month == given("of_month"))
_PLACES = Statement(select(func.count().label("places")).where(*_STRATUM, _DRAW.c.rule == given("of_rule")))
_EXCUSE = Statement(update(_DRAW).where(_DRAW.c.ticket_id == given("ticket")).values(exempt=given("reason")))
_DONE = _VISIT.c.state == literal("done")
_VISITED = exists().where(_VISIT.c.ticket_id == _DRAW.c.ticket_id, _DONE)
_MONTH = Statement(
    select(
        _DRAW.c.rule,
        func.max(_DRAW.c.share).label("share"),
        func.count().label("finished"),
        func.count(_DRAW.c.exempt).label("exempt"),
        func.sum(case((_VISITED, literal(1)), else_=literal(0))).label("visited"),
    )
    .where(*_STRATUM)
    .group_by(_DRAW.c.rule)
    .order_by(_DRAW.c.rule)
)
_SPARE = Statement(
    select(_DRAW.c.ticket_id)
    .where(*_STRATUM, _DRAW.c.exempt.is_(None))
    .where(~_VISITED)
    .order_by(_DRAW.c.drawn.desc(), _DRAW.c.ticket_id)
)
_ANSWERS = ("mode", "state", "attitude", "outcome", "at", "opinion", "reviewed_at")
_IDS = {
    "ticket": "ticket_id",
    "site": "site_id",
    "person": "person_id",
    "signed_by": "signed_by",
    "photo": "photo_id",
    "reviewed_by": "reviewed_by",
}
_COLUMNS = (*_ANSWERS, *_IDS.values())
_ADD = Statement(insertion(_VISIT, *_COLUMNS).returning(_VISIT.c.id))
_SAVE = Statement(
    update(_VISIT).where(_VISIT.c.id == given("key")).values({name: given(name) for name in _COLUMNS})
)
_GET = Statement(select(_VISIT).where(_VISIT.c.id == given("key")))
_OF = Statement(select(_VISIT).where(_VISIT.c.ticket_id == given("ticket")).order_by(_VISIT.c.id))
_UNREVIEWED = Statement(
    select(_VISIT)
    .where(_VISIT.c.site_id == given("site"), _DONE, _VISIT.c.reviewed_at.is_(None))
    .order_by(_VISIT.c.id)
)


@dataclass(frozen=True, kw_only=True)
class Draw:
    """Whether a finished matter is to be revisited, and how that was decided."""

    ticket: int
    site: int
    month: str
    rule: str
    place: int
    share: int
    seed: str
    drawn: bool
    exempt: str | None = None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One attempt."""

    id: int = 0
    ticket: int
    site: int
    person: int  # who revisits
    mode: str
    state: str  # asking | signing | done | unreached
    attitude: int | None = None
    outcome: int | None = None
    at: datetime
    signed_by: int | None = None
    photo: int | None = None
    reviewed_by: int | None = None
    reviewed_at: datetime | None = None
    opinion: str | None = None


class Revisits:
    """The draw, the attempts, the month."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def draw(self, draw: Draw) -> None:
        """Keep how it was decided; once for a ticket."""
        columns = {name: getattr(draw, name) for name in _DRAWN}
        self._transaction.run(_ADD_DRAW, {"ticket_id": draw.ticket, "site_id": draw.site, **columns})

    def draw_of(self, ticket: int) -> Draw | None:
        """How it was decided for a ticket."""
        row = self._transaction.row(_DRAW_OF, {"ticket": ticket})
        if row is None:
            return None
        return Draw(ticket=ticket, site=row["site_id"], **{name: row[name] for name in _DRAWN})

    def places(self, site: int, month: str, rule: str) -> int:
        """How many of a rule were finished in the month so far; nobody else counts until the commit."""
        Sites(self._transaction).hold(site)
        return int(self._transaction.value(_PLACES, {"site": site, "of_month": month, "of_rule": rule}))

    def excuse(self, ticket: int, reason: str) -> None:
        """Nobody is asked, for that reason."""
        self._transaction.run(_EXCUSE, {"ticket": ticket, "reason": reason})

    def month(self, site: int, month: str) -> list[Meter]:
        """How far each rule of that month has come."""
        rows = self._transaction.rows(_MONTH, {"site": site, "of_month": month})
        names = ("rule", "share", "finished", "exempt", "visited")
        return [Meter(**{name: row[name] for name in names}) for row in rows]

    def spare(self, site: int, month: str) -> list[int]:
        """What was finished that month, not revisited and not exempt; what was drawn comes first."""
        return [row["ticket_id"] for row in self._transaction.rows(_SPARE, {"site": site, "of_month": month})]

    def add(self, visit: Visit) -> Visit:
        """Keep an attempt; its id is given here."""
        (row,) = self._transaction.rows(_ADD, _columns(visit))
        return Visit(**{**vars(visit), "id": row["id"]})

    def save(self, visit: Visit) -> None:
        """Keep what became of it."""
        self._transaction.run(_SAVE, {"key": visit.id, **_columns(visit)})

    def get(self, key: int) -> Visit | None:
        """The attempt with that id."""
        row = self._transaction.row(_GET, {"key": key})
        return visit_of(row) if row else None

    def of(self, ticket: int) -> list[Visit]:
        """Every attempt on a ticket, oldest first."""
        return [visit_of(row) for row in self._transaction.rows(_OF, {"ticket": ticket})]

    def unreviewed(self, site: int) -> list[Visit]:
        """What was answered and no head has looked at yet, oldest first (S2-107)."""
        return [visit_of(row) for row in self._transaction.rows(_UNREVIEWED, {"site": site})]


def _columns(visit: Visit) -> Row:
    plain = {name: getattr(visit, name) for name in _ANSWERS}
    return plain | {column: getattr(visit, name) for name, column in _IDS.items()}


def visit_of(row: Row) -> Visit:
    """The attempt of a row."""
    ids = {name: row[column] for name, column in _IDS.items()}
    return Visit(id=row["id"], **ids, **{name: row[name] for name in _ANSWERS})
