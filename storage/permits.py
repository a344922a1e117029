"""Permits: codes and addresses that a platform lets us use once."""

from datetime import datetime

from sqlalchemy import delete, select

from storage import surface_tables, tables
from storage.statements import Statement, Transaction, given, insertion

_PERMIT = tables.table(surface_tables.Permit)
_KEEP = Statement(insertion(_PERMIT, "platform", "chat", "subject", "code", "at").on_conflict_do_nothing())
_HERE = (_PERMIT.c.platform == given("platform"), _PERMIT.c.chat == given("chat"))
_ABOUT = (*_HERE, _PERMIT.c.subject == given("subject"), _PERMIT.c.at >= given("since"))
_NEWEST = Statement(select(_PERMIT.c.code).where(*_ABOUT).order_by(_PERMIT.c.id.desc()).limit(1))
_SPEND = Statement(delete(_PERMIT).where(*_HERE, _PERMIT.c.code == given("code")))
_FORGET = Statement(delete(_PERMIT).where(_PERMIT.c.at < given("moment")))


class Permits:
    """What may still be used."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, platform: str, chat: str, subject: str, code: str, at: datetime) -> None:
        """A permit was given; the same one again changes nothing."""
        values = {"platform": platform, "chat": chat, "subject": subject, "code": code, "at": at}
        self._transaction.run(_KEEP, values)

    def newest(self, platform: str, chat: str, subject: str, since: datetime) -> str | None:
        """The permit to try next, given not before `since`."""
        values = {"platform": platform, "chat": chat, "subject": subject, "since": since}
        code: str | None = self._transaction.value(_NEWEST, values)
        return code

    def spend(self, platform: str, chat: str, code: str) -> None:
        """It has been used, or is too old."""
        self._transaction.run(_SPEND, {"platform": platform, "chat": chat, "code": code})

    def forget_before(self, moment: datetime) -> None:
        """Drop what has ended."""
        self._transaction.run(_FORGET, {"moment": moment})
