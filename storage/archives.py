"""Which months were archived when, and what their figures were then; rows are only ever added."""

from datetime import datetime

from sqlalchemy import exists, literal, select

from desk.archives import Difference, Run
from desk.ticket import DRILL
from storage import archive_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_RUN = tables.table(archive_tables.ArchiveRun)
_TICKET, _ENTRY = tables.table(tables.Ticket), tables.table(tables.Entry)
_PLAIN = "month made_at folder manifest tickets photos missing figures".split()
_ADD = Statement(insertion(_RUN, *_PLAIN, "site_id", "by_id", "changes").returning(_RUN.c.id))
_OF = Statement(
    select(_RUN).where(_RUN.c.site_id == given("site"), _RUN.c.month == given("of_month")).order_by(_RUN.c.id)
)
_TOUCHED = Statement(
    select(_TICKET.c.number)
    .where(
        _TICKET.c.site_id == given("site"),
        _TICKET.c.opened_at >= given("first"),
        _TICKET.c.opened_at < given("last"),
        _TICKET.c.source != literal(DRILL),  # an archive holds none
        exists().where(_ENTRY.c.ticket_id == _TICKET.c.id, _ENTRY.c.at > given("since")),
    )
    .order_by(_TICKET.c.number)
)


class Archives:
    """Every archive that was made."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, run: Run) -> None:
        """Keep that a month was archived."""
        values = {name: getattr(run, name) for name in _PLAIN}
        changes = [[one.name, one.before, one.after] for one in run.changes]
        own = {"site_id": run.site, "by_id": run.by, "figures": dict(run.figures), "changes": changes}
        self._transaction.rows(_ADD, {**values, **own})

    def of(self, site: int, month: str) -> list[Run]:
        """The archives of a month, the oldest first."""
        rows = self._transaction.rows(_OF, {"site": site, "of_month": month})
        return [_run(row) for row in rows]

    def touched(self, site: int, first: datetime, last: datetime, since: datetime) -> list[int]:
        """The tickets reported from `first` to before `last` to which something happened after `since`."""
        values = {"site": site, "first": first, "last": last, "since": since}
        return [int(row["number"]) for row in self._transaction.rows(_TOUCHED, values)]


def _run(row: Row) -> Run:
    changes = tuple(Difference(name=name, before=old, after=new) for name, old, new in row["changes"])
    plain = {name: row[name] for name in _PLAIN}
    return Run(id=row["id"], site=row["site_id"], by=row["by_id"], changes=changes, **plain)
