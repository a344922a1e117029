"""Incidents: emergencies that are dealt with by a playbook, the steps done, the reports gathered."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, text, update

from desk.incidents import Incident, Item, Report
from desk.notices import Word
from desk.people import Role
from desk.reading import Place
from storage import incident_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_INCIDENT = tables.table(incident_tables.Incident)
_STEP = tables.table(incident_tables.IncidentStep)
_REPORT = tables.table(incident_tables.Gathered)

_PLAIN = (
    "kind drill public opened_at unmanned cleared_at cleared_by reason visit_due next_at rung "
    "visited_at visited_by"
).split()
_IDS = {"site": "site_id", "ticket": "ticket_id"}
_PLACE = {"building": "building", "unit": "unit", "room": "door"}
_COLUMNS = [*_PLAIN, *_IDS.values(), *_PLACE.values(), "reviser"]
_ITEM = "n required due_at next_at rung done_at done_by".split()
_ITEM_COLUMNS = ["incident_id", "words", "keyed", "role", *_ITEM]
_REPORT_COLUMNS = ["incident_id", "person_id", "at", "words", "split_to"]
_OWED, _ACTIVE = text(incident_tables.OWED), text(incident_tables.ACTIVE)

_ADD = Statement(insertion(_INCIDENT, *_COLUMNS).returning(_INCIDENT.c.id))
_SAVE = Statement(
    update(_INCIDENT).where(_INCIDENT.c.id == given("key")).values({name: given(name) for name in _COLUMNS})
)
_GET = Statement(select(_INCIDENT).where(_INCIDENT.c.id == given("key")), lock="wait")
_OF = Statement(select(_INCIDENT).where(_INCIDENT.c.ticket_id == given("ticket")), lock="wait")
_ACTIVE_AT = Statement(
    select(_INCIDENT).where(_INCIDENT.c.site_id == given("site"), _ACTIVE).order_by(_INCIDENT.c.id)
)
_ADD_STEP = Statement(insertion(_STEP, *_ITEM_COLUMNS))
_SAVE_STEP = Statement(
    update(_STEP)
    .where(_STEP.c.incident_id == given("incident"), _STEP.c.n == given("number"))
    .values({name: given(name) for name in _ITEM if name != "n"})
)
_STEPS = Statement(select(_STEP).where(_STEP.c.incident_id == given("incident")).order_by(_STEP.c.n))
_ADD_REPORT = Statement(insertion(_REPORT, *_REPORT_COLUMNS))
_SPLIT = Statement(update(_REPORT).where(_REPORT.c.id == given("key")).values(split_to=given("split_to")))
_REPORTS = Statement(select(_REPORT).where(_REPORT.c.incident_id == given("incident")).order_by(_REPORT.c.id))


def _due(table: Any) -> Select[Any]:
    return select(table).where(_OWED, table.c.next_at <= given("now")).order_by(table.c.next_at, table.c.id)


_DUE_STEPS = Statement(_due(_STEP).limit(given("most")), lock="skip")
_DUE_VISITS = Statement(_due(_INCIDENT).limit(given("most")), lock="skip")
_NEXT_STEP = Statement(select(_STEP.c.next_at).where(_OWED).order_by(_STEP.c.next_at).limit(1))
_NEXT_VISIT = Statement(select(_INCIDENT.c.next_at).where(_OWED).order_by(_INCIDENT.c.next_at).limit(1))


class Incidents:
    """Emergencies and drills, whatever became of them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def begin(self, incident: Incident, items: tuple[Item, ...]) -> Incident:
        """Keep a new one with its checklist; its id is given here."""
        (row,) = self._transaction.rows(_ADD, _columns(incident))
        begun = Incident(**{**vars(incident), "id": row["id"]})
        for item in items:
            self._transaction.run(_ADD_STEP, _item_columns(item, begun.id))
        return begun

    def save(self, incident: Incident) -> None:
        """Keep it as it is now."""
        self._transaction.run(_SAVE, {"key": incident.id, **_columns(incident)})

    def get(self, key: int) -> Incident:
        """The incident with that id, locked until the commit where the database can."""
        (row,) = self._transaction.rows(_GET, {"key": key})
        return _incident(row)

    def of(self, ticket: int) -> Incident | None:
        """The ticket's incident, locked likewise."""
        row = self._transaction.row(_OF, {"ticket": ticket})
        return _incident(row) if row else None

    def active(self, site: int) -> list[Incident]:
        """The site's incidents and drills that are not over, the oldest first."""
        return [_incident(row) for row in self._transaction.rows(_ACTIVE_AT, {"site": site})]

    def items(self, incident: int) -> list[Item]:
        """The checklist, in order."""
        return [_item(row) for row in self._transaction.rows(_STEPS, {"incident": incident})]

    def save_item(self, item: Item) -> None:
        """Keep a step as it is now."""
        where: Row = {"incident": item.incident, "number": item.n}
        self._transaction.run(_SAVE_STEP, {**where, **_item_columns(item, item.incident)})

    def gather(self, report: Report) -> None:
        """Keep a later report."""
        self._transaction.run(_ADD_REPORT, _report_columns(report))

    def split(self, report: Report, ticket: int) -> None:
        """The report was of another matter, which has that ticket now."""
        self._transaction.run(_SPLIT, {"key": report.id, "split_to": ticket})

    def reports(self, incident: int) -> list[Report]:
        """The later reports, the oldest first."""
        return [_report(row) for row in self._transaction.rows(_REPORTS, {"incident": incident})]

    def due_items(self, now: datetime, limit: int) -> list[Item]:
        """Steps of which somebody is to be reminded, each locked for this unit."""
        return [_item(row) for row in self._transaction.rows(_DUE_STEPS, {"now": now, "most": limit})]

    def due_visits(self, now: datetime, limit: int) -> list[Incident]:
        """Incidents of whose revisit somebody is to be reminded, likewise."""
        return [_incident(row) for row in self._transaction.rows(_DUE_VISITS, {"now": now, "most": limit})]

    def next_at(self) -> datetime | None:
        """When somebody is to be reminded next."""
        moments = [self._transaction.value(one, {}) for one in (_NEXT_STEP, _NEXT_VISIT)]
        return min((moment for moment in moments if moment), default=None)


def _columns(incident: Incident) -> Row:
    columns: Row = {name: getattr(incident, name) for name in _PLAIN}
    columns |= {column: getattr(incident, name) for name, column in _IDS.items()}
    columns |= {column: getattr(incident.place, name) for name, column in _PLACE.items()}
    return columns | {"reviser": incident.reviser and incident.reviser.value}


def _incident(row: Row) -> Incident:
    return Incident(
        id=row["id"],
        place=Place(**{name: row[column] for name, column in _PLACE.items()}),
        reviser=Role(row["reviser"]) if row["reviser"] else None,
        **{name: row[name] for name in _PLAIN},
        **{name: row[column] for name, column in _IDS.items()},
    )


def _item_columns(item: Item, incident: int) -> Row:
    keyed = isinstance(item.words, Word)
    words = item.words.key if isinstance(item.words, Word) else item.words
    plain: Row = {name: getattr(item, name) for name in _ITEM}
    return plain | {"incident_id": incident, "words": words, "keyed": keyed, "role": item.role.value}


def _item(row: Row) -> Item:
    words = Word(row["words"]) if row["keyed"] else row["words"]
    plain = {name: row[name] for name in _ITEM}
    return Item(incident=row["incident_id"], words=words, role=Role(row["role"]), **plain)


def _report_columns(report: Report) -> Row:
    plain: Row = {"at": report.at, "words": report.words, "split_to": report.split_to}
    return plain | {"incident_id": report.incident, "person_id": report.person}


def _report(row: Row) -> Report:
    return Report(
        id=row["id"],
        incident=row["incident_id"],
        person=row["person_id"],
        at=row["at"],
        words=row["words"],
        split_to=row["split_to"],
    )
