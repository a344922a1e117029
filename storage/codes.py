"""One-time codes for rooms (/bind) and people (/join); only their hash is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from desk.people import Area, Role, RoomKind
from storage import tables
from storage.statements import Statement, Transaction, given, insertion

_CODE = tables.table(tables.Code)
_ADD = Statement(
    insertion(
        _CODE, "digest", "site_id", "expires_at", "room_kind", "name", "role", "person_id", "area", "home"
    )
)
_FRESH = (_CODE.c.digest == given("hash"), _CODE.c.used_at.is_(None), _CODE.c.expires_at > given("now"))
_TAKEN = update(_CODE).values(used_at=given("now")).returning(_CODE)
_REDEEM_ROOM = Statement(_TAKEN.where(*_FRESH, _CODE.c.room_kind.is_not(None)))
_REDEEM_PERSON = Statement(_TAKEN.where(*_FRESH, _CODE.c.room_kind.is_(None)))


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a code gives to whoever brings it first."""

    site: int
    expires_at: datetime
    room_kind: RoomKind | None = None
    name: str | None = None
    role: Role | None = None
    person: int | None = None  # somebody known already: only their address is new
    area: Area = frozenset()
    home: tuple[str, ...] = ()  # building, unit, room


class Codes:
    """The codes that were given out."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, code: str, grant: Grant) -> None:
        """Keep what `code` gives."""
        values = {
            "digest": _digest(code),
            "site_id": grant.site,
            "expires_at": grant.expires_at,
            "room_kind": grant.room_kind and grant.room_kind.value,
            "name": grant.name,
            "role": grant.role and grant.role.value,
            "person_id": grant.person,
            "area": sorted(grant.area),
            "home": list(grant.home),
        }
        self._transaction.run(_ADD, values)

    def redeem(self, code: str, now: datetime, *, room: bool) -> Grant | None:
        """What the code gives, once; None: unknown, of the other sort, used or expired."""
        statement = _REDEEM_ROOM if room else _REDEEM_PERSON
        rows = self._transaction.rows(statement, {"hash": _digest(code), "now": now})
        if not rows:
            return None
        (row,) = rows
        return Grant(
            site=row["site_id"],
            expires_at=row["expires_at"],
            room_kind=RoomKind(row["room_kind"]) if row["room_kind"] else None,
            name=row["name"],
            role=Role(row["role"]) if row["role"] else None,
            person=row["person_id"],
            area=frozenset(row["area"]),
            home=tuple(row["home"]),
        )


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
