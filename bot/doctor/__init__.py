"""The doctor: looks at everything that a desk needs, and says what to do where it is not well."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from bot.doctor import (
    calendars,
    database,
    faq,
    journal,
    letters,
    machine,
    playbooks,
    sites,
    standards,
    telegram,
    wecom,
    wording,
)
from bot.doctor.finding import Finding, Mark
from bot.settings import Settings
from desk.people import Room


def examine(
    settings: Settings, now: datetime, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Iterator[Finding]:
    """Every finding, in the order in which one would put things right; changes nothing.

    `progress` is told how many of a site's journal entries have been looked at, and how many there are.
    """
    yield from machine.look(settings, now)
    yield from calendars.look(settings, now)
    yield from wording.look(settings)
    yield from faq.look(settings)
    yield from standards.look(settings)
    yield from playbooks.look(settings)
    found = database.look(settings)
    yield from found
    if any(finding.mark is not Mark.FINE for finding in found):
        yield from _platforms(settings, [])
        return
    with database.reading(settings) as uow:
        rooms = [room for site in uow.sites.all() for room in uow.rooms.of(site.id)]
        yield from sites.look(uow, settings)
        yield from standards.unmanned(uow, settings)
        yield from letters.look(uow)
        yield from journal.look(uow, progress)
    yield from _platforms(settings, rooms)


def _platforms(settings: Settings, rooms: Sequence[Room]) -> Iterator[Finding]:
    """Who is on WeCom alone hears nothing of Telegram."""
    found = wecom.look(settings.surfaces, settings)
    if settings.telegram or not found:
        yield from telegram.look(settings.telegram, rooms)
    yield from found
