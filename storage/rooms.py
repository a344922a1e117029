"""Rooms (群): which chat is what, at which site."""

from sqlalchemy import Connection, insert, select, update

from desk.people import Room, RoomKind
from storage import mapping, tables

_ROOM = tables.table(tables.Room)
_POST = tables.table(tables.Post)
_LETTER = tables.table(tables.Letter)


class Rooms:
    """The chats that are bound."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def bind(self, site: int, platform: str, chat: str, kind: RoomKind, title: str) -> Room:
        """The chat is a room of the site from now on; a known chat changes its site and kind."""
        known = self.at(platform, chat)
        columns = {"site_id": site, "kind": str(kind), "title": title, "active": True}
        if known:
            self._connection.execute(update(_ROOM).where(_ROOM.c.id == known.id).values(columns))
        else:
            self._connection.execute(insert(_ROOM).values({**columns, "platform": platform, "chat": chat}))
        bound = self.at(platform, chat)
        assert bound is not None  # noqa: S101  # it was written a line above
        return bound

    def at(self, platform: str, chat: str) -> Room | None:
        """The room that a chat is."""
        return self._one(_ROOM.c.platform == platform, _ROOM.c.chat == chat)

    def get(self, key: int | None) -> Room | None:
        """The room with that id."""
        return self._one(_ROOM.c.id == key)

    def of(self, site: int, kind: RoomKind | None = None) -> list[Room]:
        """The site's rooms that the bot sits in, of one kind or all."""
        found = select(_ROOM).where(_ROOM.c.site_id == site, _ROOM.c.active).order_by(_ROOM.c.id)
        if kind:
            found = found.where(_ROOM.c.kind == str(kind))
        return [mapping.room(row) for row in self._connection.execute(found).mappings()]

    def set_active(self, key: int, *, active: bool) -> None:
        """The bot was put out of the room, or let in again."""
        self._connection.execute(update(_ROOM).where(_ROOM.c.id == key).values(active=active))

    def move(self, platform: str, old: str, new: str) -> None:
        """A group became a supergroup: the room, its letters and its posts' chat have a new id.

        The old messages cannot be edited from the new chat, so their posts are forgotten and the next
        state of each card is posted anew.
        """
        self._connection.execute(
            update(_ROOM).where(_ROOM.c.platform == platform, _ROOM.c.chat == old).values(chat=new)
        )
        waiting = (_LETTER.c.platform == platform, _LETTER.c.chat == old, _LETTER.c.state == "waiting")
        self._connection.execute(update(_LETTER).where(*waiting).values(chat=new, reply_to=None))
        self._connection.execute(_POST.delete().where(_POST.c.platform == platform, _POST.c.chat == old))

    def _one(self, *where: object) -> Room | None:
        row = self._connection.execute(select(_ROOM).where(*where)).mappings().first()  # type: ignore[arg-type]  # column conditions
        return mapping.room(row) if row else None
