"""Taking a person out of everything that the desk keeps, figures aside (S2-04)."""

from datetime import datetime

from desk.clocks import cancelled
from desk.errors import Refused
from desk.forgetting import Traces, scrubbed_fact
from desk.journal import Audience, Entry
from desk.notices import Fact, Notice, Who
from desk.people import Person
from desk.ticket import UNFINISHED, Status
from storage.unit_of_work import UnitOfWork

SWEEP = "media.sweep"  # the mark that files are to be removed

_OPEN = UNFINISHED | {Status.PROPOSED, Status.DONE}


def forget(uow: UnitOfWork, person: Person, now: datetime, by: int | None) -> list[int]:
    """Returns the ids of the tickets that lost the person; raises Refused for staff, or with work open."""
    if person.is_staff:
        raise Refused("forget_staff", name=person.name)
    reported = {one.id: one for one in uow.tickets.reported_by(person.id)}
    theirs = [uow.tickets.get(one) for one in uow.personal.tickets(person.id)]
    open_ = [one for one in theirs if one and one.status in _OPEN]
    if open_:
        numbers = Notice("list", {"parts": [f"#{one.number}" for one in open_[:8]]})
        raise Refused("forget_open", numbers=numbers)
    contact = uow.contacts.get(person.id)
    traces = Traces(
        names=(person.name,),
        phones=(contact.phone,) if contact and contact.phone else (),
        home=(person.building, person.unit, person.room),
    )
    changed = uow.personal.forget(person.id, person.site, lambda fact: scrubbed_fact(fact, traces))
    for ticket, entries in changed.items():
        uow.journal.add(
            ticket, (redacted(now, by, person.id), *(redacted(now, by, entry=one) for one in entries))
        )
        if ticket in reported and not any(uow.people.get(one).active for one in reported[ticket].reporters):
            _unasked(uow, ticket, now)
    uow.seen.set_mark(SWEEP, now.isoformat())
    return list(changed)


def _unasked(uow: UnitOfWork, ticket: int, now: datetime) -> None:
    """Nobody is left who could be revisited."""
    uow.revisits.excuse(ticket, "forgotten")
    for clock in uow.clocks.of(ticket):
        if clock.running:
            uow.clocks.save(cancelled(clock, now))


def redacted(now: datetime, by: int | None, of: int | None = None, entry: int | None = None) -> Entry:
    """That words were taken out: whose, and from which entry, by which the chain of hashes knows of it."""
    facts: dict[str, Fact] = {"of": Who(of), "entry": entry}
    return Entry(kind="redacted", at=now, actor=by, audience=Audience.MANAGERS, facts=facts)
