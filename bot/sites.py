"""The sites of the configuration, in the database."""

from typing import Any

from bot.calendars import Hand
from bot.reading import limits_of
from bot.settings import ConfiguredSite, Settings
from desk.local import Body, Local
from desk.people import Site
from storage.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, settings: Settings) -> list[Site]:
    """Create the sites that are new and correct those that changed; all that are configured, in order."""
    return [_kept(uow, site) for site in settings.sites]


def _kept(uow: UnitOfWork, wanted: ConfiguredSite) -> Site:
    known = uow.sites.named(wanted.name)
    if known is None:
        return uow.sites.add(Site(id=0, **_columns(wanted)))
    uow.sites.change(Site(id=known.id, **_columns(wanted)))
    return uow.sites.get(known.id)


def _columns(wanted: ConfiguredSite) -> dict[str, Any]:
    return wanted.model_dump(exclude={"hours", "days", "pay", "bodies", "reading", "rooms"})


def hand_of(site: ConfiguredSite) -> Hand:
    """What a site's configuration sets by hand."""
    return Hand(
        blocks=site.blocks,
        closed=frozenset(day.date for day in site.days if not day.works),
        worked=frozenset(day.date for day in site.days if day.works),
        local=Local(
            pay=site.pay,
            bodies=tuple(Body(name=one.name, phone=one.phone, topics=one.topics) for one in site.bodies),
        ),
        limits=limits_of(site),
    )
