"""One person about to do something to one ticket, by tap, command or answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from desk.change import Change
from desk.errors import Refused
from desk.people import HEADS, WORKERS, Person, Role
from desk.ticket import Ticket
from handlers.duty_officer import on_duty
from handlers.record import record
from handlers.scene import Scene
from handlers.stand_in import acting
from handlers.tools import Tools


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who, on which ticket, with which further word."""

    scene: Scene
    tools: Tools
    now: datetime
    ticket: Ticket
    arg: str = ""
    earlier: str = ""  # what the person answered to the question before this one

    @cached_property
    def person(self) -> Person:
        """Who does it; raises Refused for somebody the site does not know.

        Who stands in for a head acts as that head (S4-43), whoever the roster says as the duty officer, who
        may call on every department (S2-08, S2-15).
        """
        person = self.scene.person
        if person is None:
            raise Refused("unknown_person")
        if person.role not in WORKERS - HEADS:
            return person
        acts = acting(self.tools, self.scene.site, person, self.ticket, self.now)
        if acts.role in HEADS:
            return acts
        officer = on_duty(self.tools, self.scene.site, self.now)
        return replace(person, role=Role.DUTY_OFFICER) if officer and officer.id == person.id else person

    def again(self) -> "Act":
        """The same on the ticket as it now stands."""
        return replace(self, ticket=self.tools.uow.tickets.get(self.ticket.id) or self.ticket)

    def record(self, change: Change, photos: tuple[int, ...] = ()) -> None:
        """Keep what the rule decided."""
        record(self.tools, self.scene.site, change, self.now, photos=photos)
