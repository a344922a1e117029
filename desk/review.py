"""Replies that wait for the reviewer (审核): which do, who reviews them, what becomes of them (S0-44).

What is held is data of the standard; that emergencies and safety never wait is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk.errors import Refused
from desk.kind import Kind
from desk.notices import Who, Word
from desk.people import HEADS, Person, Role
from desk.reading import Category, Class
from desk.routing import NOBODY_AWAY, may_own
from desk.ticket import Ticket
from desk.wording import Wording


class What(StrEnum):
    """The texts that staff write to a reporter."""

    NOTE = "note"  # 进展, and replies in the relay
    NEWS = "news"  # the daily news in other words
    WAIT = "wait"  # why the matter waits
    FINISH = "finish"  # the result
    DISMISS = "dismiss"  # why it is no complaint
    PHOTO = "photo"  # a picture with its words
    PLAN = "plan"  # a solution that is offered (S3-08)
    REFER = "refer"  # to whom the reporters should turn, and why (S2-69)


class State(StrEnum):
    """What has become of a text."""

    HINTED = "hinted"  # its writer is shown what could be said better
    HELD = "held"  # it waits for the reviewer
    SENT = "sent"
    RETURNED = "returned"  # 退回, with a remark
    REPLACED = "replaced"  # its writer has written another instead
    LAPSED = "lapsed"  # the matter has moved on; it can no longer be said


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text to the reporters on its way."""

    id: int
    ticket: int
    author: int
    what: What
    words: str
    more: str = ""  # what the move needs beside the words
    photos: tuple[int, ...] = ()
    state: State
    written_at: datetime
    step: int = 0  # how often somebody has been reminded of it
    next_at: datetime | None = None  # when somebody is reminded next
    promised_at: datetime | None = None  # by when the reporters were told to expect an answer
    decided_by: int | None = None
    decided_at: datetime | None = None
    remark: str | None = None

    @property
    def waits(self) -> bool:
        """Whether it can still be decided on."""
        return self.state is State.HELD


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Texts of these tickets wait for the reviewer, or (`held` False) do not."""

    clause: str
    held: bool = True
    class_: Class | None = None
    category: Category | None = None
    kind: Kind | None = None
    what: What | None = None
    sensitive: bool | None = None

    @property
    def asked(self) -> tuple[object, ...]:
        """What it asks of a text."""
        return (self.class_, self.category, self.kind, self.what, self.sensitive)

    def fits(self, ticket: Ticket, what: What, *, sensitive: bool) -> bool:
        """Whether it is meant for this text."""
        has = (ticket.class_, ticket.category, ticket.kind, what, sensitive)
        return all(asked in (None, given) for asked, given in zip(self.asked, has, strict=True))


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long a text waits, in working time: S0-44 prints no numbers, house."""

    remind: timedelta = timedelta(minutes=30)  # the reviewer once more
    climb: timedelta = timedelta(minutes=60)  # the other reviewers too
    promise: timedelta = timedelta(minutes=120)  # the reporters hear by then


def held(holds: Sequence[Hold], wording: Wording, ticket: Ticket, what: What, words: str) -> Hold | None:
    """The rule by which this text waits; None: it goes out at once.

    The rule that asks most decides; of two such the one that holds.
    """
    if ticket.emergency or wording.marked("safety", words):
        return None
    sensitive = ticket.discreet or wording.marked("sensitive", words)
    fitting = [one for one in holds if one.fits(ticket, what, sensitive=sensitive)]
    chosen = max(
        fitting, key=lambda one: (sum(part is not None for part in one.asked), one.held), default=None
    )
    return chosen if chosen and chosen.held else None


_BY_CLASS = {
    Class.ONE: (Role.CENTRE_MANAGER, Role.CS_LEAD),  # C23, S4-44
    Class.TWO: (Role.CENTRE_MANAGER, Role.CS_LEAD),  # S0-20
    Class.THREE: (Role.CS_LEAD, Role.CENTRE_MANAGER),  # S0-21
}


def reviewers(
    ticket: Ticket,
    author: int,
    staff: Iterable[Person],
    away: Mapping[int, int] = NOBODY_AWAY,
    first: Role | None = None,
) -> list[Person]:
    """Who may review words of `author`'s, the one asked first in front; their own only where nobody else can.

    `first`, the role that the standard names, where it is a head's, then by class (S0-19 … S0-21, C23); for a
    head on leave their deputy (S4-43), where that one may know of it. Nobody complained of, no reporter.
    """
    everybody = {one.id: one for one in staff}
    barred = {*ticket.accused, *ticket.reporters}
    heads = [
        one
        for role in dict.fromkeys((*((first,) if first in HEADS else ()), *_BY_CLASS[ticket.class_]))
        for one in sorted(everybody.values(), key=lambda one: one.id)
        if one.role is role and may_own(one, ticket) and one.id not in barred
    ]
    found: dict[int, Person] = {}
    for head in heads:
        able = _stands_in(head, ticket, everybody, away, barred)
        if able is not None:
            found.setdefault(able.id, able)
    others = [one for one in found.values() if one.id != author]
    return others or list(found.values()) or heads  # heads on leave are still better than nobody


def _stands_in(
    head: Person, ticket: Ticket, staff: Mapping[int, Person], away: Mapping[int, int], barred: set[int]
) -> Person | None:
    if head.id not in away:
        return head
    deputy = staff.get(away[head.id])
    if deputy is None or deputy.id in barred or not may_own(deputy, ticket):
        return None
    trusted = deputy.role in HEADS or not ticket.discreet
    return deputy if trusted else None


def acting(person: Person, able: Iterable[Person]) -> Person:
    """Whoever may review, in the part of a head where they stand in for one (S4-43)."""
    in_place = person.role not in HEADS and person.id in {one.id for one in able}
    return replace(person, role=Role.CENTRE_MANAGER) if in_place else person


def ensure_may_review(draft: Draft, number: int, actor: Person, able: Iterable[Person]) -> None:
    """Raises Refused where the draft is decided already, or not this person's to decide on."""
    if not draft.waits:
        raise Refused(
            "reviewed",
            number=number,
            by=Who(draft.decided_by),
            status=Word(f"draftstate.{draft.state}"),
            at=draft.decided_at,
        )
    if actor.id not in {one.id for one in able}:
        raise Refused("own_words" if actor.id == draft.author else "reviewer_only", number=number)


def decided(draft: Draft, state: State, now: datetime, actor: int | None, remark: str | None = None) -> Draft:
    """The draft with what became of it; sent back, it is still owed to the reporters as promised."""
    owed = draft.promised_at if state is State.RETURNED else None
    return replace(draft, state=state, decided_by=actor, decided_at=now, remark=remark, next_at=owed)
