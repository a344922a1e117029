"""Public notices (公告): what will be missing where and until when, and which reports one answers (S2-34)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.people import Role
from desk.reading import Category, Class, Place, Reading, Urgency
from desk.scope import covers

AHEAD = timedelta(hours=24)  # S2-34
_TOPICS = {
    "供电": "停电 停電 断电 斷電 power electricity",
    "供水": "停水 断水 斷水 water",
    "燃气": "停气 停氣 停燃气 停煤气 gas",
    "供暖": "停暖 停供暖 停热 heating heat",
    "电梯": "停梯 电梯停运 电梯检修 電梯檢修 电梯维修 电梯 lift elevator",
}
TOPIC_OF = {word: topic for topic, words in _TOPICS.items() for word in words.split()}
POSTERS = frozenset(
    {
        Role.FRONT_DESK,
        Role.CUSTOMER_OFFICER,
        Role.ENGINEER,
        Role.DUTY_OFFICER,
        Role.CS_LEAD,
        Role.CENTRE_MANAGER,
    }
)  # house: the desk, and who switches it off


@dataclass(frozen=True, kw_only=True)
class Bulletin:
    """One public notice."""

    id: int = 0
    site: int
    number: int = 0  # per site
    topic: str
    what: str  # 停水, as it was typed
    reason: str | None = None
    buildings: tuple[str, ...] = ()  # "5", or "5-1" of a unit; none: the whole site
    starts_at: datetime
    ends_at: datetime | None = None
    posted_at: datetime
    by: int
    ended_at: datetime | None = None

    def current(self, now: datetime) -> bool:
        """Whether what it announces is going on."""
        open_ended = self.ends_at is None or now <= self.ends_at
        return self.ended_at is None and self.starts_at <= now and open_ended

    @property
    def short(self) -> bool:
        """Whether it came later than 24 hours before (S2-34)."""
        return self.starts_at - self.posted_at < AHEAD

    def asked_for(self, text: str, home: Place, now: datetime) -> bool:
        """Whether somebody who lives at `home` asks about it, from a day before it begins."""
        named = any(
            word in text.lower() for word in (self.what.lower(), *_TOPICS.get(self.topic, "").split())
        )
        there = covers(self.buildings, home)
        over = self.ended_at is not None or (self.ends_at is not None and now > self.ends_at)
        return named and there and not over and now >= self.starts_at - AHEAD

    def answers(self, reading: Reading, home: Place, now: datetime) -> bool:
        """Whether it tells the writer, who lives at `home`, what they need to know.

        Never of an emergency or anything else that is grave or urgent, and not after its end: then it is a
        fault like any other.
        """
        plain = (reading.class_ or Class.THREE) is Class.THREE and not reading.triggers
        if not plain or reading.category is Category.EMERGENCIES or reading.urgency is Urgency.URGENT:
            return False
        said = reading.place
        same = said.building in (None, home.building) and said.unit is None
        there = covers(self.buildings, home if same else said)
        return reading.topic == self.topic and there and self.current(now)
