"""Questions: what the desk waits to hear from whom. One at a time for a person in a chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.statements import Statement, Transaction, given, insertion

_QUESTION = tables.table(tables.Question)
_ASKED = insertion(_QUESTION, "person_id", "chat", "kind", "ticket_id", "expires_at", "words")
_ASK = Statement(
    _ASKED.on_conflict_do_update(
        index_elements=["person_id", "chat"],
        set_={name: _ASKED.excluded[name] for name in ("kind", "ticket_id", "expires_at", "words")},
    )
)
_THERE = (_QUESTION.c.person_id == given("person"), _QUESTION.c.chat == given("chat"))
_OPEN = Statement(select(_QUESTION).where(*_THERE, _QUESTION.c.expires_at > given("now")))
_DROP = Statement(delete(_QUESTION).where(*_THERE))


@dataclass(frozen=True, kw_only=True)
class Question:
    """The next words of that person in that chat answer it."""

    person: int
    chat: str
    kind: str  # note | result | wait | dismiss | add
    ticket: int
    expires_at: datetime
    words: str | None = None  # what was answered to the question before this one


class Questions:
    """The questions that are open."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def ask(self, question: Question) -> None:
        """Wait for an answer; an older question to the same person there is dropped."""
        values = {
            "person_id": question.person,
            "chat": question.chat,
            "kind": question.kind,
            "ticket_id": question.ticket,
            "expires_at": question.expires_at,
            "words": question.words,
        }
        self._transaction.run(_ASK, values)

    def open(self, person: int, chat: str, now: datetime) -> Question | None:
        """What that person is being asked there."""
        row = self._transaction.row(_OPEN, {"person": person, "chat": chat, "now": now})
        if row is None:
            return None
        return Question(
            person=person,
            chat=chat,
            kind=row["kind"],
            ticket=row["ticket_id"],
            expires_at=row["expires_at"],
            words=row["words"],
        )

    def drop(self, person: int, chat: str) -> None:
        """Nothing is asked there any more."""
        self._transaction.run(_DROP, {"person": person, "chat": chat})
