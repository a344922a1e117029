"""Public notices (公告), and the reports that they answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select, text, update

from desk.bulletins import Bulletin
from storage import matter_tables, tables
from storage.sites import Sites
from storage.statements import Row, Statement, Transaction, given, insertion

_BULLETIN = tables.table(matter_tables.Bulletin)
_ANSWERED = tables.table(matter_tables.Answered)
_PLAIN = "topic what reason starts_at ends_at posted_at ended_at".split()
_ROW = (*_PLAIN, "site_id", "by_id", "buildings", "number")
_OWED = text(matter_tables.OWED)

_NUMBER = Statement(select(func.max(_BULLETIN.c.number)).where(_BULLETIN.c.site_id == given("site")))
_POST = Statement(insertion(_BULLETIN, *_ROW).returning(_BULLETIN.c.id))
_NUMBERED = Statement(
    select(_BULLETIN).where(_BULLETIN.c.site_id == given("site"), _BULLETIN.c.number == given("number")),
    lock="wait",
)
_GET = Statement(select(_BULLETIN).where(_BULLETIN.c.id == given("key")))
_STANDING = Statement(
    select(_BULLETIN)
    .where(_BULLETIN.c.site_id == given("site"), _BULLETIN.c.ended_at.is_(None))
    .order_by(_BULLETIN.c.starts_at, _BULLETIN.c.id)
)
_ON = Statement(
    select(_BULLETIN)
    .where(
        _BULLETIN.c.site_id == given("site"),
        _BULLETIN.c.ended_at.is_(None),
        _BULLETIN.c.topic == given("topic"),
    )
    .order_by(_BULLETIN.c.id)
)
_END = Statement(update(_BULLETIN).where(_BULLETIN.c.id == given("key")).values(ended_at=given("now")))
_DUE = Statement(
    select(_BULLETIN).where(_OWED, _BULLETIN.c.ends_at <= given("now")).order_by(_BULLETIN.c.ends_at),
    lock="skip",
)
_NEXT = Statement(select(_BULLETIN.c.ends_at).where(_OWED).order_by(_BULLETIN.c.ends_at).limit(1))
_KEEP = Statement(
    insertion(_ANSWERED, "bulletin_id", "person_id", "chat", "words", "messages", "photos", "at").returning(
        _ANSWERED.c.id
    )
)
_ANSWER = Statement(select(_ANSWERED).where(_ANSWERED.c.id == given("key")), lock="wait")
_LATEST = Statement(
    select(_ANSWERED)
    .where(_ANSWERED.c.person_id == given("person"))
    .order_by(_ANSWERED.c.id.desc())
    .limit(1),
    lock="wait",
)
_COUNT = Statement(select(func.count().label("answered")).where(_ANSWERED.c.bulletin_id == given("bulletin")))
_REGISTERED = Statement(
    update(_ANSWERED).where(_ANSWERED.c.id == given("key")).values(ticket_id=given("ticket"))
)
_KEYS = 2**31


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A report that a notice answered, kept whole."""

    id: int = 0
    bulletin: int
    person: int
    chat: str  # where it was said
    words: str
    messages: tuple[str, ...]
    photos: tuple[str, ...]
    at: datetime
    ticket: int | None = None  # registered after all


class Bulletins:
    """A site's public notices."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def post(self, bulletin: Bulletin) -> Bulletin:
        """Keep a new one; its id and its number are given here."""
        Sites(self._transaction).hold(bulletin.site)
        number = (self._transaction.value(_NUMBER, {"site": bulletin.site}) or 0) + 1
        columns: Row = {name: getattr(bulletin, name) for name in _PLAIN}
        columns |= {"site_id": bulletin.site, "by_id": bulletin.by, "number": number}
        (row,) = self._transaction.rows(_POST, {**columns, "buildings": list(bulletin.buildings)})
        return replace(bulletin, id=row["id"], number=number)

    def numbered(self, site: int, number: int) -> Bulletin | None:
        """The site's notice of that number, locked until the commit where the database can."""
        row = self._transaction.row(_NUMBERED, {"site": site, "number": number}) if number < _KEYS else None
        return _bulletin(row) if row else None

    def get(self, key: int) -> Bulletin:
        """The notice with that id; raises LookupError."""
        row = self._transaction.row(_GET, {"key": key})
        if row is None:
            raise LookupError(f"no notice {key}")
        return _bulletin(row)

    def standing(self, site: int) -> list[Bulletin]:
        """Those of a site that are to come or going on, the earliest first."""
        return [_bulletin(row) for row in self._transaction.rows(_STANDING, {"site": site})]

    def about(self, site: int, topic: str) -> list[Bulletin]:
        """Those of them that are about a topic."""
        return [_bulletin(row) for row in self._transaction.rows(_ON, {"site": site, "topic": topic})]

    def end(self, key: int, now: datetime) -> None:
        """It is over, or taken back."""
        self._transaction.run(_END, {"key": key, "now": now})

    def due(self, now: datetime) -> list[Bulletin]:
        """Those whose end has come by `now`, each locked for this unit."""
        return [_bulletin(row) for row in self._transaction.rows(_DUE, {"now": now})]

    def next_at(self) -> datetime | None:
        """When the next one ends."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment

    def answered(self, one: Answered) -> int:
        """Keep a report that a notice answered; returns its id."""
        columns: Row = {name: getattr(one, name) for name in ("chat", "words", "at")}
        columns |= {"bulletin_id": one.bulletin, "person_id": one.person}
        lists: dict[str, Sequence[str]] = {"messages": list(one.messages), "photos": list(one.photos)}
        (row,) = self._transaction.rows(_KEEP, {**columns, **lists})
        return int(row["id"])

    def answer(self, key: int) -> Answered | None:
        """The answered report with that id, locked likewise."""
        row = self._transaction.row(_ANSWER, {"key": key}) if 0 < key < _KEYS else None
        return _answered(row) if row else None

    def latest_answer(self, person: int) -> Answered | None:
        """The last report of a person that was answered, locked likewise."""
        row = self._transaction.row(_LATEST, {"person": person})
        return _answered(row) if row else None

    def count(self, bulletin: int) -> int:
        """How many reports it has answered."""
        return int(self._transaction.value(_COUNT, {"bulletin": bulletin}))

    def registered(self, key: int, ticket: int) -> None:
        """The answered report has become a ticket after all."""
        self._transaction.run(_REGISTERED, {"key": key, "ticket": ticket})


def _bulletin(row: Row) -> Bulletin:
    plain: Row = {name: row[name] for name in _PLAIN}
    return Bulletin(
        id=row["id"],
        site=row["site_id"],
        number=row["number"],
        by=row["by_id"],
        buildings=tuple(row["buildings"]),
        **plain,
    )


def _answered(row: Row) -> Answered:
    return Answered(
        id=row["id"],
        bulletin=row["bulletin_id"],
        person=row["person_id"],
        chat=row["chat"],
        words=row["words"],
        messages=tuple(row["messages"]),
        photos=tuple(row["photos"]),
        at=row["at"],
        ticket=row["ticket_id"],
    )
