"""Which move leads from which status to which, and who may make it: one table each."""

from collections.abc import Mapping
from enum import StrEnum

from desk.errors import Refused
from desk.notices import Who, Word
from desk.people import Person, Role
from desk.ticket import ENDED, UNFINISHED, Status, Ticket


class Move(StrEnum):
    """What can be done to a ticket."""

    REGISTER = "register"  # confirm the bot's proposal
    DISMISS = "dismiss"  # 不是投诉
    WITHDRAW = "withdraw"  # its reporter takes it back
    RECLASSIFY = "reclassify"  # 改类别
    TRANSFER = "transfer"  # 派单/转派: somebody (else) is responsible
    ACCEPT = "accept"  # 接单
    CONTACT = "contact"  # 已联系业主
    ARRIVE = "arrive"  # 已到场
    NOTE = "note"  # 进展, reaches the reporter
    PHOTO = "photo"
    WAIT = "wait"
    RESUME = "resume"
    FINISH = "finish"  # 完成
    CONFIRM = "confirm"  # 已解决
    REJECT = "reject"  # 未解决
    RATE = "rate"
    REVISIT = "revisit"  # 回访
    JOIN = "join"  # 我也遇到
    ADD = "add"  # 补充
    SEE = "see"  # read it: progress, journal


class Whose(StrEnum):
    """Whose tickets a role may make a move on."""

    ANY = "any"
    OWN = "own"  # those the person is responsible for
    REPORTED = "reported"  # those the person reported or joined
    FIRST = "first"  # those the person was the first to report


TRANSITIONS: Mapping[Move, tuple[frozenset[Status], Status | None]] = {
    Move.REGISTER: (frozenset({Status.PROPOSED}), Status.OPEN),
    Move.DISMISS: (UNFINISHED | {Status.PROPOSED}, Status.DISMISSED),
    Move.WITHDRAW: (UNFINISHED | {Status.PROPOSED}, Status.DISMISSED),
    Move.RECLASSIFY: (UNFINISHED | {Status.PROPOSED}, None),
    Move.TRANSFER: (UNFINISHED, Status.DISPATCHED),
    Move.ACCEPT: (frozenset({Status.OPEN, Status.DISPATCHED}), Status.ACCEPTED),
    Move.CONTACT: (frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING}), None),
    Move.ARRIVE: (frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING}), None),
    Move.NOTE: (UNFINISHED | {Status.DONE, Status.CONFIRMED}, None),
    Move.PHOTO: (UNFINISHED | {Status.DONE, Status.CONFIRMED}, None),
    Move.WAIT: (frozenset({Status.ACCEPTED, Status.WORKING}), Status.WAITING),
    Move.RESUME: (frozenset({Status.WAITING}), Status.WORKING),
    Move.FINISH: (frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING}), Status.DONE),
    Move.CONFIRM: (frozenset({Status.DONE}), Status.CONFIRMED),
    Move.REJECT: (frozenset({Status.DONE, Status.CONFIRMED}), Status.CLOSED),
    Move.RATE: (frozenset({Status.DONE, Status.CONFIRMED, Status.REVISITED, Status.CLOSED}), None),
    Move.REVISIT: (frozenset({Status.DONE, Status.CONFIRMED}), Status.REVISITED),
    Move.JOIN: (UNFINISHED | {Status.PROPOSED, Status.DONE, Status.CONFIRMED}, None),
    Move.ADD: (UNFINISHED | {Status.PROPOSED, Status.DONE, Status.CONFIRMED}, None),
    Move.SEE: (frozenset(Status), None),
}

_DESK = dict.fromkeys(
    (Role.FRONT_DESK, Role.CUSTOMER_OFFICER, Role.DUTY_OFFICER, Role.CS_LEAD, Role.CENTRE_MANAGER), Whose.ANY
)  # who takes complaints in: S2-30, S2-44
_HANDS = dict.fromkeys((Role.ENGINEER, Role.SECURITY, Role.CLEANER, Role.GARDENER), Whose.OWN)
_HEADS = {Role.CS_LEAD: Whose.ANY, Role.CENTRE_MANAGER: Whose.ANY}  # S0-20 … S0-23
_OWNER = {
    Role.FRONT_DESK: Whose.OWN,
    Role.CUSTOMER_OFFICER: Whose.OWN,
    Role.DUTY_OFFICER: Whose.OWN,
    **_HANDS,
    **_HEADS,
}
_TAKERS = {**_DESK, **dict.fromkeys(_HANDS, Whose.ANY)}
_EVERY_REPORTER = dict.fromkeys(Role, Whose.REPORTED)  # staff live here too

PERMITS: Mapping[Move, Mapping[Role, Whose]] = {
    Move.REGISTER: _DESK,
    Move.DISMISS: _DESK,
    Move.WITHDRAW: dict.fromkeys(Role, Whose.FIRST),
    Move.RECLASSIFY: _DESK,
    Move.TRANSFER: {**_DESK, **_HANDS},
    Move.ACCEPT: _TAKERS,
    Move.CONTACT: _OWNER,
    Move.ARRIVE: _OWNER,
    Move.NOTE: {**_DESK, **_HANDS},
    Move.PHOTO: _TAKERS,
    Move.WAIT: _OWNER,
    Move.RESUME: _OWNER,
    Move.FINISH: _OWNER,
    Move.CONFIRM: _EVERY_REPORTER,
    Move.REJECT: _EVERY_REPORTER,
    Move.RATE: _EVERY_REPORTER,
    Move.REVISIT: _DESK,
    Move.JOIN: dict.fromkeys(Role, Whose.ANY),
    Move.ADD: _EVERY_REPORTER,
    Move.SEE: {**dict.fromkeys(_TAKERS, Whose.ANY), Role.RESIDENT: Whose.REPORTED},
}


def permitted(move: Move, actor: Person, ticket: Ticket) -> bool:
    """Whether the tables give `actor` this move; who is complained of never has any (S4-28, S4-41)."""
    whose = PERMITS[move].get(actor.role)
    if whose is None or actor.id in ticket.accused or actor.site != ticket.site or not actor.active:
        return False
    return {
        Whose.ANY: True,
        Whose.OWN: actor.id == ticket.owner,
        Whose.REPORTED: actor.id in ticket.reporters,
        Whose.FIRST: actor.id == ticket.reporter,
    }[whose]


def ensure(move: Move, actor: Person | None, ticket: Ticket) -> Status:
    """The status after `move`; raises Refused with the true state. No actor: the desk itself."""
    if actor is not None and not permitted(move, actor, ticket):
        raise Refused(_refusal(move, actor), number=ticket.number, owner=Who(ticket.owner))
    before, after = TRANSITIONS[move]
    if ticket.status not in before:
        key = "ended" if ticket.status in ENDED else "state"
        raise Refused(
            key, number=ticket.number, status=Word(f"status.{ticket.status}"), owner=Who(ticket.owner)
        )
    return after or ticket.status


def _refusal(move: Move, actor: Person) -> str:
    if actor.role is Role.RESIDENT:
        return "reporter_only" if Role.RESIDENT in PERMITS[move] else "staff_only"
    return "owner_only" if PERMITS[move].get(actor.role) is Whose.OWN else "not_yours"
