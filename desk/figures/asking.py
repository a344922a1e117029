"""A question about the figures, as values: what is counted, of which matters, in which days, by what."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from desk.clocks import ClockKind
from desk.figures.facts import Matter
from desk.kind import Kind
from desk.people import Role
from desk.reading import TOPICS, Category, Class


class Measure(StrEnum):
    """What is asked for; each is a share with a numerator and a denominator."""

    COUNT = "count"
    LATE = "late"  # solved too late, of those due (S2-64)
    RATE = "rate"  # solved in time, of those due (S2-64)
    OPEN = "open"  # somebody still owes the work
    DONE = "done"  # nobody does
    SECOND = "second"  # 二次投诉 (S0-09)
    GROUP = "group"  # of so many households (S0-02)
    RESPOND = "respond"  # S0-28
    DISPATCH = "dispatch"  # S0-29
    CONTACT = "contact"  # first contact: S0-30
    REVISIT = "revisit"  # S0-38
    HAPPY = "happy"  # S0-39
    MEND = "mend"  # how long it took until it was solved, on average (S2-65)
    REACH = "reach"  # until the first contact
    REPLY = "reply"  # until the first word
    ASSIGN = "assign"  # until somebody was responsible


PROMISES = {
    Measure.LATE: ClockKind.RESOLVE,
    Measure.RATE: ClockKind.RESOLVE,
    Measure.RESPOND: ClockKind.RESPOND,
    Measure.DISPATCH: ClockKind.DISPATCH,
    Measure.CONTACT: ClockKind.FIRST_CONTACT,
    Measure.REVISIT: ClockKind.REVISIT,
}
TIMES = {
    Measure.MEND: ClockKind.RESOLVE,
    Measure.REACH: ClockKind.FIRST_CONTACT,
    Measure.REPLY: ClockKind.RESPOND,
    Measure.ASSIGN: ClockKind.DISPATCH,
}
GOOD_HIGH = (*(one for one in PROMISES if one is not Measure.LATE), Measure.DONE, Measure.HAPPY)


class By(StrEnum):
    """What is compared."""

    PERSON = "person"
    DEPARTMENT = "department"
    BUILDING = "building"
    TOPIC = "topic"
    KIND = "kind"
    CATEGORY = "category"
    CLASS = "class"
    SOURCE = "source"
    HOUR = "hour"
    WEEKDAY = "day_of_week"
    DATE = "date"
    WEEK = "week"
    MONTH = "month"


SERIES = (By.WEEKDAY, By.DATE, By.WEEK, By.MONTH)  # whose lines stand in the order of time


class Against(StrEnum):
    """How far back the days lie that it is compared with (S1-07)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"  # as many months before as there are, up to the same day
    YEAR = "year"


TEAMS: dict[str, tuple[Role, ...]] = {
    "eng": (Role.ENGINEER, Role.ENGINEERING_LEAD),
    "sec": (Role.SECURITY,),
    "cle": (Role.CLEANER,),
    "gar": (Role.GARDENER,),
    "cus": (Role.CUSTOMER_OFFICER, Role.FRONT_DESK, Role.CS_LEAD),
}  # 工程部, 秩序部, 保洁部, 绿化部, 客服部
EVER = date(2000, 1, 1)  # of what is still open it does not matter when it was reported

_PART = "."
_PARTS = 12
_YEAR = 12  # months
_BEST = "^"  # after what is compared
_SHORT = 3
_DAY = "%y%m%d"
_DIGITS = 4  # of the place in a list
_LONGEST_ID = 9  # digits: databases count no further


@dataclass(frozen=True, kw_only=True)
class Query:
    """One question; days are the site's, both inclusive."""

    measure: Measure
    first: date
    last: date
    by: By | None = None
    best: bool = False  # the best stand first, else the worst
    person: int | None = None  # whose: person id
    team: str | None = None  # of `TEAMS`
    topic: str | None = None
    building: str | None = None
    kind: Kind | None = None
    category: Category | None = None
    class_: Class | None = None
    against: Against | None = None

    def takes(self, matter: Matter, departments: Mapping[int, str]) -> bool:
        """Whether it asks about that one (whose day is another's to look at).

        `departments`: the role of each owner.
        """
        return (
            (self.person is None or self.person == matter.owner)
            and (self.team is None or departments.get(matter.owner or 0) in TEAMS[self.team])
            and (self.topic is None or self.topic == (matter.topic or "其他"))
            and (self.building is None or self.building == matter.building)
            and (self.kind is None or self.kind is matter.kind)
            and (self.category is None or self.category == matter.category)
            and (self.class_ is None or self.class_ is matter.class_)
        )

    @property
    def narrow(self) -> bool:
        """Whether it asks about some of the matters only."""
        of = (self.person, self.team, self.topic, self.building, self.kind, self.category, self.class_)
        return any(of)

    @property
    def personal(self) -> bool:
        """Whether the answer tells of single persons, which is for heads alone (S0-47)."""
        return self.by is By.PERSON or self.person is not None

    @property
    def earlier(self) -> "Query":
        """The same, of the days that these are compared with."""
        first, last = self.first, self.last
        if self.against in (Against.DAY, Against.WEEK):
            back = timedelta(days=1 if self.against is Against.DAY else 7)
            return replace(self, first=first - back, last=last - back, against=None)
        covered = (last.year - first.year) * _YEAR + last.month - first.month + 1 if first.day == 1 else 1
        months = _YEAR if self.against is Against.YEAR else covered
        whole = first.day == 1 and last.day == _days_of(last)
        return replace(self, first=_back(first, months), last=_back(last, months, whole=whole), against=None)

    def code(self, start: int = 0) -> str:
        """As a button carries it, from the `start`-th ticket of its list on."""
        parts = (
            self.measure[:_SHORT],
            self.first.strftime(_DAY),
            self.last.strftime(_DAY),
            (self.by or "")[:_SHORT] + _BEST * self.best,
            self.building or "",
            self.topic or "",
            (self.kind or "")[:1],
            (self.category or "")[:2],
            str(self.class_.value) if self.class_ else "",
            str(start) if start else "",
            str(self.person or self.team or ""),
            (self.against or "")[:1],
        )
        return _PART.join(parts)


def decode(code: str) -> tuple[Query, int] | None:
    """The question and the place in its list that a button carries; None for anything else."""
    parts = code.split(_PART)
    if len(parts) == _PARTS - 1:
        parts.append("")  # a button from before days were compared
    if len(parts) != _PARTS:
        return None
    measure, first, last, by, building, topic, kind, category, class_, start, person, against = parts
    days = _day(first), _day(last)
    found = next((one for one in Measure if one[:_SHORT] == measure), None)
    if found is None or days[0] is None or days[1] is None or topic not in ("", *TOPICS):
        return None
    query = Query(
        measure=found,
        first=days[0],
        last=days[1],
        by=next((one for one in By if one[:_SHORT] == by.removesuffix(_BEST)), None),
        best=by.endswith(_BEST),
        person=_whole(person, _LONGEST_ID) or None,
        team=person if person in TEAMS else None,
        building=building or None,
        topic=topic or None,
        kind=next((one for one in Kind if kind and one[:1] == kind), None),
        category=next((one for one in Category if category and one[:2] == category), None),
        class_=next((one for one in Class if str(one.value) == class_), None),
        against=next((one for one in Against if against and one[:1] == against), None),
    )
    return query, _whole(start, _DIGITS)


def _whole(written: str, digits: int) -> int:
    """0 for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= digits else 0


def _back(day: date, months: int, *, whole: bool = False) -> date:
    """The same day so many months before, or the last there is; of a whole month its last."""
    year, month = divmod(day.year * _YEAR + day.month - 1 - months, _YEAR)
    begin = date(year, month + 1, 1)
    return begin.replace(day=_days_of(begin) if whole else min(day.day, _days_of(begin)))


def _days_of(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _day(written: str) -> date | None:
    try:
        return datetime.strptime(written, _DAY).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
