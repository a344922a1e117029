"""Tickets as the browser chat's drawer and the journeys see them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.texts.render import Texts
from desk.clocks import Clock
from desk.journal import Entry, notice_of
from desk.notices import Notice
from desk.people import Person, Site
from desk.ticket import Ticket
from handlers.post import filled
from handlers.veil import persons_in
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Tickets:
    """Every ticket of one site, in words of the site's language."""

    site: Site
    texts: Texts
    reading: Callable[[], AbstractContextManager[UnitOfWork]]

    def all(self, now: datetime, newest: int | None = None) -> list[dict[str, Any]]:
        """The tickets, oldest first; of those that are over only so many of the `newest`."""
        with self.reading() as uow:
            people = {person.id: person for person in uow.people.of(self.site.id)}
            found = uow.tickets.of(self.site.id)
            kept = found if newest is None else found[max(0, len(found) - newest) :]
            open_ = [one for one in found[: len(found) - len(kept)] if not one.ended]
            return [self._ticket(uow, ticket, people, now) for ticket in (*open_, *kept)]

    def _ticket(
        self, uow: UnitOfWork, ticket: Ticket, people: dict[int, Person], now: datetime
    ) -> dict[str, Any]:
        return {
            "number": ticket.number,
            "status": ticket.status,
            "class": int(ticket.class_),
            "category": ticket.category,
            "topic": ticket.topic,
            "urgency": ticket.urgency,
            "place": dict(vars(ticket.place)),
            "text": ticket.text,
            "keywords": list(ticket.keywords),
            "because": list(ticket.because),
            "reporters": [str(person) for person in ticket.reporters],
            "names": {str(one): people[one].name for one in ticket.reporters if one in people},
            "assignee": str(ticket.owner) if ticket.owner else None,
            "parent": ticket.parent,
            "round": ticket.round,
            "result": ticket.result,
            "attitude": ticket.attitude,
            "outcome": ticket.outcome,
            "photos": len(uow.photos.of(ticket.id)),
            "opened_at": self._local(ticket.opened_at),
            "clocks": [self._clock(clock, now) for clock in uow.clocks.of(ticket.id)],
            "journal": [self._entry(entry, people) for entry in uow.journal.of(ticket.id)],
        }

    def _clock(self, clock: Clock, now: datetime) -> dict[str, Any]:
        return {
            "kind": clock.kind,
            "due_at": self._local(clock.due_at),
            "met_at": self._local(clock.met_at),
            "missed": clock.missed(now),
            "cancelled_at": self._local(clock.cancelled_at),
            "paused_at": self._local(clock.paused_at),
            "rule": clock.rule,
        }

    def _entry(self, entry: Entry, people: dict[int, Person]) -> dict[str, Any]:
        notice = notice_of(entry)
        names = {key: people[key].name for key in persons_in([notice]) if key in people}
        return {
            "at": self._local(entry.at),
            "kind": entry.kind,
            "actor": str(entry.actor) if entry.actor else None,
            "audience": entry.audience,
            "text": self._words(filled(notice, names)),
        }

    def _words(self, notice: Notice) -> str:
        return self.texts.render(notice, self.site.language, ZoneInfo(self.site.timezone)).text

    def _local(self, moment: datetime | None) -> str | None:
        return moment.astimezone(ZoneInfo(self.site.timezone)).isoformat() if moment else None
