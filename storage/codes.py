"""One-time codes for rooms (/bind) and people (/join); only their hash is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, update

from desk.people import Area, Role, RoomKind
from storage import tables

_CODE = tables.table(tables.Code)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a code gives to whoever brings it first."""

    site: int
    expires_at: datetime
    room_kind: RoomKind | None = None
    name: str | None = None
    role: Role | None = None
    area: Area = frozenset()
    home: tuple[str, ...] = ()  # building, unit, room


class Codes:
    """The codes that were given out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, code: str, grant: Grant) -> None:
        """Keep what `code` gives."""
        self._connection.execute(
            insert(_CODE).values(
                digest=_digest(code),
                site_id=grant.site,
                expires_at=grant.expires_at,
                room_kind=grant.room_kind,
                name=grant.name,
                role=grant.role,
                area=sorted(grant.area),
                home=list(grant.home),
            )
        )

    def redeem(self, code: str, now: datetime, *, room: bool) -> Grant | None:
        """What the code gives, once; None: unknown, of the other sort, used or expired."""
        fresh = (_CODE.c.digest == _digest(code), _CODE.c.used_at.is_(None), _CODE.c.expires_at > now)
        sort = _CODE.c.room_kind.is_not(None) if room else _CODE.c.room_kind.is_(None)
        taken = update(_CODE).where(*fresh, sort).values(used_at=now).returning(_CODE)
        row = self._connection.execute(taken).mappings().first()
        if row is None:
            return None
        return Grant(
            site=row["site_id"],
            expires_at=row["expires_at"],
            room_kind=RoomKind(row["room_kind"]) if row["room_kind"] else None,
            name=row["name"],
            role=Role(row["role"]) if row["role"] else None,
            area=frozenset(row["area"]),
            home=tuple(row["home"]),
        )


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
