"""The duty log (值班记录): lines are added, never changed or removed (S2-18)."""

from datetime import datetime

from sqlalchemy import select

from desk.notices import Notice
from storage import duty_tables, tables
from storage.facts import decode_notice, encode_notice
from storage.statements import Statement, Transaction, given, insertion

_REMARK = tables.table(duty_tables.Remark)
_ADD = Statement(insertion(_REMARK, "site_id", "at", "notice"))
_BETWEEN = Statement(
    select(_REMARK)
    .where(_REMARK.c.site_id == given("site"), _REMARK.c.at >= given("first"), _REMARK.c.at < given("last"))
    .order_by(_REMARK.c.at, _REMARK.c.id)
)


class DutyLog:
    """What happened on duty."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, site: int, at: datetime, notice: Notice) -> None:
        """Append a line."""
        self._transaction.run(_ADD, {"site_id": site, "at": at, "notice": encode_notice(notice)})

    def between(self, site: int, first: datetime, last: datetime) -> list[tuple[datetime, Notice]]:
        """The lines from `first` to before `last`, oldest first."""
        rows = self._transaction.rows(_BETWEEN, {"site": site, "first": first, "last": last})
        return [(row["at"], decode_notice(row["notice"])) for row in rows]
