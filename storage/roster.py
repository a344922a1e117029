"""The duty roster (值班表) and the swaps asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, text, update

from desk.roster import Shift, Swap, SwapState
from storage import duty_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_SHIFT = tables.table(duty_tables.Shift)
_SWAP = tables.table(duty_tables.Swap)
_KEYS = 2**31  # PostgreSQL's INTEGER ends here; a forged button's number may not

_PLAIN = "starts_at ends_at step next_at handed_at taken_at confirmed_at confirmed_by".split()
_SET = insertion(_SHIFT, "site_id", "person_id", "starts_at", "ends_at", "step", "next_at")
_PUT = Statement(
    _SET.on_conflict_do_update(
        index_elements=["site_id", "starts_at"],
        set_={name: _SET.excluded[name] for name in ("person_id", "ends_at", "step", "next_at")},
    ).returning(_SHIFT)
)
_SAVE = Statement(
    update(_SHIFT)
    .where(_SHIFT.c.id == given("key"))
    .values({"person_id": given("person_id"), **{name: given(name) for name in _PLAIN}})
)
_GET = Statement(select(_SHIFT).where(_SHIFT.c.id == given("key")), lock="wait")
_OF = select(_SHIFT).where(_SHIFT.c.site_id == given("site"))
_AT = Statement(
    _OF.where(_SHIFT.c.starts_at <= given("now"), _SHIFT.c.ends_at > given("at"))
    .order_by(_SHIFT.c.starts_at.desc())
    .limit(1),
    once=True,
)
_FROM = Statement(
    _OF.where(_SHIFT.c.starts_at >= given("first"), _SHIFT.c.starts_at < given("last")).order_by(
        _SHIFT.c.starts_at
    )
)
_DUE = Statement(
    select(_SHIFT)
    .where(text(duty_tables.OWED), _SHIFT.c.next_at <= given("now"))
    .order_by(_SHIFT.c.next_at, _SHIFT.c.id)
    .limit(given("most")),
    lock="skip",
)
_NEXT = Statement(select(_SHIFT.c.next_at).where(text(duty_tables.OWED)).order_by(_SHIFT.c.next_at).limit(1))
_GIVE = Statement(
    update(_SHIFT).where(_SHIFT.c.person_id == given("before")).values(person_id=given("after"))
)
_ASK = Statement(
    insertion(_SWAP, "site_id", "shift_id", "asker_id", "colleague_id", "state", "asked_at").returning(_SWAP)
)
_SWAPPED = Statement(select(_SWAP).where(_SWAP.c.id == given("key")), lock="wait")
_DECIDE = Statement(
    update(_SWAP)
    .where(_SWAP.c.id == given("key"))
    .values(state=given("to_state"), decided_by=given("decider"))
)


class Roster:
    """Who has duty when."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, shift: Shift) -> Shift:
        """The site's shift that begins then is this person's; the id is given here."""
        (row,) = self._transaction.rows(_PUT, {"site_id": shift.site, **_columns(shift)})
        return _shift(row)

    def save(self, shift: Shift) -> None:
        """Keep a known shift as given."""
        self._transaction.run(_SAVE, {"key": shift.id, **_columns(shift)})

    def get(self, key: int) -> Shift | None:
        """The shift with that id, locked until the commit where the database can."""
        row = self._transaction.row(_GET, {"key": key}) if 0 < key < _KEYS else None
        return _shift(row) if row else None

    def at(self, site: int, now: datetime) -> Shift | None:
        """The shift of that moment; None: the roster says nobody."""
        row = self._transaction.row(_AT, {"site": site, "now": now, "at": now})
        return _shift(row) if row else None

    def beginning(self, site: int, first: datetime, last: datetime) -> list[Shift]:
        """The shifts that begin from `first` to before `last`, in order."""
        rows = self._transaction.rows(_FROM, {"site": site, "first": first, "last": last})
        return [_shift(row) for row in rows]

    def due(self, now: datetime, limit: int) -> list[Shift]:
        """Shifts for which something is owed by `now`, each locked for this unit."""
        return [_shift(row) for row in self._transaction.rows(_DUE, {"now": now, "most": limit})]

    def next_at(self) -> datetime | None:
        """When something is owed next."""
        moment: datetime | None = self._transaction.value(_NEXT, {})
        return moment

    def give(self, before: int, after: int) -> None:
        """All shifts of one person are another's: it was the same human all along."""
        self._transaction.run(_GIVE, {"before": before, "after": after})

    def ask(self, swap: Swap) -> Swap:
        """Keep a swap that was asked for; the id is given here."""
        values = {
            "site_id": swap.site,
            "shift_id": swap.shift,
            "asker_id": swap.asker,
            "colleague_id": swap.colleague,
            "state": swap.state.value,
            "asked_at": swap.asked_at,
        }
        (row,) = self._transaction.rows(_ASK, values)
        return _swap(row)

    def swap(self, key: int) -> Swap | None:
        """The swap with that id, locked until the commit where the database can."""
        row = self._transaction.row(_SWAPPED, {"key": key}) if 0 < key < _KEYS else None
        return _swap(row) if row else None

    def decide(self, key: int, state: SwapState, by: int) -> None:
        """Somebody has said yes or no to a swap."""
        self._transaction.run(_DECIDE, {"key": key, "to_state": state.value, "decider": by})


def _columns(shift: Shift) -> Row:
    return {"person_id": shift.person, **{name: getattr(shift, name) for name in _PLAIN}}


def _shift(row: Row) -> Shift:
    plain: dict[str, Any] = {name: row[name] for name in _PLAIN}
    return Shift(id=row["id"], site=row["site_id"], person=row["person_id"], **plain)


def _swap(row: Row) -> Swap:
    return Swap(
        id=row["id"],
        site=row["site_id"],
        shift=row["shift_id"],
        asker=row["asker_id"],
        colleague=row["colleague_id"],
        state=SwapState(row["state"]),
        asked_at=row["asked_at"],
        decided_by=row["decided_by"],
    )
