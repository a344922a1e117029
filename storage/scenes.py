"""Who speaks where: everything that each message needs to know first, in one statement.

Most messages open nothing; for them this and the guard against doing them twice is all of storage that
they touch. The parts are those of `Rooms.at`, `Sites.get`, `People.at`, `Questions.open` and
`Tickets.latest_of`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Label, Select, Table, and_, select

from desk.people import Person, Room, Site
from storage import mapping, tables
from storage.questions import Question
from storage.statements import Row, Statement, Transaction, Values, given

_ROOM = tables.table(tables.Room)
_SITE = tables.table(tables.Site)
_PERSON = tables.table(tables.Person)
_ADDRESS = tables.table(tables.Address)
_QUESTION = tables.table(tables.Question)
_TICKET = tables.table(tables.Ticket)


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """The surroundings of one message."""

    site: Site
    room: Room | None  # None: a private chat
    person: Person | None  # None: somebody whom the site does not know yet
    question: Question | None  # what that person is being asked there
    latest: int | None  # id of the ticket to which that person last added a line, not before `since`
    reached: bool = True  # False: in private, by an account that is not known to let itself be written to


def _named(table: Table, *without: str) -> list[Label[Any]]:
    columns: list[Column[Any]] = [column for column in table.c if column.name not in without]
    return [column.label(f"{table.name}_{column.name}") for column in columns]


_LATEST = (
    select(_TICKET.c.id)
    .where(_TICKET.c.reporter_id == _PERSON.c.id, _TICKET.c.last_line_at >= given("since"))
    .order_by(_TICKET.c.last_line_at.desc())
    .limit(1)
    .correlate(_PERSON)
    .scalar_subquery()
    .label("latest")
)
_AT_ACCOUNT = (_ADDRESS.c.platform == given("platform"), _ADDRESS.c.account == given("account"))
_ASKED = and_(
    _QUESTION.c.person_id == _PERSON.c.id,
    _QUESTION.c.chat == given("chat"),
    _QUESTION.c.expires_at > given("now"),
)
_COLUMNS = (*_named(_SITE, "next_number"), *_named(_PERSON), *_named(_QUESTION, "chat"), _LATEST)


def _in_room() -> Select[Any]:
    someone = _PERSON.alias("someone")  # looked up by itself: SQLite would first collect a joined pair
    known = (
        select(_ADDRESS.c.person_id)
        .join(someone, someone.c.id == _ADDRESS.c.person_id)
        .where(*_AT_ACCOUNT, someone.c.site_id == _ROOM.c.site_id, someone.c.active)
        .order_by(_ADDRESS.c.person_id)  # by someone.id SQLite would go through all who live there
        .limit(1)
        .correlate(_ROOM)
        .scalar_subquery()
    )
    return (
        select(*_named(_ROOM), *_COLUMNS)
        .select_from(
            _ROOM.join(_SITE, _SITE.c.id == _ROOM.c.site_id)
            .outerjoin(_PERSON, _PERSON.c.id == known)
            .outerjoin(_QUESTION, _ASKED)
        )
        .where(_ROOM.c.platform == given("platform"), _ROOM.c.chat == given("chat"))
    )


def _in_private() -> Select[Any]:
    return (
        select(*_COLUMNS, (_ADDRESS.c.state == "ok").label("reached"))
        .select_from(
            _ADDRESS.join(_PERSON, _PERSON.c.id == _ADDRESS.c.person_id)
            .join(_SITE, _SITE.c.id == _PERSON.c.site_id)
            .outerjoin(_QUESTION, _ASKED)
        )
        .where(*_AT_ACCOUNT, _PERSON.c.active)
        .order_by(_QUESTION.c.person_id.is_(None), _PERSON.c.id.desc())
        .limit(1)
    )


_IN_ROOM = Statement(_in_room())
_IN_PRIVATE = Statement(_in_private())


class Scenes:
    """The surroundings of messages."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def in_room(
        self, platform: str, chat: str, account: str, *, now: datetime, since: datetime
    ) -> Spoken | None:
        """The account speaks in a chat; None: the chat is not bound to a site."""
        where: Values = {"platform": platform, "chat": chat, "account": account, "now": now, "since": since}
        return self._found(_IN_ROOM, chat, where)

    def in_private(
        self, platform: str, chat: str, account: str, *, now: datetime, since: datetime
    ) -> Spoken | None:
        """The account speaks to the desk alone; None: nobody active uses it.

        Who is at several sites speaks for the one where they are being asked something, else the one
        joined last.
        """
        where: Values = {"platform": platform, "chat": chat, "account": account, "now": now, "since": since}
        return self._found(_IN_PRIVATE, chat, where)

    def _found(self, statement: Statement, chat: str, where: Values) -> Spoken | None:
        row = self._transaction.row(statement, where)
        if row is None:
            return None
        return Spoken(
            site=mapping.site(row, "site_"),
            room=mapping.room(row, "room_") if "room_id" in row else None,
            person=mapping.person(row, "person_") if row["person_id"] is not None else None,
            question=_question(row, chat),
            latest=row["latest"],
            reached=bool(row["reached"]) if "reached" in row else True,
        )


def _question(row: Row, chat: str) -> Question | None:
    if row["question_person_id"] is None:
        return None
    return Question(
        person=row["question_person_id"],
        chat=chat,
        kind=row["question_kind"],
        ticket=row["question_ticket_id"],
        expires_at=row["question_expires_at"],
        words=row["question_words"],
    )
