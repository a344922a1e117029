"""What is kept no longer: old texts, photos, letters, raw updates, codes. Figures stay (S2-18)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Delete,
    Select,
    Table,
    Text,
    Update,
    and_,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    update,
)

from desk.journal import WORDS
from desk.ticket import ENDED
from storage import care_tables, duty_tables, guard_tables, hook_tables, improve_tables, tables
from storage.elsewhere import SAID, Said, rewrite
from storage.statements import Row, Statement, Transaction, given

_TICKET, _ENTRY = tables.table(tables.Ticket), tables.table(tables.Entry)
_PHOTO, _LETTER = tables.table(tables.Photo), tables.table(tables.Letter)
_CODE, _QUESTION = tables.table(tables.Code), tables.table(tables.Question)
_INTAKE, _CONTACT = tables.table(care_tables.Draft), tables.table(care_tables.Contact)
_REPORTER, _REPORT = tables.table(tables.Reporter), tables.table(improve_tables.DayReport)
_NONE = text("'[]'")  # JSON
_EVENT = tables.table(hook_tables.HookEvent)
_REMARK, _QUARANTINE = tables.table(duty_tables.Remark), tables.table(guard_tables.Quarantine)

_ENDED = _TICKET.c.status.in_([literal(status.value) for status in sorted(ENDED)])
_LAST = (
    select(func.max(_ENTRY.c.at))
    .where(_ENTRY.c.ticket_id == _TICKET.c.id, _ENTRY.c.kind != literal("redacted"))
    .scalar_subquery()
)
_OLD = and_(_ENDED, func.coalesce(_LAST, _TICKET.c.opened_at) < given("journals"))
_OLD_TICKETS = select(_TICKET.c.id).where(_OLD)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Before which moment each kind of thing is let go."""

    journals: datetime  # 3 years ago: S2-18
    letters: datetime
    raw: datetime
    codes: datetime
    now: datetime


@dataclass(frozen=True, kw_only=True)
class _Rule:
    """One kind of thing: how many there are, and what is done to them."""

    count: Statement
    act: tuple[Statement, ...]


def _rule(table: Table, where: Any, *acts: Update | Delete) -> _Rule:
    counted: Select[Any] = select(func.count().label("rows")).select_from(table).where(where)
    return _Rule(
        count=Statement(counted), act=tuple(Statement(act) for act in acts or (delete(table).where(where),))
    )


_WORDY = or_(  # a report of a photo alone has a result too
    _TICKET.c.text != literal(""),
    _TICKET.c.result.is_not(None),
    _TICKET.c.waiting_for.is_not(None),
    *(cast(listed, Text) != literal("[]") for listed in (_TICKET.c.keywords, _TICKET.c.because)),
)
_OLD_TEXTS = and_(_WORDY, _OLD)
_OLD_PHOTOS = and_(
    _PHOTO.c.state != literal("removed"),
    or_(
        _PHOTO.c.ticket_id.in_(_OLD_TICKETS),
        and_(_PHOTO.c.ticket_id.is_(None), _PHOTO.c.at < given("journals")),
    ),
)
_ROWS = Statement(
    select(_ENTRY.c.id, _ENTRY.c.ticket_id, _ENTRY.c.facts)
    .where(_ENTRY.c.ticket_id.in_(_OLD_TICKETS))
    .order_by(_ENTRY.c.id)
)
_SET = Statement(update(_ENTRY).where(_ENTRY.c.id == given("key")).values(facts=given("left")))
_SENT = and_(_LETTER.c.state != literal("waiting"), _LETTER.c.created_at < given("letters"))
_GIVEN_UP = and_(_EVENT.c.state == literal("failed"), _EVENT.c.created_at < given("letters"))
_SPENT = or_(_CODE.c.expires_at < given("codes"), _CODE.c.used_at < given("codes"))

_SAID = [(said.bare, found) for said in SAID.values() if (found := said.outlived(_OLD_TICKETS)) is not None]

_THEIRS = select(_REPORTER.c.ticket_id).where(_REPORTER.c.person_id == _CONTACT.c.person_id)
_UNHEARD = and_(  # of whom nothing was heard since
    _CONTACT.c.phone.is_not(None),
    exists(_THEIRS.correlate(_CONTACT)),
    ~exists(_THEIRS.where(_REPORTER.c.ticket_id.not_in(_OLD_TICKETS)).correlate(_CONTACT)),
)

RULES = {
    "photos": _rule(_PHOTO, _OLD_PHOTOS, update(_PHOTO).where(_OLD_PHOTOS).values(state="removed", ref="")),
    "texts": _rule(
        _TICKET,
        _OLD_TEXTS,
        update(_TICKET)
        .where(_OLD_TEXTS)
        .values(text="", result=None, waiting_for=None, keywords=_NONE, because=_NONE),
    ),
    "duty_log": _rule(_REMARK, _REMARK.c.at < given("journals")),
    "day_reports": _rule(_REPORT, _REPORT.c.until < given("journals")),
    "phones": _rule(_CONTACT, _UNHEARD, update(_CONTACT).where(_UNHEARD).values(phone=None)),
    "letters": _rule(_LETTER, _SENT),
    "events": _rule(_EVENT, _GIVEN_UP),
    "raw": _rule(_QUARANTINE, _QUARANTINE.c.at < given("raw")),
    "codes": _rule(_CODE, _SPENT),
    "questions": _rule(_QUESTION, _QUESTION.c.expires_at < given("now")),
    "drafts": _rule(_INTAKE, _INTAKE.c.expires_at < given("now")),
}


class Purging:
    """Counting first, then letting go."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def counts(self, limits: Limits) -> dict[str, int]:
        """How many of each kind would go."""
        found = {name: int(self._transaction.value(rule.count, vars(limits))) for name, rule in RULES.items()}
        return {"entries": len(self._wordy(limits)), "said": len(self._said(limits)), **found}

    def purge(self, limits: Limits) -> list[tuple[int, int]]:
        """Let them go; a ticket keeps its dates, class, place of work, people by id and stars.

        Returns (ticket, entry) of each journal entry that lost its words; the journal has to say so.
        """
        wordy = self._wordy(limits)
        for row in wordy:
            left = {name: value for name, value in row["facts"].items() if name not in WORDS}
            self._transaction.run(_SET, {"key": row["id"], "left": left})
        for said, row in self._said(limits):
            rewrite(self._transaction, said, row, lambda _words: "")
        for rule in RULES.values():
            for act in rule.act:
                self._transaction.run(act, vars(limits))
        return [(row["ticket_id"], row["id"]) for row in wordy]

    def _said(self, limits: Limits) -> list[tuple[Said, Row]]:
        return [(said, row) for said, found in _SAID for row in self._transaction.rows(found, vars(limits))]

    def _wordy(self, limits: Limits) -> list[Row]:
        rows = self._transaction.rows(_ROWS, vars(limits))
        return [row for row in rows if WORDS & row["facts"].keys()]
