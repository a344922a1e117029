"""How many reported a ticket, and how many homes they are (S0-02).

Which of them share a home is kept with the ticket while it lives, as numbers that mean nothing elsewhere: so
the count stays when somebody moves house or is forgotten later.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import case, distinct, func, select

from desk.people import household
from storage import tables
from storage.statements import Row

_TICKET = tables.table(tables.Ticket)
_REPORTER = tables.table(tables.Reporter)

_REPORTERS = (
    select(func.count()).where(_REPORTER.c.ticket_id == _TICKET.c.id).correlate(_TICKET).scalar_subquery()
)
_HOMES = (
    select(func.count(distinct(_REPORTER.c.home)))
    .where(_REPORTER.c.ticket_id == _TICKET.c.id)
    .correlate(_TICKET)
    .scalar_subquery()
)
REPORTERS = _REPORTERS.label("reporters")
HOUSEHOLDS = case((_REPORTERS == 1, 1), else_=_HOMES).label("households")  # most have one


def renumbered(rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
    """Of one ticket's reporters whose number is not that of their home: the person and the number.

    An unknown home is one of its own. Who is counted with another stays so: they are forgotten.
    """
    numbers: dict[str | int, int] = {}
    for row in rows:
        if row["home"] is not None:
            home = household(row["building"], row["unit"], row["room"]) or row["person_id"]
            number = numbers.setdefault(home, len(numbers))
            if number != row["home"]:
                yield row["person_id"], number
