"""The sample site 阳光花园 of the demo: rooms, and people for every role."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.platforms.web.chat import Hall
from desk.homes import Homes
from desk.money import Money, currency_of
from desk.people import STAFF, Person, Role, RoomKind, Site, parse_area
from desk.prices import Wanted
from desk.roster import Shift, span
from handlers.tools import Book
from storage.unit_of_work import UnitOfWork

SITE = Site(id=0, name="阳光花园")
_BUILDINGS, _EACH = 10, 300  # households, as in the made-up year
HOMES = Homes(all=_BUILDINGS * _EACH, buildings={str(number): _EACH for number in range(1, _BUILDINGS + 1)})

_MANAGERS = {Role.CS_LEAD, Role.CENTRE_MANAGER, Role.HEADQUARTERS, Role.ADMIN}
_HALLS = (
    ("residents", "阳光花园业主群", RoomKind.RESIDENTS),
    ("staff", "阳光花园工作群", RoomKind.STAFF),
    ("managers", "阳光花园管理群", RoomKind.MANAGERS),
)


@dataclass(frozen=True)
class _One:
    name: str
    role: Role
    where: str = ""  # a home ("3-2-501") or an area ("1-4栋")
    language: str | None = None


_PEOPLE = (
    _One("陈建国", Role.RESIDENT, "3-2-501"),
    _One("李秀英", Role.RESIDENT, "3-2-1102"),
    _One("赵敏", Role.RESIDENT, "3-1-302"),
    _One("刘洋", Role.RESIDENT, "1-1-801"),
    _One("孙丽", Role.RESIDENT, "2-2-603"),
    _One("吴刚", Role.RESIDENT, "4-1-1204"),
    _One("郑爽", Role.RESIDENT, "5-2-402"),
    _One("黃美玲", Role.RESIDENT, "6-1-302", "zh_TW"),
    _One("Emma Smith", Role.RESIDENT, "8-1-1801", "en"),
    _One("马超", Role.RESIDENT, "7-2-905"),
    _One("钱多多", Role.RESIDENT, "5-1-1501"),
    _One("周婷", Role.CUSTOMER_OFFICER, "1-4栋"),
    _One("徐磊", Role.CUSTOMER_OFFICER, "5-8栋"),
    _One("王强", Role.ENGINEER),
    _One("赵卫东", Role.SECURITY),
    _One("孙桂芳", Role.CLEANER),
    _One("何静", Role.FRONT_DESK),
    _One("林芳", Role.CS_LEAD),
    _One("高明", Role.CENTRE_MANAGER),
    _One("唐总", Role.HEADQUARTERS),
    _One("钟伟", Role.ENGINEERING_LEAD),
)


_PRICES = (
    ("换锁芯", "把", 80),
    ("换门锁", "把", 150),
    ("疏通马桶", "次", 60),
    ("疏通地漏", "次", 50),
    ("换水龙头", "个", 40),
    ("修水管", "处", 60),
    ("换插座", "个", 30),
    ("换灯管", "支", 20),
    ("检查线路", "次", 0),
)  # a list as such companies print it; the amounts are made up
_MANNED = 367  # days from yesterday on, whose shift runs until half past eight
_PRINTED = datetime(2026, 1, 1, tzinfo=UTC)


def seed(uow: UnitOfWork, platform: str) -> Site:
    """The sample site in an empty database; one that is there already stays as it is.

    Each person's account on the platform is their id.
    """
    known = uow.sites.named(SITE.name)
    if known:
        return known
    site = uow.sites.add(SITE)
    for chat, title, kind in _HALLS:
        uow.rooms.bind(site.id, platform, chat, kind, title)
    for one in _PEOPLE:
        person = uow.people.add(_person(site, one))
        uow.people.reach(person.id, platform, str(person.id), "ok")
    for item, unit, yuan in _PRICES:
        amount = Money(minor=yuan * 100, currency=currency_of(site.region))
        uow.prices.put(site.id, Wanted(item=item, unit=unit, amount=amount), _PRINTED)
    return site


def man(uow: UnitOfWork, site: Site, book: Book, now: datetime) -> None:
    """Somebody has duty (S2-07) today and on every day of the year to come; days that are taken stay so.

    Nothing is owed for these shifts: a demo left alone asks nobody for a handover.
    """
    calendar, duty = book.calendar(site), book.standard(site.standard).duty
    officers = [one for one in uow.people.staff(site.id) if one.role is Role.CUSTOMER_OFFICER]
    yesterday = calendar.local(now).date() - timedelta(days=1)
    days = [yesterday + timedelta(days=ahead) for ahead in range(_MANNED)]
    first, last = span(calendar, duty, days[0])[0], span(calendar, duty, days[-1])[1]
    taken = {shift.starts_at for shift in uow.roster.beginning(site.id, first, last)}
    for day in days:
        starts_at, ends_at = span(calendar, duty, day)
        if starts_at not in taken and officers:
            officer = officers[day.toordinal() % len(officers)]
            shift = Shift(id=0, site=site.id, person=officer.id, starts_at=starts_at, ends_at=ends_at)
            uow.roster.put(shift)


def halls(people: list[Person]) -> list[Hall]:
    """The rooms with who sits in them: everybody with the residents, staff and managers among themselves."""
    return [
        Hall(
            id=chat,
            title=title,
            kind=kind,
            members=frozenset(str(person.id) for person in people if _sits(person, kind)),
        )
        for chat, title, kind in _HALLS
    ]


def _sits(person: Person, kind: RoomKind) -> bool:
    if kind is RoomKind.STAFF:
        return person.role in STAFF - {Role.HEADQUARTERS}
    return kind is RoomKind.RESIDENTS or person.role in _MANAGERS


def _person(site: Site, one: _One) -> Person:
    home = one.where.split("-") if one.role is Role.RESIDENT else [None, None, None]
    area = parse_area(one.where) if one.role is not Role.RESIDENT and one.where else frozenset()
    return Person(
        id=0,
        site=site.id,
        name=one.name,
        role=one.role,
        area=area,
        language=one.language,
        building=home[0],
        unit=home[1],
        room=home[2],
    )
