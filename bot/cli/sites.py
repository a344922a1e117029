"""The site that a command names."""

from bot.cli.refusal import Refusal
from bot.settings import Settings
from bot.sites import keep
from bot.terminal import say
from desk.people import Site
from storage.unit_of_work import UnitOfWork


def named(uow: UnitOfWork, settings: Settings, name: str) -> Site:
    """The configured site of that name; refused, with the names there are, for any other."""
    site = next((site for site in keep(uow, settings) if site.name == name.strip()), None)
    if site is None:
        known = "、".join(site.name for site in settings.sites)
        raise Refusal(say("site.unknown", name=name, known=known))
    return site
