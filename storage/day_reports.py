"""Daily reports: one a site and day, drawn up once and sent once (S4-23)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from desk.notices import Notice
from storage import improve_tables, tables
from storage.facts import decode_notice, encode_notice
from storage.statements import Row, Statement, Transaction, given, insertion

_REPORT = tables.table(improve_tables.DayReport)
_OF_SITE = select(_REPORT).where(_REPORT.c.site_id == given("site"))
_ADD = Statement(insertion(_REPORT, "site_id", "day", "until", "body").returning(_REPORT.c.id))
_GET = Statement(select(_REPORT).where(_REPORT.c.id == given("key")), lock="wait")
_LATEST = Statement(_OF_SITE.order_by(_REPORT.c.day.desc()).limit(1), lock="wait")
_UNSENT = Statement(_OF_SITE.where(_REPORT.c.sent_at.is_(None)).order_by(_REPORT.c.day), lock="wait")
_SEND = Statement(
    update(_REPORT)
    .where(_REPORT.c.id == given("key"))
    .values(comment=given("words"), sent_by=given("person"), sent_at=given("now"))
)
_KEYS = 2**31


@dataclass(frozen=True, kw_only=True)
class DayReport:
    """One day's."""

    id: int = 0
    site: int
    day: date
    until: datetime  # what is told of lies before this moment
    body: Notice
    comment: str | None = None
    sent_by: int | None = None  # None with `sent_at`: it went by itself
    sent_at: datetime | None = None


class DayReports:
    """Every site's."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, report: DayReport) -> int:
        """Keep a new one; returns its id."""
        columns = {"site_id": report.site, "day": report.day, "until": report.until}
        body = encode_notice(report.body)
        return int(self._transaction.value(_ADD, {**columns, "body": body}))

    def get(self, key: int) -> DayReport | None:
        """The one with that id."""
        row = self._transaction.row(_GET, {"key": key}) if 0 < key < _KEYS else None
        return _report(row) if row else None

    def latest(self, site: int) -> DayReport | None:
        """The site's newest."""
        row = self._transaction.row(_LATEST, {"site": site})
        return _report(row) if row else None

    def unsent(self, site: int) -> list[DayReport]:
        """Those that still wait, the oldest first."""
        return [_report(row) for row in self._transaction.rows(_UNSENT, {"site": site})]

    def send(self, key: int, now: datetime, by: int | None, comment: str | None) -> None:
        """It has gone out."""
        self._transaction.run(_SEND, {"key": key, "words": comment, "person": by, "now": now})


def _report(row: Row) -> DayReport:
    plain = {name: row[name] for name in ("id", "day", "until", "comment", "sent_by", "sent_at")}
    return DayReport(site=row["site_id"], body=decode_notice(row["body"]), **plain)
