"""Surveys and their ballots (S2-125)."""

from datetime import datetime

from sqlalchemy import select, update

from desk.surveys import Ballot, Survey
from storage import improve_tables, tables
from storage.statements import Row, Statement, Transaction, given, insertion

_SURVEY = tables.table(improve_tables.Survey)
_BALLOT = tables.table(improve_tables.Ballot)
_PLAIN = ("name", "started_at", "ends_at", "reminded_at", "closed_at", "unreached")
_ADD = Statement(insertion(_SURVEY, "site_id", *_PLAIN).returning(_SURVEY.c.id))
_GET = Statement(select(_SURVEY).where(_SURVEY.c.id == given("key")))
_LATEST = Statement(
    select(_SURVEY).where(_SURVEY.c.site_id == given("site")).order_by(_SURVEY.c.id.desc()).limit(1)
)
_REMIND = Statement(update(_SURVEY).where(_SURVEY.c.id == given("key")).values(reminded_at=given("now")))
_CLOSE = Statement(update(_SURVEY).where(_SURVEY.c.id == given("key")).values(closed_at=given("now")))
_FOUND = ("scores", "words", "declined")
_NEW = insertion(_BALLOT, "survey_id", "person_id", *_FOUND)
_KEEP = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["survey_id", "person_id"], set_={name: _NEW.excluded[name] for name in _FOUND}
    )
)
_OF = Statement(
    select(_BALLOT).where(_BALLOT.c.survey_id == given("survey"), _BALLOT.c.person_id == given("person")),
    lock="wait",
)
_ALL = Statement(select(_BALLOT).where(_BALLOT.c.survey_id == given("survey")).order_by(_BALLOT.c.person_id))
_KEYS = 2**31


class Surveys:
    """Every site's."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, survey: Survey) -> int:
        """Begin one; returns its id."""
        plain = {name: getattr(survey, name) for name in _PLAIN}
        return int(self._transaction.value(_ADD, {"site_id": survey.site, **plain}))

    def get(self, key: int) -> Survey | None:
        """The one with that id."""
        return _survey(self._transaction.row(_GET, {"key": key})) if 0 < key < _KEYS else None

    def latest(self, site: int) -> Survey | None:
        """The site's newest."""
        return _survey(self._transaction.row(_LATEST, {"site": site}))

    def reminded(self, key: int, now: datetime) -> None:
        """Whoever had not answered was reminded, once."""
        self._transaction.run(_REMIND, {"key": key, "now": now})

    def close(self, key: int, now: datetime) -> None:
        """It is over."""
        self._transaction.run(_CLOSE, {"key": key, "now": now})

    def keep(self, ballot: Ballot) -> None:
        """Keep a ballot as it stands."""
        found = {"scores": dict(ballot.scores), "words": ballot.words, "declined": ballot.declined}
        self._transaction.run(_KEEP, {"survey_id": ballot.survey, "person_id": ballot.person, **found})

    def ballot(self, survey: int, person: int) -> Ballot | None:
        """That person's."""
        row = self._transaction.row(_OF, {"survey": survey, "person": person})
        return _ballot(row) if row else None

    def ballots(self, survey: int) -> list[Ballot]:
        """Everybody's who was asked."""
        return [_ballot(row) for row in self._transaction.rows(_ALL, {"survey": survey})]


def _survey(row: Row | None) -> Survey | None:
    return Survey(id=row["id"], site=row["site_id"], **{name: row[name] for name in _PLAIN}) if row else None


def _ballot(row: Row) -> Ballot:
    return Ballot(survey=row["survey_id"], person=row["person_id"], **{name: row[name] for name in _FOUND})
