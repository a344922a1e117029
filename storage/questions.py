"""Questions: what the desk waits to hear from whom. One at a time for a person in a chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from storage import tables

_QUESTION = tables.table(tables.Question)


@dataclass(frozen=True, kw_only=True)
class Question:
    """The next words of that person in that chat answer it."""

    person: int
    chat: str
    kind: str  # note | result | wait | dismiss | add
    ticket: int
    expires_at: datetime


class Questions:
    """The questions that are open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, question: Question) -> None:
        """Wait for an answer; an older question to the same person there is dropped."""
        self.drop(question.person, question.chat)
        self._connection.execute(
            insert(_QUESTION).values(
                person_id=question.person,
                chat=question.chat,
                kind=question.kind,
                ticket_id=question.ticket,
                expires_at=question.expires_at,
            )
        )

    def open(self, person: int, chat: str, now: datetime) -> Question | None:
        """What that person is being asked there."""
        where = (_QUESTION.c.person_id == person, _QUESTION.c.chat == chat, _QUESTION.c.expires_at > now)
        row = self._connection.execute(select(_QUESTION).where(*where)).mappings().first()
        if row is None:
            return None
        return Question(
            person=person,
            chat=chat,
            kind=row["kind"],
            ticket=row["ticket_id"],
            expires_at=row["expires_at"],
        )

    def drop(self, person: int, chat: str) -> None:
        """Nothing is asked there any more."""
        where = (_QUESTION.c.person_id == person, _QUESTION.c.chat == chat)
        self._connection.execute(delete(_QUESTION).where(*where))
