"""Where the made-up year happens: who lives and works there, and how a move of theirs is kept.

Everything goes by the desk's own moves, clocks and storage. Only letters are left out: nobody reads a
message of last spring.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime

from bot.year.album import Album
from desk import routing
from desk.change import Change
from desk.people import Person, Role, Site
from desk.standards import Standard
from desk.ticket import Ticket
from handlers import clockwork
from handlers.record import proven
from handlers.tools import Tools
from storage.photos import Photo

_PLATFORM = "web"
BUILDINGS = 10
UNITS = 2
FLOORS = 25
DOORS = 6  # 10 buildings of 2 units of 25 floors of 6 homes: 3,000 households
HOUSEHOLDS = BUILDINGS * UNITS * FLOORS * DOORS


@dataclass
class Stage:
    """The site during its year."""

    tools: Tools
    site: Site
    rng: random.Random
    room: int
    staff: list[Person]
    residents: list[Person]
    load: dict[int, int] = field(default_factory=dict)
    album: Album | None = None  # of pictures; None: nobody takes any

    def __post_init__(self) -> None:
        """Everybody by id."""
        self.people = {one.id: one for one in (*self.staff, *self.residents)}

    def keep(self, change: Change, now: datetime) -> Ticket:
        """Write down what a move decided."""
        ticket = change.ticket
        self.tools.uow.tickets.save(ticket)
        kept = clockwork.apply(self.tools, self.site, ticket, change.clocks, now)
        self.tools.uow.journal.add(ticket.id, proven(change.entries, ticket, kept))
        if change.refit:
            clockwork.refit(self.tools, self.site, ticket, now)
        return ticket

    def picture(self, ticket: Ticket, who: Person, scene: str, now: datetime, *, mended: bool) -> None:
        """Somebody took a picture."""
        if self.album is None:
            return
        name = self.album.file(scene, ticket.number, mended=mended)
        photo = Photo(ticket=ticket.id, person=who.id, platform=_PLATFORM, ref=name, file=name, at=now)
        self.tools.uow.photos.add(photo)

    def person(self, key: int | None) -> Person:
        """Somebody by id."""
        return self.people[key or 0]

    def owner(self, ticket: Ticket, before: Person | None = None) -> Person | None:
        """Who is responsible, by the desk's rule."""
        who = self.person(ticket.reporter)
        found = routing.assignee(
            ticket, self.staff, self.load, who, before, offices=self.standard(ticket).offices
        )
        if found:
            self.load[found.id] = self.load.get(found.id, 0) + 1
        return found

    def standard(self, ticket: Ticket) -> Standard:
        """What the ticket was promised."""
        return self.tools.book.standard(ticket.standard)

    @property
    def rules(self) -> Standard:
        """What the site promises now."""
        return self.tools.book.standard(self.site.standard)

    def hand(self, role: Role | None) -> Person | None:
        """Somebody of a department; None where the site has none."""
        return self.of(role) if role and any(one.role is role for one in self.staff) else None

    def of(self, role: Role) -> Person:
        """Somebody of that role."""
        return self.rng.choice([one for one in self.staff if one.role is role])
