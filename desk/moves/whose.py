"""Whose tickets a role may make a move on."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from desk.people import Person
from desk.ticket import Status, Ticket


class Whose(StrEnum):
    """Whose tickets a role may make a move on."""

    ANY = "any"
    OWN = "own"  # those the person is responsible for
    HAND = "hand"  # their own, and those they help with
    LOOSE = "loose"  # their own, and those that nobody has accepted yet
    REPORTED = "reported"  # those the person reported or joined
    SERVED = "served"  # reported, and done by somebody else
    FIRST = "first"  # those the person was the first to report
    HEADLESS = "headless"  # about somebody's conduct, and nobody at the site may have it
    PUBLIC = "public"  # those told in a room, where everybody heard of them
    STAKE = "stake"  # those the person does, helps with, or was the first to report
    HOME = "home"  # those the person was the first to report, or joined where they are in the person's home


def headless(ticket: Ticket) -> bool:
    """Registered, about somebody's conduct, and nobody's: somebody above names who has it."""
    return ticket.status is Status.OPEN and ticket.owner is None and bool(ticket.accused)


_LOOSE = frozenset({Status.OPEN, Status.DISPATCHED})
MEANT: Mapping[Whose, Callable[[Person, Ticket], bool]] = {
    Whose.ANY: lambda _actor, _ticket: True,
    Whose.OWN: lambda actor, ticket: actor.id == ticket.owner,
    Whose.HAND: lambda actor, ticket: actor.id in (ticket.owner, *ticket.helpers),
    Whose.LOOSE: lambda actor, ticket: actor.id == ticket.owner or ticket.status in _LOOSE,
    Whose.REPORTED: lambda actor, ticket: actor.id in ticket.reporters,
    Whose.SERVED: lambda actor, ticket: actor.id in ticket.reporters and actor.id not in ticket.handlers,
    Whose.FIRST: lambda actor, ticket: actor.id == ticket.reporter,
    Whose.HEADLESS: lambda _actor, ticket: headless(ticket),
    Whose.PUBLIC: lambda _actor, ticket: ticket.room is not None and not ticket.discreet,
    Whose.STAKE: lambda actor, ticket: actor.id in (ticket.owner, *ticket.helpers, ticket.reporter),
    Whose.HOME: lambda actor, ticket: (
        actor.id == ticket.reporter or (actor.id in ticket.reporters and ticket.place.is_home(actor.home))
    ),
}
