"""Letters (信): the outbox. Stored with their cause, delivered after the commit, in order per chat.

In a chat the oldest waiting letter goes first, but an urgent one before all that are not: an emergency
does not queue behind a digest, nor behind a letter that is waiting to be tried again. One card never waits
twice, so what overtakes is never an older state of the same message.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, text, update

from desk.notices import Notice
from storage import tables
from storage.facts import decode_notice, encode_notice
from storage.statements import Insertion, Row, Statement, Transaction, given

_LETTER = tables.table(tables.Letter)
_PLAIN = "platform chat language card mention reply_to urgent attempts not_before created_at".split()
_IDS = {"site": "site_id", "ticket": "ticket_id", "person": "person_id"}
_WAITS = text(tables.WAITING)  # spelt as in the index, or SQLite would not use it

_ADD = Insertion(_LETTER, *_PLAIN, *_IDS.values(), "notice", "photo_ids", "state")
_CARDS = Statement(
    select(_LETTER.c.platform, _LETTER.c.chat, _LETTER.c.card).where(
        _LETTER.c.ticket_id == given("ticket"), _LETTER.c.card.is_not(None), _WAITS
    )
)
_QUEUED = (
    select(
        _LETTER.c.id,
        func.row_number()
        .over(
            partition_by=(_LETTER.c.platform, _LETTER.c.chat),
            order_by=(_LETTER.c.urgent.desc(), _LETTER.c.id),
        )
        .label("place"),
    )
    .where(_WAITS)
    .subquery("queued")
)
_HEADS = Statement(
    select(_LETTER)
    .join(_QUEUED, _QUEUED.c.id == _LETTER.c.id)
    .where(_QUEUED.c.place == 1, _LETTER.c.not_before <= given("now"))
    .order_by(_LETTER.c.urgent.desc(), _LETTER.c.not_before, _LETTER.c.id)
    .limit(given("most"))
)
_NEXT_IN = Statement(
    select(_LETTER)
    .where(_LETTER.c.platform == given("at_platform"), _LETTER.c.chat == given("at_chat"), _WAITS)
    .order_by(_LETTER.c.urgent.desc(), _LETTER.c.id)
    .limit(1)
)
_SENT = Statement(
    update(_LETTER)
    .where(_LETTER.c.id == given("key"))
    .values(state="sent", sent_at=given("sent_at"), error=None)
)
_LATER = Statement(
    update(_LETTER)
    .where(_LETTER.c.id == given("key"))
    .values(not_before=given("not_before"), error=given("error"), attempts=_LETTER.c.attempts + 1)
)
_GIVE_UP = Statement(
    update(_LETTER).where(_LETTER.c.id == given("key")).values(state="failed", error=given("error"))
)
_NEWEST = Statement(select(func.max(_LETTER.c.id).label("newest")))
_NEWEST_OF = Statement(
    select(_LETTER)
    .where(
        _LETTER.c.id >= given("since"),
        _LETTER.c.platform == given("at_platform"),
        _LETTER.c.chat == given("at_chat"),
        _LETTER.c.ticket_id.is_not_distinct_from(given("about")),
        _LETTER.c.card == given("same"),
        _LETTER.c.state.in_([literal("waiting"), literal("sent")]),
    )
    .order_by(_LETTER.c.id.desc())
    .limit(1)
)
_ARRIVED = Statement(
    select(_LETTER.c.id)
    .where(
        _LETTER.c.platform == given("at_platform"),
        _LETTER.c.chat == given("at_chat"),
        _LETTER.c.state == literal("sent"),
    )
    .limit(1)
)
_LATEST = Statement(
    select(_LETTER)
    .where(
        _LETTER.c.id > given("since"),
        _LETTER.c.platform == given("at_platform"),
        _LETTER.c.chat == given("at_chat"),
        _LETTER.c.created_at >= given("not_before"),
    )
    .order_by(_LETTER.c.id.desc())
)
_GET = Statement(select(_LETTER).where(_LETTER.c.id == given("key")))
_COUNTS = Statement(select(_LETTER.c.state, func.count().label("letters")).group_by(_LETTER.c.state))


UNREADABLE = Notice("unreadable")  # what a letter says whose row no version of ours can have written

_ALL, _EVER = 2**31 - 1, datetime(9999, 1, 1, tzinfo=UTC)
_LOOKED_THROUGH = 500  # letters; a table that grows for years is not read to find the last minutes


@cache
def _outdate(size: int) -> Statement:
    """Of so many cards of one ticket."""
    cards = [
        and_(
            _LETTER.c.platform == given(f"platform_{n}"),
            _LETTER.c.chat == given(f"chat_{n}"),
            _LETTER.c.card == given(f"card_{n}"),
        )
        for n in range(size)
    ]
    waiting = update(_LETTER).where(_LETTER.c.ticket_id == given("about"), _WAITS)
    return Statement(waiting.where(or_(*cards)).values(state="stale"))


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

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, *letters: Letter) -> None:
        """Keep letters to be sent, in this order; of one card in one chat only the newest waits.

        Those given together that are cards are so of one ticket, each another card or in another chat.
        """
        cards = [one for one in letters if one.card is not None and one.ticket is not None]
        if cards:
            values = {
                f"{name}_{n}": getattr(one, name)
                for n, one in enumerate(cards)
                for name in ("platform", "chat", "card")
            }
            self._transaction.run(_outdate(len(cards)), {**values, "about": cards[0].ticket})
        self._transaction.insert(_ADD, [_columns(one) for one in letters])

    def outdate(self, ticket: int, platform: str, chat: str, card: str) -> None:
        """What waits to be said on that card is not said any more."""
        where = {"platform_0": platform, "chat_0": chat, "card_0": card}
        self._transaction.run(_outdate(1), {**where, "about": ticket})

    def cards(self, ticket: int) -> set[tuple[str, str, str]]:
        """(platform, chat, card) of the ticket's cards that wait to be posted or edited."""
        rows = self._transaction.rows(_CARDS, {"ticket": ticket})
        return {(row["platform"], row["chat"], row["card"]) for row in rows}

    def waiting(
        self,
        platforms: list[str] | None,
        limit: int,
        now: datetime | None = None,
        but: Collection[tuple[str, str]] = (),
    ) -> list[Letter]:
        """What is next in each chat: urgent ones first, then the oldest; of all platforms, or these.

        One per chat keeps each chat's order: the next is taken when this one has been sent or given up.
        With `now`, chats whose next letter is to be tried later are left out and take nobody's place;
        so are the (platform, chat) in `but`.
        """
        most = limit + len(but) if platforms is None else _ALL
        due = [
            row
            for row in self._transaction.rows(_HEADS, {"now": now or _EVER, "most": most})
            if (platforms is None or row["platform"] in platforms)
            and (row["platform"], row["chat"]) not in but
        ]
        return [_letter(row) for row in due[:limit]]

    def next_in(self, platform: str, chat: str, now: datetime) -> Letter | None:
        """The letter that is next in that chat; None: none waits, or it is to be tried later."""
        row = self._transaction.row(_NEXT_IN, {"at_platform": platform, "at_chat": chat})
        return _letter(row) if row and row["not_before"] <= now else None

    def newest(self) -> int:
        """The newest letter's id; 0: there is none."""
        newest: int | None = self._transaction.value(_NEWEST, {})
        return newest or 0

    def latest(self, platform: str, chat: str, since: datetime) -> list[Letter]:
        """What that chat was written since then, the newest first; where much is written, not all of it."""
        where = {"at_platform": platform, "at_chat": chat, "not_before": since}
        rows = self._transaction.rows(_LATEST, {**where, "since": self.newest() - _LOOKED_THROUGH})
        return [_letter(row) for row in rows]

    def get(self, key: int) -> tuple[Letter, str] | None:
        """The letter with that id, and its state: waiting, sent, failed, stale."""
        row = self._transaction.row(_GET, {"key": key})
        return (_letter(row), row["state"]) if row else None

    def newest_of(self, letter: Letter) -> Letter | None:
        """The newest state of the same card in that chat; None: nothing of it arrived or will."""
        where = {"since": letter.id, "at_platform": letter.platform, "at_chat": letter.chat}
        row = self._transaction.row(_NEWEST_OF, {**where, "about": letter.ticket, "same": letter.card})
        return _letter(row) if row else None

    def arrived(self, platform: str, chat: str) -> bool:
        """Whether anything has ever been delivered there, as far back as letters are kept."""
        return self._transaction.value(_ARRIVED, {"at_platform": platform, "at_chat": chat}) is not None

    def sent(self, key: int, at: datetime) -> None:
        """The letter has been delivered."""
        self._transaction.run(_SENT, {"key": key, "sent_at": at})

    def later(self, key: int, not_before: datetime, error: str) -> None:
        """It could not be delivered now; it is tried again then."""
        self._transaction.run(_LATER, {"key": key, "not_before": not_before, "error": error})

    def failed(self, key: int, error: str) -> None:
        """It will not be delivered; whoever must know is told by another letter."""
        self._transaction.run(_GIVE_UP, {"key": key, "error": error})

    def counts(self) -> Mapping[str, int]:
        """How many letters are in each state."""
        return {row["state"]: row["letters"] for row in self._transaction.rows(_COUNTS, {})}


def _columns(letter: Letter) -> Row:
    columns = {name: getattr(letter, name) for name in _PLAIN}
    columns |= {column: getattr(letter, name) for name, column in _IDS.items()}
    return columns | {
        "notice": encode_notice(letter.notice),
        "photo_ids": list(letter.photos),
        "state": "waiting",
    }


def _letter(row: Row) -> Letter:
    return Letter(
        id=row["id"],
        notice=_notice(row["notice"]),
        photos=tuple(row["photo_ids"]),
        **{name: row[name] for name in _PLAIN},
        **{name: row[column] for name, column in _IDS.items()},
    )


def _notice(stored: Any) -> Notice:
    """One row that cannot be read does not hide the others."""
    try:
        return decode_notice(stored)
    except (AttributeError, LookupError, TypeError, ValueError):
        return UNREADABLE
