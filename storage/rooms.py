"""Rooms (群): which chat is what, at which site."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import and_, delete, or_, select, text, update

from desk.people import Room, RoomKind
from storage import mapping, tables
from storage.statements import Statement, Transaction, Values, given, insertion, keys_in

_ROOM = tables.table(tables.Room)
_POST = tables.table(tables.Post)
_LETTER = tables.table(tables.Letter)

_CHAT = ("platform", "chat")
_BOUND = insertion(_ROOM, "site_id", "platform", "chat", "kind", "title", "active")
_BIND = Statement(
    _BOUND.on_conflict_do_update(
        index_elements=["platform", "chat"],
        set_={name: _BOUND.excluded[name] for name in ("site_id", "kind", "title", "active")},
    ).returning(_ROOM)
)
_AT = Statement(
    select(_ROOM).where(_ROOM.c.platform == given("platform"), _ROOM.c.chat == given("chat")), once=True
)
_OF = Statement(
    select(_ROOM).where(_ROOM.c.site_id == given("site"), _ROOM.c.active).order_by(_ROOM.c.id), once=True
)
_SET_ACTIVE = Statement(update(_ROOM).where(_ROOM.c.id == given("key")).values(active=given("active")))
_MOVE = Statement(
    update(_ROOM)
    .where(_ROOM.c.platform == given("platform"), _ROOM.c.chat == given("old"))
    .values(chat=given("new"))
)
_LEAVE = Statement(
    update(_ROOM)
    .where(_ROOM.c.platform == given("platform"), _ROOM.c.chat == given("old"))
    .values(active=False)
)
_MOVE_LETTERS = Statement(
    update(_LETTER)
    .where(_LETTER.c.platform == given("platform"), _LETTER.c.chat == given("old"), text(tables.WAITING))
    .values(chat=given("new"), reply_to=None)
)
_FORGET_POSTS = Statement(
    delete(_POST).where(_POST.c.platform == given("platform"), _POST.c.chat == given("old"))
)


@cache
def _by_id(size: int) -> Statement:
    return Statement(select(_ROOM).where(_ROOM.c.id.in_(keys_in(size))))


@cache
def _among(size: int) -> Statement:
    """The rooms of so many chats."""
    chats = [
        and_(_ROOM.c.platform == given(f"platform_{n}"), _ROOM.c.chat == given(f"chat_{n}"))
        for n in range(size)
    ]
    return Statement(select(_ROOM).where(or_(*chats)))


class Rooms:
    """The chats that are bound."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def bind(self, site: int, platform: str, chat: str, kind: RoomKind, title: str) -> Room:
        """The chat is a room of the site from now on; a known chat changes its site and kind."""
        values: Values = {"site_id": site, "platform": platform, "chat": chat, "kind": kind.value}
        (row,) = self._transaction.rows(_BIND, {**values, "title": title, "active": True})
        return mapping.room(row)

    def at(self, platform: str, chat: str) -> Room | None:
        """The room that a chat is."""
        row = self._transaction.row(_AT, {"platform": platform, "chat": chat})
        return mapping.room(row) if row else None

    def among(self, chats: Collection[tuple[str, str]]) -> dict[tuple[str, str], Room]:
        """Which of these (platform, chat) are rooms, and what rooms they are."""
        if not chats:
            return {}
        names = {
            f"{name}_{n}": part
            for n, chat in enumerate(chats)
            for name, part in zip(_CHAT, chat, strict=True)
        }
        rooms = [mapping.room(row) for row in self._transaction.rows(_among(len(chats)), names)]
        return {(room.platform, room.chat): room for room in rooms}

    def get(self, key: int | None) -> Room | None:
        """The room with that id."""
        rows = self._transaction.once_among(_by_id, [] if key is None else [key], "id")
        return mapping.room(rows[0]) if rows else None

    def of(self, site: int, kind: RoomKind | None = None) -> list[Room]:
        """The site's rooms that the bot sits in, of one kind or all."""
        rows = self._transaction.rows(_OF, {"site": site})
        self._transaction.remember(_by_id, rows, "id")
        rooms = [mapping.room(row) for row in rows]
        return [room for room in rooms if kind is None or room.kind is kind]

    def set_active(self, key: int, *, active: bool) -> None:
        """The bot was put out of the room, or let in again."""
        self._transaction.run(_SET_ACTIVE, {"key": key, "active": active})

    def move(self, platform: str, old: str, new: str) -> None:
        """A group became a supergroup: the room, its letters and its posts' chat have a new id.

        The old messages cannot be edited from the new chat, so their posts are forgotten and the next
        state of each card is posted anew.
        """
        values: Values = {"platform": platform, "old": old}
        if self.at(platform, new) is None:
            self._transaction.run(_MOVE, {**values, "new": new})
        else:  # it was bound anew before
            self._transaction.run(_LEAVE, values)
        self._transaction.run(_MOVE_LETTERS, {**values, "new": new})
        self._transaction.run(_FORGET_POSTS, values)
