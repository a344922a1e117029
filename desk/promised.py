"""What is promised at which moment of a ticket's life, and kept by what; the standard says how soon."""

from collections.abc import Sequence

from desk.clocks import ClockKind
from desk.journal import Entry
from desk.people import Role
from desk.reading import Category
from desk.routing import department
from desk.ticket import Ticket


def is_repair(ticket: Ticket) -> bool:
    """Whether engineering has to sign for it (S2-86, S2-96); of an emergency it hears by the alarm."""
    return (
        ticket.category is Category.FACILITIES and department(ticket) is Role.ENGINEER and not ticket.discreet
    )


def at_opening(ticket: Ticket) -> tuple[ClockKind, ...]:
    """What is promised as a ticket is registered; to a sudden event that somebody comes (S0-17)."""
    if ticket.asking:
        return (ClockKind.RESPOND, ClockKind.DISPATCH)  # S2-68: it is answered
    signed = (ClockKind.SIGN,) if is_repair(ticket) else ()
    coming = (ClockKind.ARRIVE,) if ticket.emergency else ()
    return (ClockKind.RESPOND, ClockKind.DISPATCH, ClockKind.RESOLVE, *signed, *coming)


def at_accepting(ticket: Ticket) -> tuple[ClockKind, ...]:
    """What is promised as somebody takes it (S0-30, S2-87)."""
    if ticket.asking:
        return ()
    return (ClockKind.FIRST_CONTACT, *(() if ticket.emergency else (ClockKind.ARRIVE,)))


def there(story: Sequence[Entry]) -> bool:
    """Whether somebody has come since it was last given to anybody: who helps may come before 接单."""
    given = next((at for at, one in enumerate(reversed(story)) if one.kind in _GIVEN), len(story))
    return any(one.kind == "arrived" for one in story[len(story) - given :])


_GIVEN = frozenset({"registered", "dispatched", "returned"})


def at_arriving(ticket: Ticket) -> tuple[ClockKind, ...]:
    """What is kept as somebody is there; whoever is on the scene of a sudden event has answered."""
    answered = (ClockKind.RESPOND,) if ticket.emergency else ()
    return (ClockKind.ARRIVE, ClockKind.APPOINTMENT, ClockKind.SIGN, *answered)
