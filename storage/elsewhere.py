"""Words of people beside tickets, journal and letters: what forgetting and purging reach too (S2-04).

A new column in which people's own words stand has its line here; a test fills every column and looks.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, Table, and_, bindparam, or_, select, update

from storage import (
    care_tables,
    hook_tables,
    improve_tables,
    incident_tables,
    learning_tables,
    matter_tables,
    money_tables,
    reply_tables,
    tables,
)
from storage.statements import Row, Statement, Transaction, given

_INCIDENT = tables.table(incident_tables.Incident)
_STEP = tables.table(incident_tables.IncidentStep)
_GATHERED = tables.table(incident_tables.Gathered)
_ANSWERED, _BULLETIN = tables.table(matter_tables.Answered), tables.table(matter_tables.Bulletin)
_OPEN_LETTER = tables.table(matter_tables.OpenLetter)
_QUOTE = tables.table(money_tables.Quote)
_REPLY = tables.table(reply_tables.Draft)
_CORRECTION = tables.table(learning_tables.Correction)
_VISIT, _ORIGIN = tables.table(care_tables.Visit), tables.table(care_tables.Origin)
_INTAKE, _PERSON = tables.table(care_tables.Draft), tables.table(tables.Person)
_REPORT, _REMEDY = tables.table(improve_tables.DayReport), tables.table(improve_tables.Remedy)
_BALLOT, _SURVEY = tables.table(improve_tables.Ballot), tables.table(improve_tables.Survey)
_EVENT = tables.table(hook_tables.HookEvent)

_SITE, _LONG_AGO = given("site"), given("journals")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A table with words: its columns, and how its rows belong to tickets, to a person or to a site."""

    table: Table
    columns: tuple[str, ...] = ()
    within: Mapping[str, str] = field(default_factory=dict)  # column of JSON: the key of its words
    of_tickets: Callable[[Any], Any] | None = None  # where its row is of one of these tickets
    of_site: Any = None  # where its row is of the bound site: anybody may be named in it
    old: Any = None  # where its words are kept no longer, of rows that are of no ticket
    by: str | None = None  # the column of who said it
    set: Statement = field(init=False)

    def __post_init__(self) -> None:
        """The statement that writes the words of a row, made once."""
        values: dict[str, Any] = {name: bindparam(f"now_{name}") for name in (*self.columns, *self.within)}
        keys = [column == given(f"key_{column.name}") for column in self.table.primary_key]
        object.__setattr__(self, "set", Statement(update(self.table).where(*keys).values(values)))

    @property
    def bare(self) -> "Said":
        """Its columns that are nothing but words."""
        return replace(self, within={})

    def told_of(self, tickets: Any) -> Statement:
        """Its rows of these tickets, what the bound person said, and those of the bound site."""
        where = [self.of_tickets(tickets)] if self.of_tickets else []
        where += [self.table.c[self.by] == given("person")] if self.by else []
        where += [self.of_site] if self.of_site is not None else []
        return Statement(select(self.table).where(or_(*where)))

    def outlived(self, tickets: Select[Any]) -> Statement | None:
        """Its rows with words of these old tickets, or old themselves; None: they go otherwise."""
        where = self.of_tickets(tickets) if self.of_tickets else self.old
        if where is None or not self.columns:
            return None
        wordy = or_(*(self.table.c[name] != "" for name in self.columns))
        return Statement(select(self.table).where(where, wordy))


def _of_incident(table: Table) -> Callable[[Any], Any]:
    return lambda tickets: table.c.incident_id.in_(
        select(_INCIDENT.c.id).where(_INCIDENT.c.ticket_id.in_(tickets))
    )


SAID = {
    "incidents": Said(table=_INCIDENT, columns=("reason",), of_tickets=_INCIDENT.c.ticket_id.in_),
    "gathered": Said(table=_GATHERED, columns=("words",), of_tickets=_of_incident(_GATHERED), by="person_id"),
    "steps": Said(
        table=_STEP,
        columns=("words",),
        of_tickets=lambda tickets: and_(_STEP.c.keyed.is_(False), _of_incident(_STEP)(tickets)),
    ),
    "answered": Said(table=_ANSWERED, columns=("words",), by="person_id", old=_ANSWERED.c.at < _LONG_AGO),
    "bulletins": Said(
        table=_BULLETIN,
        columns=("reason",),
        of_site=_BULLETIN.c.site_id == _SITE,
        old=_BULLETIN.c.posted_at < _LONG_AGO,
    ),
    "open_letters": Said(
        table=_OPEN_LETTER,
        columns=("words", "remark"),
        of_site=_OPEN_LETTER.c.site_id == _SITE,
        old=_OPEN_LETTER.c.at < _LONG_AGO,
    ),
    "quotes": Said(
        table=_QUOTE,
        columns=("reason", "remark"),
        within={"lines": "item"},
        of_tickets=_QUOTE.c.ticket_id.in_,
    ),
    "replies": Said(table=_REPLY, columns=("words", "remark"), of_tickets=_REPLY.c.ticket_id.in_),
    "corrections": Said(table=_CORRECTION, columns=("text",), of_tickets=_CORRECTION.c.ticket_id.in_),
    "visits": Said(table=_VISIT, columns=("opinion",), of_tickets=_VISIT.c.ticket_id.in_),
    "origins": Said(table=_ORIGIN, columns=("document",), of_tickets=_ORIGIN.c.ticket_id.in_),
    "intakes": Said(  # purging takes the rows
        table=_INTAKE,
        columns=("who", "words"),
        of_site=_INTAKE.c.person_id.in_(select(_PERSON.c.id).where(_PERSON.c.site_id == _SITE)),
    ),
    "day_reports": Said(  # likewise
        table=_REPORT, columns=("comment",), of_site=_REPORT.c.site_id == _SITE
    ),
    "remedies": Said(
        table=_REMEDY,
        columns=("report",),
        of_site=_REMEDY.c.site_id == _SITE,
        old=_REMEDY.c.reported_at < _LONG_AGO,
    ),
    "surveys": Said(  # forgetting takes the person's own
        table=_BALLOT,
        columns=("words",),
        by="person_id",
        old=_BALLOT.c.survey_id.in_(select(_SURVEY.c.id).where(_SURVEY.c.ends_at < _LONG_AGO)),
    ),
    "events": Said(  # what was told is kept without words, what was given up goes with the letters
        table=_EVENT,
        within={"body": "words"},
        of_site=and_(_EVENT.c.site_id == _SITE, _EVENT.c.body != ""),
    ),
}


def rewrite(transaction: Transaction, said: Said, row: Row, words: Callable[[str], str]) -> None:
    """Write what `words` makes of each of the row's texts."""
    after: Row = {name: row[name] and words(row[name]) for name in said.columns}
    after |= {name: _reworded(row[name], key, words) for name, key in said.within.items()}
    if any(row[name] != value for name, value in after.items()):
        keys = {f"key_{column.name}": row[column.name] for column in said.table.primary_key}
        transaction.run(said.set, {**keys, **{f"now_{name}": value for name, value in after.items()}})


def _reworded(value: Any, key: str, words: Callable[[str], str]) -> Any:
    """JSON, or the text of it, with what stands under `key` in other words."""
    if isinstance(value, str):
        return json.dumps(_reworded(json.loads(value), key, words), ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, Mapping):
        return {
            name: words(one) if name == key and isinstance(one, str) else _inside(one, key, words)
            for name, one in value.items()
        }
    return [_inside(one, key, words) for one in value] if isinstance(value, Iterable) else value


def _inside(value: Any, key: str, words: Callable[[str], str]) -> Any:
    return value if isinstance(value, str) else _reworded(value, key, words)
