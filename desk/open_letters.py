"""Open letters (公开信): one answer to what several tickets have in common (S2-110)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.people import Person, Role
from desk.privacy import masked
from desk.reading import Class
from desk.ticket import Status, Ticket

MOST = 20  # tickets in one letter; house
LONGEST = 1500  # characters; house
AUTHORS = frozenset(
    {Role.FRONT_DESK, Role.CUSTOMER_OFFICER, Role.DUTY_OFFICER, Role.CS_LEAD, Role.CENTRE_MANAGER}
)
_UNFIT = frozenset({Status.PROPOSED, Status.DISMISSED, Status.MERGED})
_ROOM = re.compile(
    r"\d{1,3}-\d{1,3}-\d{3,4}|\d{3,4}\s*[室房]"
    r"|\d{1,3}(?:[栋棟座]|号楼|號樓)(?:\d{1,2}(?:单元|單元|门|門))?\d{3,4}(?![\d年元户戶米])"
)
_NAMED = 2  # characters of a name that tells somebody


class State(StrEnum):
    """How far a letter is."""

    DRAFTED = "drafted"
    RETURNED = "returned"
    POSTED = "posted"


@dataclass(frozen=True, kw_only=True)
class OpenLetter:
    """One letter about several tickets."""

    id: int = 0
    site: int
    number: int = 0  # per site
    tickets: tuple[int, ...]  # ids
    words: str
    author: int
    state: State = State.DRAFTED
    remark: str | None = None
    reviewer: int | None = None
    at: datetime


def fit(ticket: Ticket) -> bool:
    """Whether a letter in public may be about it: registered, and not about a person's conduct (S3-02)."""
    return ticket.status not in _UNFIT and not ticket.discreet


def private_words(words: str, people: Iterable[Person]) -> list[str]:
    """What must not stand in a letter that everybody reads: reporters' names, homes, telephone numbers."""
    names = {one.name for one in people if len(one.name) >= _NAMED}
    homes = {one.household for one in people if one.household}
    found = [name for name in sorted(names | homes) if name in words]
    found += [match[0] for match in _ROOM.finditer(words) if match[0] not in found]
    hidden = masked(words)
    return found + ([_numbers(words, hidden)] if hidden != words else [])


def _numbers(words: str, hidden: str) -> str:
    """The stretch that was hidden, as it would be shown."""
    at = [n for n, (one, other) in enumerate(zip(words, hidden, strict=True)) if one != other]
    return hidden[max(0, at[0] - 3) : at[-1] + 5]


def reviewing(author: Person, tickets: Iterable[Ticket]) -> Role:
    """Who reviews it: the head of customer service; of a class 1, or of that head's, the manager (S0-44)."""
    grave = any(ticket.class_ is Class.ONE for ticket in tickets)
    if author.role is Role.CENTRE_MANAGER:
        return Role.CS_LEAD
    return Role.CENTRE_MANAGER if grave or author.role is Role.CS_LEAD else Role.CS_LEAD
