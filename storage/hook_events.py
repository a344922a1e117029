"""Webhook events: the outbox towards other systems, in order per webhook."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, func, select, text, update

from storage import hook_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_EVENT = tables.table(hook_tables.HookEvent)
_WAITS = text(hook_tables.WAITING)  # spelt as in the index, or SQLite would not use it

_ADD = Statement(
    insertion(_EVENT, "site_id", "hook", "key", "body", "state", "attempts", "not_before", "created_at")
)
_HEAD = Statement(select(_EVENT).where(_EVENT.c.hook == given("at"), _WAITS).order_by(_EVENT.c.id).limit(1))
_HOOKS = Statement(select(_EVENT.c.hook).where(_WAITS).distinct())
_SENT = Statement(
    update(_EVENT)
    .where(_EVENT.c.id == given("row"))
    .values(state="sent", sent_at=given("sent_at"), error=None, body="")
)
_LATER = Statement(
    update(_EVENT)
    .where(_EVENT.c.id == given("row"))
    .values(not_before=given("not_before"), error=given("error"), attempts=_EVENT.c.attempts + 1)
)
_GIVE_UP = Statement(
    update(_EVENT).where(_EVENT.c.id == given("row")).values(state="failed", error=given("error"))
)
_STATES = Statement(
    select(
        _EVENT.c.state, func.count().label("events"), func.min(_EVENT.c.created_at).label("oldest")
    ).group_by(_EVENT.c.state)
)
_FAILED = Statement(
    select(_EVENT.c.error).where(_EVENT.c.state == "failed").order_by(_EVENT.c.id.desc()).limit(1)
)
_FORGET = Statement(delete(_EVENT).where(_EVENT.c.state == "sent", _EVENT.c.sent_at < given("moment")))


@dataclass(frozen=True, kw_only=True)
class HookEvent:
    """One event for one webhook."""

    id: int
    site: int
    hook: str
    key: str
    body: str
    attempts: int
    not_before: datetime
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """How many are in a state, and since when the oldest of them."""

    count: int
    oldest: datetime


class HookEvents:
    """What other systems are to be told, and what became of it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, site: int, hook: str, body: str, now: datetime) -> None:
        """Keep an event to be told."""
        row: Row = {"site_id": site, "hook": hook, "key": uuid4().hex, "body": body, "state": "waiting"}
        self._transaction.run(_ADD, {**row, "attempts": 0, "not_before": now, "created_at": now})

    def head(self, hook: str, now: datetime) -> HookEvent | None:
        """The event that is next there; None: none waits, or it is to be tried later."""
        row = self._transaction.row(_HEAD, {"at": hook})
        return _event(row) if row and row["not_before"] <= now else None

    def hooks(self) -> list[str]:
        """The webhooks for which something waits."""
        return [row["hook"] for row in self._transaction.rows(_HOOKS, {})]

    def sent(self, key: int, at: datetime) -> None:
        """The other side has it; what was said is not kept twice."""
        self._transaction.run(_SENT, {"row": key, "sent_at": at})

    def later(self, key: int, not_before: datetime, error: str) -> None:
        """It could not be told now; it is tried again then."""
        self._transaction.run(_LATER, {"row": key, "not_before": not_before, "error": error})

    def failed(self, key: int, error: str) -> None:
        """It will not be told any more."""
        self._transaction.run(_GIVE_UP, {"row": key, "error": error})

    def backlog(self) -> dict[str, Backlog]:
        """By state."""
        rows = self._transaction.rows(_STATES, {})
        return {row["state"]: Backlog(count=row["events"], oldest=row["oldest"]) for row in rows}

    def why_failed(self) -> str | None:
        """What the last one that was given up died of."""
        error: str | None = self._transaction.value(_FAILED, {})
        return error

    def forget_sent_before(self, moment: datetime) -> None:
        """Forget what was told long ago."""
        self._transaction.run(_FORGET, {"moment": moment})


def _event(row: Row) -> HookEvent:
    plain = ("id", "hook", "key", "body", "attempts", "not_before", "created_at")
    return HookEvent(site=row["site_id"], **{name: row[name] for name in plain})
