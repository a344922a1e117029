"""The sites of the configuration, in the database."""

from bot.settings import ConfiguredSite, Settings
from desk.people import Site
from storage.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, settings: Settings) -> list[Site]:
    """Create the sites that are new and correct those that changed; all that are configured, in order."""
    return [_kept(uow, site) for site in settings.sites]


def _kept(uow: UnitOfWork, wanted: ConfiguredSite) -> Site:
    known = uow.sites.named(wanted.name)
    if known is None:
        return uow.sites.add(Site(id=0, **wanted.model_dump()))
    uow.sites.change(Site(id=known.id, **wanted.model_dump()))
    return uow.sites.get(known.id)
