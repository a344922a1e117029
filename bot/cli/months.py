"""Months and the site that a command is about, looked at beside a desk that may be running."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cli.configured import configured
from bot.cli.options import Call
from bot.cli.refusal import Refusal
from bot.cli.store import explained, revision
from bot.settings import Settings, bare
from bot.terminal import say
from desk.figures.period import Period, of, parse
from desk.people import Site
from storage import schema
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork


def readable(call: Call) -> Settings:
    """As `configured`; where there is only a database (a demo, a copy to look at) it is read as it is."""
    unnamed = call.written is None and not call.config.exists()
    if not unnamed or not (call.data / "desk.db").is_file():
        return configured(call)
    with looking(bare(call.data, ("?",)), call) as uow:
        names = [site.name for site in uow.sites.all()]
    return bare(call.data, names) if names else configured(call)


@contextmanager
def looking(settings: Settings, call: Call) -> Iterator[UnitOfWork]:
    """The database for reading; refused where there is none, or one that another version of us made."""
    found = revision(settings)
    if found is None:
        raise Refusal(say("store.none", url=settings.database.shown, init=call.how("init")))
    if found != schema.newest():
        raise Refusal(say("store.other", found=found, needed=schema.newest()))
    gc.freeze()  # what was loaded is no garbage: counting need not look at it again and again
    engine = open_engine(settings.database.url)
    try:
        with explained(settings), schema.reading(engine) as uow:
            yield uow
    finally:
        engine.dispose()


def site_named(uow: UnitOfWork, settings: Settings, name: str | None) -> Site:
    """The site of that name, or the only one; refused, with the names there are, for any other."""
    if name is None and len(settings.sites) > 1:
        raise Refusal(say("report.which_site", known="、".join(site.name for site in settings.sites)))
    wanted = (name or settings.sites[0].name).strip()
    site = uow.sites.named(wanted)
    if site is None:
        raise Refusal(say("site.unknown", name=wanted, known="、".join(one.name for one in uow.sites.all())))
    return site


def period_named(text: str | None, site: Site, now: datetime) -> Period:
    """The month that was written; refused where it is none, or empty, or has not come. None: last month."""
    today = of(now, ZoneInfo(site.timezone))
    found = None if text == "" else parse(text or "", today)  # "": an unset variable of a script
    if found is None:
        raise Refusal(say("report.no_month", month=text, today=today))
    if found > today:
        raise Refusal(say("report.not_yet", month=found, today=today))
    return found
