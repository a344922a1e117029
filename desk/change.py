"""What a move decides: the ticket after it, what goes into the journal, which clocks, who is told."""

from dataclasses import dataclass
from enum import StrEnum

from desk.clocks import ClockMove
from desk.journal import Entry
from desk.notices import Notice
from desk.people import Role
from desk.ticket import Ticket


class Circle(StrEnum):
    """Who is meant, before addresses are known."""

    REPORTERS = "reporters"
    ONE = "one"
    ROLE = "role"  # everybody with the role
    INFORMED = "informed"  # whoever hears at once of a matter of this class, by its standard (S2-60)
    STAFF_ROOM = "staff_room"
    MANAGERS_ROOM = "managers_room"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notice to one circle."""

    circle: Circle
    notice: Notice
    person: int | None = None  # with ONE
    role: Role | None = None  # with ROLE
    but: int | None = None  # this person needs no telling: they did it
    urgent: bool = False  # before anything else, also in quiet hours (S2-17)
    card: str | None = None  # edit the message of this name instead of a new one
    aloud: bool = False  # who is not reached privately is told in a room: theirs, or where it was reported
    spare: bool = False  # only for who is not reached privately: the others have a card that says it


@dataclass(frozen=True, kw_only=True)
class Change:
    """The outcome of a move."""

    ticket: Ticket
    entries: tuple[Entry, ...] = ()
    clocks: tuple[ClockMove, ...] = ()
    refit: bool = False  # what the standard asks of the ticket may be something else now
    told: tuple[Told, ...] = ()
    alarmed: bool = False  # an emergency has just become known, or graver: its playbook is played


def to_reporters(
    notice: Notice, *, but: int | None = None, card: str | None = None, aloud: bool = False
) -> Told:
    """To everybody who reported the matter."""
    return Told(circle=Circle.REPORTERS, notice=notice, but=but, card=card, aloud=aloud)


def to_person(
    person: int,
    notice: Notice,
    *,
    urgent: bool = False,
    card: str | None = None,
    aloud: bool = False,
    spare: bool = False,
) -> Told:
    """To one person, privately."""
    return Told(
        circle=Circle.ONE,
        person=person,
        notice=notice,
        urgent=urgent,
        card=card,
        aloud=aloud or spare,
        spare=spare,
    )


def to_role(
    role: Role, notice: Notice, *, urgent: bool = False, but: int | None = None, card: str | None = None
) -> Told:
    """To everybody with a role at the site, privately; of 值班 to whoever the roster says."""
    return Told(circle=Circle.ROLE, role=role, notice=notice, urgent=urgent, but=but, card=card, aloud=True)


def to_informed(notice: Notice, *, card: str | None = None) -> Told:
    """To whoever the standard has hear at once of a matter of this class, whatever the hour."""
    return Told(circle=Circle.INFORMED, notice=notice, urgent=True, card=card, aloud=True)


def to_staff_room(notice: Notice, *, urgent: bool = False) -> Told:
    """To the staff's room."""
    return Told(circle=Circle.STAFF_ROOM, notice=notice, urgent=urgent)


def to_managers_room(notice: Notice, *, urgent: bool = False, card: str | None = None) -> Told:
    """To the managers' room."""
    return Told(circle=Circle.MANAGERS_ROOM, notice=notice, urgent=urgent, card=card)
