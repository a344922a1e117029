"""Public notices (公告): what will be missing where and until when, and which reports one answers (S2-34)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.people import AreaError, Role, parse_area
from desk.reading import Category, Class, Reading, Urgency

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
_BUILDING = re.compile(r"[栋棟幢座]|号楼|號樓")
_NAMED = frozenset({"building", "buildings", "bldg"})


@dataclass(frozen=True, kw_only=True)
class Bulletin:
    """One public notice."""

    id: int = 0
    site: int
    number: int = 0  # per site
    topic: str
    what: str  # 停水, as it was typed
    reason: str | None = None
    buildings: tuple[str, ...] = ()  # none: the whole site
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

    def asked_for(self, text: str, home: str | None, now: datetime) -> bool:
        """Whether somebody who lives in building `home` asks about it, from a day before it begins."""
        named = any(
            word in text.lower() for word in (self.what.lower(), *_TOPICS.get(self.topic, "").split())
        )
        there = not self.buildings or home in self.buildings
        over = self.ended_at is not None or (self.ends_at is not None and now > self.ends_at)
        return named and there and not over and now >= self.starts_at - AHEAD

    def answers(self, reading: Reading, home: str | None, now: datetime) -> bool:
        """Whether it tells the writer, who lives in building `home`, what they need to know.

        Never of an emergency or anything else that is grave or urgent, and not after its end: then it is a
        fault like any other.
        """
        plain = (reading.class_ or Class.THREE) is Class.THREE and not reading.triggers
        if not plain or reading.category is Category.EMERGENCIES or reading.urgency is Urgency.URGENT:
            return False
        there = not self.buildings or (reading.place.building or home) in self.buildings
        return reading.topic == self.topic and there and self.current(now)


def places(words: str) -> tuple[tuple[str, ...], str]:
    """The buildings named in the words, and the other words: ("3栋 4栋 检修") → (("3", "4"), "检修")."""
    buildings: set[str] = set()
    rest: list[str] = []
    tokens = words.split()
    for before, token in zip(["", *tokens], tokens, strict=False):
        found = _area(token) if _BUILDING.search(token) or before.lower() in _NAMED else None
        if found:
            buildings |= found
        elif token.lower() not in _NAMED:
            rest.append(token)
    reason = re.sub(r"^(?:原因|因)[:：\s]*", "", " ".join(rest)).strip()
    return tuple(sorted(buildings, key=lambda one: (len(one), one))), reason


def _area(token: str) -> frozenset[str] | None:
    try:
        return parse_area(token) or None
    except AreaError:
        return None
