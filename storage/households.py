"""How many reported a ticket, and how many homes they are (S0-02)."""

from sqlalchemy import String, case, cast, distinct, func, select

from storage import tables

_TICKET = tables.table(tables.Ticket)
_REPORTER = tables.table(tables.Reporter)
_PERSON = tables.table(tables.Person)
_PARTS = (_PERSON.c.building, func.coalesce(_PERSON.c.unit, ""), _PERSON.c.room)
_HOME = func.coalesce(_PARTS[0] + "-" + _PARTS[1] + "-" + _PARTS[2], cast(_PERSON.c.id, String))

_REPORTERS = (
    select(func.count()).where(_REPORTER.c.ticket_id == _TICKET.c.id).correlate(_TICKET).scalar_subquery()
)
_HOMES = (
    select(func.count(distinct(_HOME)))
    .select_from(_REPORTER.join(_PERSON, _PERSON.c.id == _REPORTER.c.person_id))
    .where(_REPORTER.c.ticket_id == _TICKET.c.id)
    .correlate(_TICKET)
    .scalar_subquery()
)
REPORTERS = _REPORTERS.label("reporters")
HOUSEHOLDS = case((_REPORTERS == 1, 1), else_=_HOMES).label("households")  # most have one
