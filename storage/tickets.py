"""Tickets (工单)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import String, cast, delete, func, literal, or_, select, update

from desk.people import household
from desk.reading import Category
from desk.ticket import ENDED, UNFINISHED, Status, Ticket, is_discreet
from storage import incident_tables, mapping, tables
from storage.households import renumbered
from storage.sites import Sites
from storage.statements import Row, Statement, Transaction, given, insertion, keys_in

_TICKET = tables.table(tables.Ticket)
_REPORTER = tables.table(tables.Reporter)
_PERSON = tables.table(tables.Person)
_INCIDENT = tables.table(incident_tables.Incident)
_EMERGENCY = Category.EMERGENCIES.value
_MADE_OF = (_TICKET, _REPORTER, _PERSON, _INCIDENT)
_WHOLE = frozenset(table.name for table in _MADE_OF)  # what a `Ticket` is made of
_KEYS = 2**31  # PostgreSQL's INTEGER ends here; a forged button's number may not

_UNFINISHED = _TICKET.c.status.in_([literal(status.value) for status in sorted(UNFINISHED)])
_UNENDED = _TICKET.c.status.in_([literal(status.value) for status in Status if status not in ENDED])
_OF_SITE = select(_TICKET).where(_TICKET.c.site_id == given("site")).order_by(_TICKET.c.id)
_JOINED = select(_TICKET).join(_REPORTER, _REPORTER.c.ticket_id == _TICKET.c.id)
_REPORTED = _JOINED.where(_REPORTER.c.person_id == given("person")).order_by(_TICKET.c.id.desc())

_CREATE = Statement(insertion(_TICKET, *mapping.TICKET_COLUMNS).returning(_TICKET.c.id))
_SAVE = Statement(
    update(_TICKET)
    .where(_TICKET.c.id == given("key"))
    .values({name: given(name) for name in mapping.TICKET_COLUMNS})
)
_GET = Statement(select(_TICKET).where(_TICKET.c.id == given("key")), lock="wait")
_NUMBERED = Statement(
    select(_TICKET).where(_TICKET.c.site_id == given("site"), _TICKET.c.number == given("number")),
    lock="wait",
)
_LATEST_OF = Statement(
    select(_TICKET)
    .where(_TICKET.c.reporter_id == given("person"), _TICKET.c.last_line_at >= given("since"))
    .order_by(_TICKET.c.last_line_at.desc())
    .limit(1),
    lock="wait",
)
_REPORTED_BY = Statement(_REPORTED)
_REPORTED_UNENDED = Statement(_REPORTED.where(_UNENDED))
_OWNED_BY = Statement(
    select(_TICKET).where(_TICKET.c.owner_id == given("person"), _UNFINISHED).order_by(_TICKET.c.id)
)
_OF = Statement(_OF_SITE)
_ACCUSED = Statement(
    select(_TICKET.c.accused).where(
        _TICKET.c.site_id == given("site"),
        _TICKET.c.opened_at >= given("first"),
        _TICKET.c.opened_at < given("last"),
        cast(_TICKET.c.accused, String) != literal("[]"),
    )
)
_PROVEN = Statement(
    _OF_SITE.where(
        _TICKET.c.verdict == literal("proven"),
        _TICKET.c.opened_at >= given("first"),
        _TICKET.c.opened_at < given("last"),
    )
)
_UNENDED_OF = Statement(_OF_SITE.where(_UNENDED))
_LEFT = Statement(
    _OF_SITE.where(_UNFINISHED, _TICKET.c.opened_at >= given("first"), _TICKET.c.opened_at < given("last"))
)
_GIVE = Statement(
    update(_TICKET).where(_TICKET.c.owner_id == given("before")).values(owner_id=given("after"))
)
_GIVE_DONE = Statement(
    update(_TICKET).where(_TICKET.c.done_by == given("before")).values(done_by=given("after"))
)
_LOAD = Statement(
    select(_TICKET.c.owner_id, func.count().label("tickets"))
    .where(_TICKET.c.site_id == given("site"), _UNFINISHED, _TICKET.c.owner_id.is_not(None))
    .group_by(_TICKET.c.owner_id)
)
_JOIN = Statement(insertion(_REPORTER, "ticket_id", "person_id", "place", "home"))
_SET_HOME = Statement(
    update(_REPORTER)
    .where(_REPORTER.c.ticket_id == given("ticket"), _REPORTER.c.person_id == given("person"))
    .values(home=given("number"))
)
_LEAVE = Statement(
    delete(_REPORTER).where(
        _REPORTER.c.ticket_id == given("ticket"), _REPORTER.c.person_id == given("person")
    )
)
_TOPICS = 4  # more are not akin
_ALIKE = (
    select(_TICKET)
    .where(
        _TICKET.c.site_id == given("site"),
        _TICKET.c.topic.in_(keys_in(_TOPICS)),
        _TICKET.c.opened_at >= given("since"),
        _TICKET.c.status.not_in([literal(Status.DISMISSED.value), literal(Status.MERGED.value)]),
        or_(_UNENDED, _TICKET.c.reporter_id == given("person")),
    )
    .order_by(_TICKET.c.opened_at.desc(), _TICKET.c.id.desc())
    .limit(given("most"))
)
_ALIKE_ANYWHERE = Statement(_ALIKE)
_ALIKE_THERE = Statement(
    _ALIKE.where(or_(_TICKET.c.building.is_(None), _TICKET.c.building == given("building")))
)


@cache
def _reporters(size: int) -> Statement:
    named = (_PERSON.c.building, _PERSON.c.unit, _PERSON.c.room)
    found = select(_REPORTER, *named).join(_PERSON, _PERSON.c.id == _REPORTER.c.person_id)
    found = found.where(_REPORTER.c.ticket_id.in_(keys_in(size)))
    return Statement(found.order_by(_REPORTER.c.ticket_id, _REPORTER.c.place, _REPORTER.c.person_id))


@cache
def _seen(size: int) -> Statement:
    return Statement(select(_TICKET).where(_TICKET.c.id.in_(keys_in(size))))


@cache
def _over(size: int) -> Statement:
    found = select(_INCIDENT.c.ticket_id).where(_INCIDENT.c.ticket_id.in_(keys_in(size)))
    return Statement(found.where(_INCIDENT.c.cleared_at.is_not(None)))


class Tickets:
    """Every matter, whatever became of it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def create(self, draft: Ticket) -> Ticket:
        """Keep a new ticket: its id and its number are given here."""
        number = Sites(self._transaction).next_number(draft.site)
        (row,) = self._transaction.rows(_CREATE, {**mapping.ticket_columns(draft), "number": number})
        created = replace(draft, id=row["id"], number=number)
        self._join(created.id, created.reporters, 0)
        self._number_homes(created)
        return created

    def save(self, ticket: Ticket) -> None:
        """Keep the ticket as it is now; reporters can only be added."""
        self._transaction.run(_SAVE, {"key": ticket.id, **mapping.ticket_columns(ticket)})
        known = self._reporters([ticket.id], locked=True)[0][ticket.id]
        new = [one for one in ticket.reporters if one not in known]
        self._join(ticket.id, new, len(known))
        if new or not ticket.ended:
            self._number_homes(ticket)

    def get(self, key: int) -> Ticket | None:
        """The ticket with that id, locked until the commit where the database can."""
        if not 0 < key < _KEYS:
            return None
        return self._transaction.once(_WHOLE, key, lambda: self._one(_GET, {"key": key}, locked=True))

    def seen(self, key: int) -> Ticket | None:
        """The ticket with that id as it stands, not locked: to be shown only."""
        return next(iter(self.all_seen([key])), None)

    def all_seen(self, keys: Iterable[int]) -> list[Ticket]:
        """Those with these ids, likewise, in this order."""
        wanted = list(keys)
        found = {one.id: one for one in self._tickets(self._transaction.among(_seen, wanted))}
        return [found[key] for key in wanted if key in found]

    def numbered(self, site: int, number: int) -> Ticket | None:
        """The site's ticket #number, locked likewise."""
        return self._one(_NUMBERED, {"site": site, "number": number}) if 0 < number < _KEYS else None

    def latest_of(self, person: int, since: datetime) -> Ticket | None:
        """The ticket to which this first reporter last added a line, not before `since`; locked likewise."""
        return self._one(_LATEST_OF, {"person": person, "since": since})

    def reported_by(self, person: int, *, unended: bool = False) -> list[Ticket]:
        """The tickets that a person reported or joined, the newest first."""
        return self._many(_REPORTED_UNENDED if unended else _REPORTED_BY, {"person": person})

    def owned_by(self, person: int) -> list[Ticket]:
        """The unfinished tickets that a person is responsible for."""
        return self._many(_OWNED_BY, {"person": person})

    def of(self, site: int) -> list[Ticket]:
        """Every ticket of a site."""
        return self._many(_OF, {"site": site})

    def accused(self, site: int, first: datetime, last: datetime) -> set[int]:
        """Who is complained of in what was reported from `first` to before `last`."""
        values = {"site": site, "first": first, "last": last}
        return {person for row in self._transaction.rows(_ACCUSED, values) for person in row["accused"]}

    def proven(self, site: int, first: datetime, last: datetime) -> list[Ticket]:
        """The site's proven complaints that were opened from `first` to before `last`."""
        return self._many(_PROVEN, {"site": site, "first": first, "last": last})

    def unended(self, site: int) -> list[Ticket]:
        """The site's tickets with which something can still happen."""
        return self._many(_UNENDED_OF, {"site": site})

    def left(self, site: int, first: datetime, last: datetime) -> list[Ticket]:
        """The site's unfinished tickets that were opened from `first` to before `last`."""
        return self._many(_LEFT, {"site": site, "first": first, "last": last})

    def alike(self, like: Ticket, topics: Collection[str], since: datetime, limit: int) -> list[Ticket]:
        """The newest tickets of its site of these topics (up to four), opened since then.

        Those that are over only where its reporter was the first to report them; none of another building
        than its own, none dismissed or merged.
        """
        named = sorted(topics)[:_TOPICS]
        keys = {f"key_{n}": topic for n, topic in enumerate(named + named[-1:] * (_TOPICS - len(named)))}
        where: Row = {**keys, "site": like.site, "person": like.reporter, "since": since, "most": limit}
        if like.place.building is None:
            return self._many(_ALIKE_ANYWHERE, where)
        return self._many(_ALIKE_THERE, {**where, "building": like.place.building})

    def leave(self, key: int, people: Iterable[int]) -> None:
        """These persons are no longer reporters of that ticket."""
        for person in people:
            self._transaction.run(_LEAVE, {"ticket": key, "person": person})

    def give(self, before: int, after: int) -> None:
        """All tickets of one person are another's: it was the same human all along."""
        for statement in (_GIVE, _GIVE_DONE):
            self._transaction.run(statement, {"before": before, "after": after})

    def load(self, site: int) -> dict[int, int]:
        """How many unfinished tickets each person of the site has, by person id."""
        return {row["owner_id"]: row["tickets"] for row in self._transaction.rows(_LOAD, {"site": site})}

    def _one(self, statement: Statement, values: Row, *, locked: bool = False) -> Ticket | None:
        return next(iter(self._tickets(self._transaction.rows(statement, values), locked=locked)), None)

    def _many(self, statement: Statement, values: Row) -> list[Ticket]:
        return self._tickets(self._transaction.rows(statement, values))

    def _tickets(self, rows: list[Row], *, locked: bool = False) -> list[Ticket]:
        reporters, homes = self._reporters([row["id"] for row in rows], locked=locked)
        sealed = [row for row in rows if is_discreet(row["topic"], row["accused"])]
        over = self._cleared([row["id"] for row in sealed if row["category"] == _EMERGENCY])
        found = [mapping.ticket(row, tuple(reporters[row["id"]]), homes[row["id"]]) for row in rows]
        return [replace(one, cleared=True) if one.id in over else one for one in found]

    def _cleared(self, keys: list[int]) -> set[int]:
        """Those of these emergencies that are over."""
        return {row["ticket_id"] for row in self._transaction.among(_over, keys)} if keys else set()

    def _reporters(
        self, keys: list[int], *, locked: bool
    ) -> tuple[dict[int, list[int]], dict[int, dict[int, str]]]:
        """Of each ticket the reporters, the first one first, and the homes of those whose home is known.

        Of tickets that are `locked` they are read once: nobody else adds any.
        """
        grouped: dict[int, list[int]] = {key: [] for key in keys}
        homes: dict[int, dict[int, str]] = {key: {} for key in keys}
        transaction = self._transaction
        rows = (
            transaction.once_among(_reporters, keys, "ticket_id")
            if locked
            else transaction.among(_reporters, keys)
        )
        for row in rows:
            grouped[row["ticket_id"]].append(row["person_id"])
            if home := household(row["building"], row["unit"], row["room"]):
                homes[row["ticket_id"]][row["person_id"]] = home
        return grouped, homes

    def _join(self, ticket: int, people: Iterable[int], first: int) -> None:
        for place, person in enumerate(people, first):
            joined = {"ticket_id": ticket, "person_id": person, "place": place, "home": place}
            self._transaction.run(_JOIN, joined)

    def _number_homes(self, ticket: Ticket) -> None:
        """Keep who shares a home, as it is known now; one reporter is one home."""
        if len(ticket.reporters) > 1:
            rows = self._transaction.once_among(_reporters, [ticket.id], "ticket_id")
            for person, number in renumbered(rows):
                self._transaction.run(_SET_HOME, {"ticket": ticket.id, "person": person, "number": number})
