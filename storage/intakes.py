"""What staff have said so far of matters that they are taking in: one draft for a person in a chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage import care_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_DRAFT = tables.table(care_tables.Draft)
_PLAIN = ("source", "who", "words", "account", "paper", "expires_at")
_LISTS = ("messages", "photos")
_NEW = insertion(_DRAFT, "person_id", "chat", *_PLAIN, *_LISTS)
_KEEP = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["person_id", "chat"],
        set_={name: _NEW.excluded[name] for name in (*_PLAIN, *_LISTS)},
    )
)
_THERE = (_DRAFT.c.person_id == given("person"), _DRAFT.c.chat == given("at_chat"))
_OPEN = Statement(select(_DRAFT).where(*_THERE, _DRAFT.c.expires_at > given("now")))
_DROP = Statement(delete(_DRAFT).where(*_THERE))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A matter that is being taken in."""

    person: int
    chat: str
    expires_at: datetime
    source: str | None = None
    who: str | None = None  # "": it stands in the words
    words: str | None = None
    account: str | None = None
    messages: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    paper: bool = False


class Intakes:
    """The drafts that wait for more."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, draft: Draft) -> None:
        """Remember it; an older one of the same person there is dropped."""
        plain = {name: getattr(draft, name) for name in _PLAIN}
        lists = {name: list(getattr(draft, name)) for name in _LISTS}
        self._transaction.run(_KEEP, {"person_id": draft.person, "chat": draft.chat, **plain, **lists})

    def open(self, person: int, chat: str, now: datetime) -> Draft | None:
        """What that person is taking in there."""
        row = self._transaction.row(_OPEN, {"person": person, "at_chat": chat, "now": now})
        if row is None:
            return None
        messages, photos = tuple(row["messages"]), tuple(row["photos"])
        plain = {name: row[name] for name in _PLAIN}
        return Draft(person=person, chat=chat, messages=messages, photos=photos, **plain)

    def drop(self, person: int, chat: str) -> None:
        """It has become a ticket, or is not wanted."""
        self._transaction.run(_DROP, {"person": person, "at_chat": chat})
