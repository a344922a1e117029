"""A question about the figures, as values: what is counted, of which matters, in which days, by what."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from string import digits

from desk.figures.bounds import Bound, Unit, bound_of
from desk.figures.facts import Matter
from desk.figures.floors import Floors, floors_of
from desk.figures.marks import Mark, coded, marks_of
from desk.figures.moments import Moments, moments_of
from desk.figures.terms import SOURCES, TEAMS, Against, By, Measure
from desk.hours import Calendar
from desk.kind import Kind
from desk.reading import TOPICS, Category, Class

EVER = date(2000, 1, 1)  # of what is still open it does not matter when it was reported

_PART = "."
_PARTS = 17
_FEWEST = 11  # parts: older buttons compare no days, tell no hours and know no bound
_YEAR = 12  # months
_BEST, _SHARE, _PER, _RANKED = "^", "%", "*", "~"  # after what is compared
_SIGNS = _BEST + _SHARE + _PER + _RANKED
_SHORT = 3
_DAY = "%y%m%d"
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_LETTERS)
_DIGITS = 4  # of the place in a list
_LONGEST_ID = 9  # digits: databases count no further
_PLACE = "/"  # between building, unit and floor


@dataclass(frozen=True, kw_only=True)
class Query:
    """One question; days are the site's, both inclusive."""

    measure: Measure
    first: date
    last: date
    by: By | None = None
    best: bool = False  # the best stand first, else the worst
    share: bool = False  # by their share: 逾期率最高; else by how many: 逾期最多
    ranked: bool = False  # days, weeks and months by how much there was, not in the order of time
    per: bool = False  # 每百户: a count by a hundred households, and in that order
    person: int | None = None  # whose: person id
    team: str | None = None  # of `TEAMS`
    topic: str | None = None
    building: str | None = None
    unit: str | None = None
    floors: Floors | None = None
    when: Moments = field(default_factory=Moments)  # of those days
    kind: Kind | None = None
    category: Category | None = None
    class_: Class | None = None
    against: Against | None = None
    source: str | None = None  # how it came: of `SOURCES`
    room: str | None = None  # a home's door
    only: tuple[Mark, ...] = ()  # what they must be beside
    without: tuple[Mark, ...] = ()  # and must not be
    skip: int = 0  # lines of a comparison that were shown before
    bound: Bound | None = None  # only the lines of which this is so, or whether it is so

    def takes(self, matter: Matter, departments: Mapping[int, str], calendar: Calendar) -> bool:
        """Whether it asks about that one (whose day is another's to look at).

        `departments`: the role of each owner; `calendar`: the site's.
        """
        return (
            (self.person is None or self.person == matter.owner)
            and (self.team is None or departments.get(matter.owner or 0) in TEAMS[self.team])
            and (self.topic is None or self.topic == (matter.topic or "其他"))
            and (self.building is None or self.building == matter.building)
            and (self.unit is None or self.unit == matter.unit)
            and (self.floors is None or self.floors.take(matter.floor))
            and (not self.when or self.when.take(matter.opened_at, calendar))
            and (self.kind is None or self.kind is matter.kind)
            and (self.category is None or self.category == matter.category)
            and (self.class_ is None or self.class_ is matter.class_)
            and (self.source is None or self.source == matter.source)
            and (self.room is None or self.room == matter.home)
        )

    @property
    def night(self) -> timedelta:
        """How far one night reaches into the next day: 昨天夜里 ends this morning; of more nights 0."""
        return self.when.overnight if self.first == self.last else timedelta()

    @property
    def narrow(self) -> bool:
        """Whether it asks about some of the matters only."""
        of = (self.person, self.team, self.topic, self.kind, self.category, self.class_, self.source)
        where = (self.building, self.unit, self.floors, self.room, self.when)
        return any((*of, *where, self.only, self.without))

    @property
    def personal(self) -> bool:
        """Whether the answer tells of single persons or homes, which is for heads alone (S0-47)."""
        return self.by is By.PERSON or self.person is not None or self.room is not None

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

    @property
    def lasting(self) -> Bound | None:
        """A bound of time that each ticket is held against: 超过30分钟没接单, 逾期超过3天."""
        return self.bound if self.bound and self.bound.unit is Unit.MINUTES and not self.by else None

    def code(self, start: int = 0) -> str:
        """As a button carries it, from the `start`-th ticket of its list on."""
        parts = (
            self.measure[:_SHORT],
            _short(self.first),
            _short(self.last),
            (self.by or "")[:_SHORT]
            + _SHARE * self.share
            + _BEST * self.best
            + _PER * self.per
            + _RANKED * self.ranked
            + (str(self.skip) if self.skip else ""),
            self._place,
            self.topic or "",
            (self.kind or "")[:1],
            (self.category or "")[:2],
            str(self.class_.value) if self.class_ else "",
            str(start) if start else "",
            str(self.person or self.team or ""),
            (self.against or "")[:1],
            self.when.code,
        )
        return _PART.join((*parts, *self._seldom))

    @property
    def _seldom(self) -> list[str]:
        """Parts that few questions have: none behind the last that says something."""
        bound = self.bound.code if self.bound else ""
        parts = [bound, self.source or "", self.room or "", coded(self.only, self.without)]
        while parts and not parts[-1]:
            parts.pop()
        return parts

    @property
    def _place(self) -> str:
        floors = self.floors.code if self.floors else ""
        return _PLACE.join((self.building or "", self.unit or "", floors)).rstrip(_PLACE)


def decode(code: str) -> tuple[Query, int] | None:
    """The question and the place in its list that a button carries; None for anything else."""
    parts = code.split(_PART)
    if not _FEWEST <= len(parts) <= _PARTS:
        return None
    parts += [""] * (_PARTS - len(parts))
    measure, first, last, by, place, topic, kind, category, class_, start, person, *more = parts
    against, when, bound, source, room, marks = more
    only, without = marks_of(marks)
    building, unit, floors = (*place.split(_PLACE, 2), "", "")[:3]
    days = _day(first), _day(last)
    found = next((one for one in Measure if one[:_SHORT] == measure), None)
    if found is None or days[0] is None or days[1] is None or topic not in ("", *TOPICS):
        return None
    query = Query(
        measure=found,
        first=days[0],
        last=days[1],
        by=next((one for one in By if one[:_SHORT] == by.rstrip(_SIGNS + digits)), None),
        skip=_whole(by.lstrip(_LETTERS[10:] + _SIGNS), _DIGITS),
        best=_BEST in by,
        share=_SHARE in by,
        ranked=_RANKED in by,
        per=_PER in by,
        person=_whole(person, _LONGEST_ID) or None,
        team=person if person in TEAMS else None,
        building=building or None,
        unit=unit or None,
        floors=floors_of(floors),
        when=moments_of(when),
        topic=topic or None,
        kind=next((one for one in Kind if kind and one[:1] == kind), None),
        category=next((one for one in Category if category and one[:2] == category), None),
        class_=next((one for one in Class if str(one.value) == class_), None),
        against=next((one for one in Against if against and one[:1] == against), None),
        bound=bound_of(bound),
        source=source if source in SOURCES else None,
        room=room or None,
        only=only,
        without=without,
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


def _short(day: date) -> str:
    """Three letters or digits: days since `EVER`."""
    days = (day - EVER).days
    return "".join(_LETTERS[days // _BASE**place % _BASE] for place in (2, 1, 0))


def _day(written: str) -> date | None:
    """As `_short` writes it, or as six digits on older buttons."""
    if len(written) == _SHORT and written.isascii() and written.isalnum():
        return EVER + timedelta(days=int(written, _BASE))
    try:
        return datetime.strptime(written, _DAY).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
