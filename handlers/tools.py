"""The built things that a handler is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk.clears import Clears
from desk.faq import Answer
from desk.homes import Homes
from desk.hours import Calendar
from desk.local import Local, Switches
from desk.notices import Notice
from desk.people import Person, Room, Site
from desk.playbooks import Playbook
from desk.standards import Standard
from desk.wording import Wording
from handlers.window import Window
from nlp.reader import Reader, Thresholds
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Book:
    """The service standards by version, and the working calendar of a site."""

    standards: dict[str, Standard]  # by version, as "s0@1f2e3d4c": every one that a ticket may carry
    newest: dict[str, str]  # the version in force, by name
    calendar: Callable[[Site], Calendar]
    playbooks: Callable[[Site], tuple[Playbook, ...]]  # how each kind of emergency is met there
    said: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what each in force says, to be kept
    unknown_years: Callable[[Site, date], list[int]] = lambda _site, _day: []  # whose days are not decreed
    faq: tuple[Answer, ...] = ()  # what sites answer at once
    clears: Clears = field(default_factory=Clears)  # what is asked of whoever reports a matter
    wording: Wording = field(default_factory=Wording)  # what to look for in texts to reporters
    local: Callable[[Site], Local] = lambda _site: Local()  # how one pays there, who else there is
    homes: Callable[[Site], Homes] = lambda _site: Homes()  # how many households there are
    switches: Callable[[Site], Switches] = lambda _site: Switches()  # what is not used there
    limits: Callable[[Site, Room | None], Thresholds | None] = lambda *_where: None  # the reader's there

    def current(self, name: str) -> Standard:
        """What a new ticket is promised at a site whose standard is called so."""
        version = self.newest.get(name) or self.newest["s0"]
        return self.standards[version]

    def standard(self, version: str) -> Standard:
        """That version; one that was never kept is answered by the newest of its name."""
        return self.standards.get(version) or self.current(version.partition("@")[0])


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What every handler works with."""

    uow: UnitOfWork
    reader: Reader
    book: Book
    window: Window


Work = Callable[[Tools, Site, datetime], None]
"""Something a recurring job writes in its unit of work."""


@dataclass(frozen=True, kw_only=True)
class Toast:
    """The short answer to a tap or a command, for that person alone."""

    notice: Notice
    language: str
    zone: ZoneInfo


def toast(notice: Notice, site: Site, person: Person | None = None, room: Room | None = None) -> Toast:
    """The answer in the person's language, else the room's, else the site's."""
    language = (person and person.language) or (room and room.language) or site.language
    return Toast(notice=notice, language=language, zone=ZoneInfo(site.timezone))
