"""The sites of the configuration, in the database."""

import hashlib
from typing import Any

from bot.calendars import Hand
from bot.couriers import Target
from bot.reading import limits_of
from bot.settings import ConfiguredSite, Settings
from bot.settings.model import ConfiguredHook
from bot.settings.wecom import WecomUse, switches
from desk.homes import Homes
from desk.hooks import Hook
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
    return wanted.model_dump(
        exclude={
            "hours",
            "days",
            "pay",
            "bodies",
            "reading",
            "rooms",
            "hooks",
            "use",
            "households",
            "buildings",
        }
    )


def hand_of(site: ConfiguredSite, general: WecomUse | None = None) -> Hand:
    """What a site's configuration sets by hand; `general` is what holds where it does not say."""
    return Hand(
        blocks=site.blocks,
        closed=frozenset(day.date for day in site.days if not day.works),
        worked=frozenset(day.date for day in site.days if day.works),
        local=Local(
            pay=site.pay,
            bodies=tuple(Body(name=one.name, phone=one.phone, topics=one.topics) for one in site.bodies),
            hooks=tuple(
                Hook(name=hook_name(site, one), events=frozenset(one.events), words=one.words)
                for one in site.hooks
            ),
        ),
        homes=Homes(all=site.households, buildings={one.name: one.households for one in site.buildings}),
        switches=switches(site.use, general or WecomUse()),
        limits=limits_of(site),
    )


def hook_name(site: ConfiguredSite, hook: ConfiguredHook) -> str:
    """By which a webhook's events are kept: another address is another webhook."""
    return hashlib.sha256(f"{site.name} {hook.url}".encode()).hexdigest()[:16]


def targets(settings: Settings) -> list[Target]:
    """Where ticket events are told, of every site."""
    return [
        Target(name=hook_name(site, hook), url=hook.url, secret=hook.secret.get_secret_value())
        for site in settings.sites
        for hook in site.hooks
    ]
