"""四清: what has to be known of a matter is asked, one question at a time (S2-28, S2-48, S2-49, S2-85)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.reading import TOPICS, Urgency
from desk.ticket import UNFINISHED, Ticket


class Slot(StrEnum):
    """One thing that may be asked."""

    PLACE = "place"
    REPEAT = "repeat"  # what was understood is said back (S2-28, S4-05)
    VISIT = "visit"  # when somebody may come into the home, or a phone


class Home(StrEnum):
    """What the known home of whoever reports it says about the place."""

    ANSWERS = "answers"
    OFFERED = "offered"  # it may be there: one tap says so


@dataclass(frozen=True, kw_only=True)
class Need:
    """What has to be known of matters on these topics."""

    topics: frozenset[str]
    place: tuple[str, ...]  # parts of a Place: in the home all of them, elsewhere any
    home: Home
    visit: bool
    clause: str


@dataclass(frozen=True, kw_only=True)
class Clears:
    """Everything that is asked for, and the words of answers."""

    needs: tuple[Need, ...] = ()
    most: int = 2
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def need(self, ticket: Ticket) -> Need | None:
        """What has to be known of this matter; None: nothing is ever asked about it.

        Nothing in an emergency, where one acts first, and nothing about a person's conduct.
        """
        if ticket.emergency or ticket.discreet or ticket.drill or ticket.status not in UNFINISHED:
            return None
        return next((need for need in self.needs if ticket.topic in need.topics), None)

    def has(self, kind: str, text: str) -> bool:
        """Whether a text has one of the words of that kind."""
        return any(word in text.lower() for word in self.words.get(kind, ()))

    def unplaced(self, ticket: Ticket, home: str | None) -> bool:
        """Whether nobody would know where to go."""
        need, place = self.need(ticket), ticket.place
        if need is None or (home and need.home is Home.ANSWERS):
            return False
        if not need.visit:
            return not any(getattr(place, part) for part in need.place)
        if self.at_home(ticket):
            return not all(getattr(place, part) for part in need.place)
        return not (place.building or place.room or place.area)

    def at_home(self, ticket: Ticket) -> bool:
        """Whether somebody has to come into the home for it (S2-85)."""
        need = self.need(ticket)
        return bool(need and need.visit and (ticket.indoors or self.has("indoors", ticket.text)))

    def missing(
        self, ticket: Ticket, *, home: str | None, reachable: bool, doubted: bool = False
    ) -> tuple[Slot, ...]:
        """What should be asked, the most needed first, never more than `most`.

        `home`: of whoever reported it. `reachable`: a phone or a wish is known already. What cannot wait is
        not given a time. `doubted`: the reading is unsure.
        """
        if self.need(ticket) is None and not doubted:
            return ()
        visit = self.at_home(ticket) and not reachable and ticket.urgency is not Urgency.URGENT
        wanted = {
            Slot.PLACE: self.unplaced(ticket, home),
            Slot.REPEAT: doubted and not (ticket.emergency or ticket.discreet or ticket.drill),
            Slot.VISIT: visit,
        }
        return tuple(slot for slot in Slot if wanted[slot])[: self.most]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question on one ticket, and what came of it."""

    ticket: int
    slot: Slot
    asked_at: datetime | None = None  # None: not yet, or there was nobody to ask
    answered_at: datetime | None = None


class ClearsError(ValueError):
    """The file of what is asked cannot be used; the message names the place."""


def parse_clears(data: Mapping[str, Any]) -> Clears:
    """What a file says; raises ClearsError."""
    words = data.get("words", {})
    needs = tuple(_need(n, table) for n, table in enumerate(data.get("need", []), 1))
    return Clears(
        needs=needs,
        most=int(data.get("most", 2)),
        words={kind: tuple(word.lower() for word in found) for kind, found in words.items()},
    )


def _need(n: int, table: Mapping[str, Any]) -> Need:
    topics, place = frozenset(table.get("topics", ())), tuple(table.get("place", ()))
    if unknown := topics - set(TOPICS):
        raise ClearsError(f"need {n}: unknown topic {', '.join(sorted(unknown))}")
    if not topics or not table.get("clause"):
        raise ClearsError(f"need {n}: topics and clause are needed")
    if table.get("home", "answers") not in list(Home) or set(place) - {"building", "room", "area"}:
        raise ClearsError(f"need {n}: place or home is wrong")
    return Need(
        topics=topics,
        place=place,
        home=Home(table.get("home", "answers")),
        visit=bool(table.get("visit")),
        clause=table["clause"],
    )
