"""Standards as they were when tickets were opened under them (S2-62)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from storage import tables
from storage.statements import Statement, Transaction, insertion

_STANDARD = tables.table(tables.StandardText)
_KEEP = Statement(insertion(_STANDARD, "version", "data").on_conflict_do_nothing())
_ALL = Statement(select(_STANDARD).order_by(_STANDARD.c.version))


class Standards:
    """Every version that was ever in force."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, version: str, data: Mapping[str, Any]) -> None:
        """Keep a version for good; one that is there stays as it is."""
        self._transaction.run(_KEEP, {"version": version, "data": dict(data)})

    def all(self) -> dict[str, Mapping[str, Any]]:
        """What each version says, by version."""
        return {row["version"]: row["data"] for row in self._transaction.rows(_ALL, {})}
