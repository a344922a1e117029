"""The ticket (工单): one matter, one number, one owner at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from desk.kind import ASKING, Kind, kind_of
from desk.reading import Category, Class, Place, Reading, Urgency


class Status(StrEnum):
    """The life of a ticket."""

    PROPOSED = "proposed"  # the bot is unsure: staff confirm, change or dismiss
    OPEN = "open"  # registered, to be dispatched
    DISPATCHED = "dispatched"  # 已派单, the assignee was pinged
    ACCEPTED = "accepted"  # 已接单
    WORKING = "working"  # 处理中
    WAITING = "waiting"  # 等待: a reason and a next-news date stand beside it
    DONE = "done"  # 已完成, the assignee reported the result
    CONFIRMED = "confirmed"  # the complainant confirmed
    REVISITED = "revisited"  # 已回访
    CLOSED = "closed"  # 归档
    DISMISSED = "dismissed"  # not a complaint
    MERGED = "merged"


_AT_WORK = frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING})
DRILL = "drill"  # the source of what is only exercised
ENDED = frozenset({Status.CLOSED, Status.DISMISSED, Status.MERGED})
OVER = frozenset({Status.DONE, Status.CONFIRMED, Status.REVISITED})  # done, and not yet filed
UNFINISHED = frozenset(
    {Status.OPEN, Status.DISPATCHED, Status.ACCEPTED, Status.WORKING, Status.WAITING}
)  # somebody still owes the work


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """One matter as it stands; its journal tells how it came there."""

    id: int
    number: int  # per site, shown as #12
    site: int
    status: Status
    text: str  # the reporter's words, line by line
    opened_at: datetime
    reporter: int  # person id of the first reporter
    reporters: tuple[int, ...]  # person ids, the first reporter first
    kind: Kind = Kind.COMPLAINT
    category: Category | None = None
    class_: Class = Class.THREE
    topic: str | None = None
    urgency: Urgency = Urgency.NORMAL
    place: Place = field(default_factory=Place)
    keywords: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    confidence: float = 1.0
    room: int | None = None  # where it was reported; None: in private
    source: str = "room"  # channel (S0-25 … S0-27): room | private | staff
    owner: int | None = None  # the assignee (负责人)
    receiver: int | None = None  # 首接人: follows it until somebody accepts it (S3-20)
    helpers: tuple[int, ...] = ()  # 协办, of other departments (S4-02)
    followers: tuple[int, ...] = ()  # handed it up and hear how it goes on (S1-14)
    accused: tuple[int, ...] = ()  # persons complained of: they never see or move it (S4-28)
    anonymous: bool = False  # 匿名: who reported it is named to nobody (C9)
    verdict: str | None = None  # proven | unproven, once a head has said so (S4-31)
    parent: int | None = None  # ticket id that this second complaint (二次投诉) follows
    round: int = 1  # 2 for the second complaint on one matter, and so on
    standard: str = "s0"  # version of the standard it was opened under (S2-62)
    last_line_at: datetime | None = None  # when a reporter last added to it
    result: str | None = None
    done_at: datetime | None = None
    done_by: int | None = None  # who finished or referred it, whoever had it
    attitude: int | None = None  # 1…5, from the reporter (S0-39)
    outcome: int | None = None  # 1…5, satisfaction with the result
    waiting_for: str | None = None
    next_news_at: datetime | None = None
    merged_into: int | None = None  # number of the ticket that goes on with it
    cleared: bool = field(default=False, compare=False)  # about a person, and as an emergency over
    homes: Mapping[int, str] = field(default_factory=dict, compare=False)  # of reporters whose home is known

    @property
    def households(self) -> int:
        """How many households reported it (S0-02): two of one home are one, an unknown home is its own."""
        return len({self.homes.get(one, one) for one in self.reporters})

    @property
    def assistants(self) -> tuple[int, ...]:
        """Those of the helpers who do not have the ticket themselves by now."""
        return tuple(one for one in self.helpers if one != self.owner)

    @property
    def handlers(self) -> frozenset[int]:
        """Who has it, and who finished it: neither says how that was done (C8)."""
        return frozenset(one for one in (self.owner, self.done_by) if one is not None)

    @property
    def ended(self) -> bool:
        """Whether nothing more can happen to it."""
        return self.status in ENDED

    @property
    def drill(self) -> bool:
        """演练: no matter of anybody's; it counts nowhere and says so everywhere."""
        return self.source == DRILL

    @property
    def discreet(self) -> bool:
        """About a person's conduct: nothing of it may stand in a room (S3-02, S4-28)."""
        return is_discreet(self.topic, self.accused)

    @property
    def veiled(self) -> tuple[int, ...]:
        """Whose names no card, letter or story tells: who complained of a person, or anonymously (S4-30)."""
        return self.reporters if self.discreet or self.anonymous else ()

    @property
    def asking(self) -> bool:
        """咨询 or 建议: to be answered, and no complaint (S2-01)."""
        return self.kind in ASKING

    @property
    def helped(self) -> bool:
        """Whether somebody has accepted it and works on it, with those who help."""
        return self.status in _AT_WORK

    @property
    def indoors(self) -> bool:
        """In somebody's home rather than in what all share (S2-87, S2-97)."""
        return self.place.room is not None or self.place.relation is not None

    @property
    def emergency(self) -> bool:
        """突发事件: skips the queue (S0-17)."""
        return self.category is Category.EMERGENCIES

    @property
    def all_hands(self) -> bool:
        """An emergency that goes on: whoever can help may know of it, whomever it is about."""
        return self.emergency and not self.cleared


def is_discreet(topic: str | None, accused: Collection[int]) -> bool:
    """Whether a matter of that topic, or with persons complained of, is about a person's conduct."""
    return topic == "服务态度" or bool(accused)


def from_reading(reading: Reading, base: Ticket) -> Ticket:
    """The ticket with what the reading says of the matter."""
    return replace(
        base,
        kind=kind_of(reading.category, reading.topic),
        category=reading.category,
        class_=reading.class_ or Class.THREE,
        topic=reading.topic,
        urgency=reading.urgency or Urgency.NORMAL,
        place=reading.place,
        keywords=reading.keywords,
        because=(*reading.triggers, *reading.because),
        confidence=reading.confidence,
    )
