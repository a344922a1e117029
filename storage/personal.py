"""All that the desk holds of one person, and taking the person out of it (S2-04).

Beside purging the only place where what a journal says is ever changed: texts lose the person. Whoever asks
for it adds entries that say so, for the chain of hashes one for each that was changed. Who did what, when
and how well stays, and how many homes reported it, so that figures can be made again; but those by unit and
by floor no longer have what was in the person's own home.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table, and_, delete, exists, literal, or_, select, union, update

from storage import (
    care_tables,
    duty_tables,
    guard_tables,
    improve_tables,
    matter_tables,
    reminder_tables,
    surface_tables,
    tables,
)
from storage.elsewhere import SAID, rewrite
from storage.facts import decode, decode_notice, encode, encode_notice
from storage.statements import Row, Statement, Transaction, given

_PERSON, _ADDRESS = tables.table(tables.Person), tables.table(tables.Address)
_TICKET, _REPORTER = tables.table(tables.Ticket), tables.table(tables.Reporter)
_ENTRY, _LETTER = tables.table(tables.Entry), tables.table(tables.Letter)
_PHOTO, _QUESTION = tables.table(tables.Photo), tables.table(tables.Question)
_CONTACT, _VISIT = tables.table(care_tables.Contact), tables.table(care_tables.Visit)
_INTAKE, _WISH = tables.table(care_tables.Draft), tables.table(care_tables.Wish)
_BALLOT = tables.table(improve_tables.Ballot)
_REPORT, _MERGE = tables.table(improve_tables.DayReport), tables.table(matter_tables.Merge)
_REMARK, _QUARANTINE = tables.table(duty_tables.Remark), tables.table(guard_tables.Quarantine)

Scrub = Callable[[Any], Any]  # a fact without the person in it

_WHO = given("person")
_MINE = select(_REPORTER.c.ticket_id).where(_REPORTER.c.person_id == _WHO)
_SPOKEN_ON = select(_ENTRY.c.ticket_id).where(_ENTRY.c.actor_id == _WHO)
_TOOK_IN = select(_MERGE.c.kept_id).where(or_(_MERGE.c.gone_id.in_(_MINE), _MERGE.c.gone_id.in_(_SPOKEN_ON)))
_THEIRS = union(_MINE, _SPOKEN_ON, _TOOK_IN)  # where words of theirs may stand, also once they were taken out


def _of(table: Table, *where: Any) -> Statement:
    return Statement(select(table).where(*where))


# What residents are told of a ticket, by staff or the desk: who else reported it is nobody else's business.
_STAFF = select(_PERSON.c.id).where(_PERSON.c.role != literal("resident"))
_TOLD = and_(
    _ENTRY.c.audience == literal("resident"), or_(_ENTRY.c.actor_id.is_(None), _ENTRY.c.actor_id.in_(_STAFF))
)
_OF_OTHERS = Statement(
    select(_ENTRY.c.ticket_id, _ENTRY.c.facts).where(
        _ENTRY.c.ticket_id.in_(_MINE),
        _ENTRY.c.kind.in_([literal("added"), literal("gathered")]),
        _ENTRY.c.actor_id != _WHO,
    )
)
_SHARED_OF_TICKET = "id number status kind category class topic building opened_at done_at".split()

_HELD = {
    "person": _of(_PERSON, _PERSON.c.id == _WHO),
    "addresses": _of(_ADDRESS, _ADDRESS.c.person_id == _WHO),
    "contact": _of(_CONTACT, _CONTACT.c.person_id == _WHO),
    "tickets": _of(_TICKET, _TICKET.c.id.in_(_MINE)),
    "journal": _of(_ENTRY, or_(_ENTRY.c.actor_id == _WHO, and_(_ENTRY.c.ticket_id.in_(_MINE), _TOLD))),
    "letters": _of(_LETTER, _LETTER.c.person_id == _WHO),
    "photos": _of(_PHOTO, _PHOTO.c.person_id == _WHO),
    "revisits": _of(_VISIT, _VISIT.c.ticket_id.in_(_MINE)),
    "surveys": _of(_BALLOT, _BALLOT.c.person_id == _WHO),
    "wish": _of(_WISH, _WISH.c.person_id == _WHO),
}
_SAID = {name: said.told_of(_THEIRS) for name, said in SAID.items()}
_OWN = {name: _of(said.table, said.table.c[said.by] == _WHO) for name, said in SAID.items() if said.by}
_REPORTED = Statement(_MINE)
_TICKETS = _of(_TICKET, _TICKET.c.id.in_(_THEIRS))
_ENTRIES = _of(_ENTRY, _ENTRY.c.ticket_id.in_(_THEIRS))
_LETTERS = _of(_LETTER, or_(_LETTER.c.ticket_id.in_(_THEIRS), _LETTER.c.person_id == _WHO))
_CODE = tables.table(tables.Code)
_POST = tables.table(tables.Post)
_OFFER, _PERMIT = tables.table(surface_tables.Offer), tables.table(surface_tables.Permit)
_NO_CHAT = Statement(update(_LETTER).where(_LETTER.c.person_id == _WHO).values(chat="", mention=None))
_NOTHING_THERE = tuple(
    Statement(delete(table).where(table.c.chat == given("account"))) for table in (_POST, _OFFER, _PERMIT)
)
_REMARKS = _of(_REMARK, _REMARK.c.site_id == given("site"))
_SET_ENTRY = Statement(update(_ENTRY).where(_ENTRY.c.id == given("key")).values(facts=given("now_facts")))
_SET_LETTER = Statement(
    update(_LETTER).where(_LETTER.c.id == given("key")).values(notice=given("now_notice"), mention=None)
)
_SET_REMARK = Statement(
    update(_REMARK).where(_REMARK.c.id == given("key")).values(notice=given("now_notice"))
)
_REPORTS = Statement(
    select(_REPORT.c.id, _REPORT.c.body.label("notice")).where(_REPORT.c.site_id == given("site"))
)
_SET_REPORT = Statement(update(_REPORT).where(_REPORT.c.id == given("key")).values(body=given("now_notice")))
_TEXTS = ("text", "result", "waiting_for")
_LISTS = ("keywords", "because")
_HOME = ("door", "floor", "unit")
_SET_TICKET = Statement(
    update(_TICKET)
    .where(_TICKET.c.id == given("key"))
    .values({name: given(f"now_{name}") for name in (*_TEXTS, *_LISTS, *_HOME)})
)
_SET_PERSON = Statement(
    update(_PERSON)
    .where(_PERSON.c.id == _WHO)
    .values(
        name=given("now_name"),
        building=None,
        unit=None,
        room=None,
        language=None,
        active=literal(value=False),
    )
)
_OTHER = _REPORTER.alias()
_SHARED = exists().where(
    _OTHER.c.ticket_id == _REPORTER.c.ticket_id,
    _OTHER.c.person_id != _REPORTER.c.person_id,
    _OTHER.c.home == _REPORTER.c.home,
)
# Nothing says with whom they lived; that home is counted by whoever is left of it.
_NO_HOME = Statement(update(_REPORTER).where(_REPORTER.c.person_id == _WHO, _SHARED).values(home=None))
_NO_FILE = Statement(
    update(_PHOTO).where(_PHOTO.c.person_id == _WHO).values(state="removed", ref="", platform="")
)
_DROPPED = tuple(
    Statement(delete(table).where(table.c.person_id == _WHO))
    for table in (
        _ADDRESS,
        _CONTACT,
        _QUESTION,
        _INTAKE,
        _CODE,
        _BALLOT,
        tables.table(reminder_tables.Reminder),
    )
)
_NOT_ASKED = Statement(delete(_QUESTION).where(_QUESTION.c.ticket_id.in_(_THEIRS)))
_RAW = Statement(delete(_QUARANTINE).where(_QUARANTINE.c.raw.contains(given("account"))))


class Personal:
    """One person's data."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def held(self, person: int) -> dict[str, list[Row]]:
        """Every row about a person, by table, as it stands; of others' words only what they were told."""
        wanted = {**_HELD, **_OWN}
        held = {name: self._transaction.rows(one, {"person": person}) for name, one in wanted.items()}
        tickets = {row["id"]: row for row in held["tickets"]}
        own = {key for key in tickets if _began(tickets, key, person)}
        held["tickets"] = [
            self._without_others(row, person)
            if key in own
            else {name: row[name] for name in _SHARED_OF_TICKET}
            for key, row in tickets.items()
        ]
        held["journal"] = [
            row if row["ticket_id"] in own else _unheard(row, person) for row in held["journal"]
        ]
        return held

    def _without_others(self, ticket: Row, person: int) -> Row:
        """The ticket without what others added to its text."""
        text = ticket["text"]
        for row in self._transaction.rows(_OF_OTHERS, {"person": person}):
            if row["ticket_id"] == ticket["id"]:
                text = text.replace(f"\n{row['facts'].get('words')}", "")
        return {**ticket, "text": text}

    def tickets(self, person: int) -> list[int]:
        """The ids of the tickets in which words of theirs may stand, the newest first."""
        return sorted(
            (row["id"] for row in self._transaction.rows(_TICKETS, {"person": person})), reverse=True
        )

    def forget(self, person: int, site: int, scrub: Scrub) -> dict[int, list[int]]:
        """Take the person out of everything; returns the ids of the changed entries by ticket of theirs.

        `scrub` gives a fact without them. The tickets stay with their dates, class, place of work and stars.
        Of tickets that they report no longer, or spoke on only, those are named that lost something.
        """
        who = {"person": person}
        accounts = [row["account"] for row in self._transaction.rows(_HELD["addresses"], who)]
        entries, letters = self._transaction.rows(_ENTRIES, who), self._transaction.rows(_LETTERS, who)
        tickets = self._transaction.rows(_TICKETS, who)
        changed: dict[int, list[int]] = {
            row["ticket_id"]: [] for row in self._transaction.rows(_REPORTED, who)
        }
        for row in tickets:
            if self._ticket(row, person, scrub):
                changed.setdefault(row["id"], [])
        for row in self._facts(entries, scrub):
            changed.setdefault(row["ticket_id"], []).append(row["id"])
        self._notices(letters, _SET_LETTER, scrub)
        self._notices(self._transaction.rows(_REMARKS, {"site": site}), _SET_REMARK, scrub)
        self._notices(self._transaction.rows(_REPORTS, {"site": site}), _SET_REPORT, scrub)
        for name, statement in _SAID.items():
            for row in self._transaction.rows(statement, {**who, "site": site}):
                rewrite(self._transaction, SAID[name], row, scrub)
        for statement in (_NO_HOME, _NO_FILE, _NO_CHAT, _NOT_ASKED, *_DROPPED):
            self._transaction.run(statement, who)
        for account in accounts:
            for statement in _NOTHING_THERE:
                self._transaction.run(statement, {"account": account})
            if len(account) > 3:  # noqa: PLR2004  # a shorter one would be found in any text
                self._transaction.run(_RAW, {"account": account})
        self._transaction.run(_SET_PERSON, {**who, "now_name": f"〔{person}〕"})
        return changed

    def _ticket(self, row: Row, person: int, scrub: Scrub) -> bool:
        """Whether something of the person was in it."""
        own = row["reporter_id"] == person and (row["door"] is not None or row["relation"] is not None)
        after: Row = {name: row[name] and scrub(row[name]) for name in _TEXTS}
        after |= {name: encode(scrub(row[name])) for name in _LISTS}
        after |= {name: None if own else row[name] for name in _HOME}
        if all(row[name] == value for name, value in after.items()):
            return False
        values = {f"now_{name}": value for name, value in after.items()}
        return self._transaction.run(_SET_TICKET, {"key": row["id"], **values}) > 0

    def _facts(self, rows: Iterable[Row], scrub: Scrub) -> Iterator[Row]:
        """Yields the entries that had something of the person in them."""
        for row in rows:
            after = {name: encode(scrub(decode(value))) for name, value in row["facts"].items()}
            if after != row["facts"]:
                self._transaction.run(_SET_ENTRY, {"key": row["id"], "now_facts": after})
                yield row

    def _notices(self, rows: Iterable[Row], statement: Statement, scrub: Scrub) -> None:
        for row in rows:
            before = row["notice"]
            after = encode_notice(scrub(decode_notice(before)))
            if after != before:
                self._transaction.run(statement, {"key": row["id"], "now_notice": after})


def _began(tickets: Mapping[int, Row], key: int, person: int) -> bool:
    """Whether the ticket's words are theirs: a second complaint has those of whoever reported the first."""
    ticket = tickets.get(key)
    if ticket is None or ticket["reporter_id"] != person:
        return False
    return ticket["parent_id"] is None or _began(tickets, ticket["parent_id"], person)


def _unheard(entry: Row, person: int) -> Row:
    """An entry of another's report, without the words that it began with."""
    if entry["kind"] != "registered" or entry["actor_id"] == person:
        return entry
    return {**entry, "facts": {name: value for name, value in entry["facts"].items() if name != "words"}}
