"""The sites: rooms to speak in, people to answer."""

from collections.abc import Iterator

from bot.doctor.finding import Finding, fine, warning, wrong
from bot.settings import Settings
from bot.settings.wecom import Wecom
from bot.sites import hand_of
from desk.homes import Homes
from desk.people import Person, Role, RoomKind, Site
from storage.unit_of_work import UnitOfWork

_SHOWN = 8  # names or buildings in one line


def look(uow: UnitOfWork, settings: Settings) -> Iterator[Finding]:
    """Each configured site's rooms and people."""
    for wanted in settings.sites:
        site = uow.sites.named(wanted.name)
        if site is None:
            yield warning("site_new", site=wanted.name)
            continue
        yield from _rooms(uow, site, _private(settings.wecom))
        yield from _people(uow, site)
        yield from _homes(uow, site, hand_of(wanted).homes)


def _private(wecom: Wecom | None) -> frozenset[RoomKind]:
    """Whose rooms are not needed: residents have 微信客服, staff and managers the app."""
    if wecom is None:
        return frozenset()
    kf = {RoomKind.RESIDENTS} if wecom.kf and wecom.kf.open_kfids else set()
    return frozenset(kf | ({RoomKind.STAFF, RoomKind.MANAGERS} if wecom.secret and wecom.agent_id else set()))


def _rooms(uow: UnitOfWork, site: Site, private: frozenset[RoomKind]) -> Iterator[Finding]:
    for kind in (RoomKind.RESIDENTS, RoomKind.STAFF, RoomKind.MANAGERS):
        titles = [room.title or room.chat for room in uow.rooms.of(site.id, kind)]
        if titles:
            yield fine(f"room_{kind}", site=site.name, titles=_some(titles))
        elif kind in private:
            yield fine(f"private_{kind}", site=site.name)
        else:
            yield (warning if kind is RoomKind.MANAGERS else wrong)(f"no_{kind}", site=site.name)


def _people(uow: UnitOfWork, site: Site) -> Iterator[Finding]:
    staff = uow.people.staff(site.id)
    yield from _lead(site, [one for one in staff if one.role is Role.CS_LEAD])
    yield from _officers(uow, site, [one for one in staff if one.role is Role.CUSTOMER_OFFICER])
    silent = [one.name for one in staff if not _reached(uow, one)]
    if silent:
        yield warning("unreached", site=site.name, names=_some(silent))


def _lead(site: Site, leads: list[Person]) -> Iterator[Finding]:
    names = _some([one.name for one in leads])
    yield fine("lead", site=site.name, names=names) if leads else wrong("no_lead", site=site.name)


def _officers(uow: UnitOfWork, site: Site, officers: list[Person]) -> Iterator[Finding]:
    """Somebody for every building in which a known resident lives."""
    if not officers:
        yield warning("no_officer", site=site.name)
        return
    covered = frozenset[str]().union(*(one.area for one in officers))
    homes = {one.building for one in uow.people.of(site.id) if one.building}
    bare = sorted(homes - covered, key=lambda building: (len(building), building))
    if bare and all(one.area for one in officers):
        yield warning("uncovered", site=site.name, buildings=_some(bare))
    else:
        yield fine("officers", site=site.name, names=_some([one.name for one in officers]))


def _homes(uow: UnitOfWork, site: Site, homes: Homes) -> Iterator[Finding]:
    """Where households are set for some buildings: those of whose residents we know and that have none."""
    if not homes.buildings:
        return
    lived = {one.building for one in uow.people.of(site.id) if one.building}
    bare = sorted(lived - set(homes.buildings), key=lambda building: (len(building), building))
    if bare:
        yield warning("homeless", site=site.name, buildings=_some(bare))
    else:
        yield fine("homes", site=site.name, count=len(homes.buildings))


def _reached(uow: UnitOfWork, person: Person) -> bool:
    return any(address.state == "ok" for address in uow.people.addresses(person.id))


def _some(words: list[str]) -> str:
    rest = f" +{len(words) - _SHOWN}" if len(words) > _SHOWN else ""
    return ", ".join(words[:_SHOWN]) + rest
