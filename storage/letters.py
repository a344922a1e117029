"""Letters (信): the outbox. Stored with their cause, delivered after the commit, in order per chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from desk.notices import Notice
from storage import tables
from storage.facts import decode_notice, encode_notice

_LETTER = tables.table(tables.Letter)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One notice to one chat."""

    id: int = 0
    site: int
    ticket: int | None
    person: int | None  # whom it is for; None: everybody in the chat
    platform: str
    chat: str
    language: str
    notice: Notice
    card: str | None = None
    mention: str | None = None
    photos: tuple[int, ...] = ()
    reply_to: str | None = None
    urgent: bool = False
    attempts: int = 0
    not_before: datetime
    created_at: datetime


class Letters:
    """What is to be sent, and what became of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, letter: Letter) -> None:
        """Keep a letter to be sent; of one card in one chat only the newest waits."""
        if letter.card is not None:
            older = (
                _LETTER.c.ticket_id == letter.ticket,
                _LETTER.c.card == letter.card,
                _LETTER.c.platform == letter.platform,
                _LETTER.c.chat == letter.chat,
                _LETTER.c.state == "waiting",
            )
            self._connection.execute(update(_LETTER).where(*older).values(state="stale"))
        self._connection.execute(insert(_LETTER).values(_columns(letter)))

    def cards(self, ticket: int) -> set[tuple[str, str, str]]:
        """(platform, chat, card) of the ticket's cards that wait to be posted or edited."""
        found = select(_LETTER.c.platform, _LETTER.c.chat, _LETTER.c.card).where(
            _LETTER.c.ticket_id == ticket, _LETTER.c.card.is_not(None), _LETTER.c.state == "waiting"
        )
        return {(platform, chat, card) for platform, chat, card in self._connection.execute(found)}

    def waiting(self, platforms: list[str], limit: int) -> list[Letter]:
        """The oldest waiting letter of each chat of these platforms, urgent chats first.

        One per chat keeps each chat's order: the next is taken when this one has been sent or given up.
        """
        firsts = (
            select(func.min(_LETTER.c.id).label("id"))
            .where(_LETTER.c.state == "waiting", _LETTER.c.platform.in_(platforms))
            .group_by(_LETTER.c.platform, _LETTER.c.chat)
            .subquery()
        )
        found = (
            select(_LETTER)
            .join(firsts, firsts.c.id == _LETTER.c.id)
            .order_by(_LETTER.c.urgent.desc(), _LETTER.c.not_before, _LETTER.c.id)
            .limit(limit)
        )
        return [_letter(row) for row in self._connection.execute(found).mappings()]

    def sent(self, key: int, at: datetime) -> None:
        """The letter has been delivered."""
        self._set(key, {"state": "sent", "sent_at": at, "error": None})

    def later(self, key: int, not_before: datetime, error: str) -> None:
        """It could not be delivered now; it is tried again then."""
        attempts = select(_LETTER.c.attempts + 1).where(_LETTER.c.id == key).scalar_subquery()
        self._set(key, {"not_before": not_before, "error": error, "attempts": attempts})

    def failed(self, key: int, error: str) -> None:
        """It will not be delivered; whoever must know is told by another letter."""
        self._set(key, {"state": "failed", "error": error})

    def counts(self) -> Mapping[str, int]:
        """How many letters are in each state."""
        found = select(_LETTER.c.state, func.count()).group_by(_LETTER.c.state)
        return {state: count for state, count in self._connection.execute(found)}

    def _set(self, key: int, values: Mapping[str, object]) -> None:
        self._connection.execute(update(_LETTER).where(_LETTER.c.id == key).values(values))


_PLAIN = "platform chat language card mention reply_to urgent attempts not_before created_at".split()
_IDS = {"site": "site_id", "ticket": "ticket_id", "person": "person_id"}


def _columns(letter: Letter) -> dict[str, object]:
    columns = {name: getattr(letter, name) for name in _PLAIN}
    columns |= {column: getattr(letter, name) for name, column in _IDS.items()}
    return columns | {
        "notice": encode_notice(letter.notice),
        "photo_ids": list(letter.photos),
        "state": "waiting",
    }


def _letter(row: RowMapping) -> Letter:
    return Letter(
        id=row["id"],
        notice=decode_notice(row["notice"]),
        photos=tuple(row["photo_ids"]),
        **{name: row[name] for name in _PLAIN},
        **{name: row[column] for name, column in _IDS.items()},
    )
