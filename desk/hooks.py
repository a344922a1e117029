"""Webhooks: what another system of the company is told of a ticket, and when."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desk.change import Change
from desk.clocks import Clock
from desk.privacy import guarded
from desk.standards import Standard, Step
from desk.ticket import ENDED, Status, Ticket

OPENED, MOVED, OVERDUE, CLOSED = EVENTS = ("opened", "moved", "overdue", "closed")


@dataclass(frozen=True, kw_only=True)
class Hook:
    """One place that is told; where it is and its secret are the courier's."""

    name: str
    events: frozenset[str] = frozenset(EVENTS)
    words: bool = False  # whether the reporter's words go along, without phone numbers and homes


def event_of(change: Change) -> str | None:
    """What a change is to other systems; None: nothing (a proposal, a drill, no entry)."""
    ticket = change.ticket
    if not change.entries or ticket.drill or ticket.status is Status.PROPOSED:
        return None
    kinds = {entry.kind for entry in change.entries}
    if "registered" in kinds:
        return OPENED
    if ticket.status in ENDED:
        return CLOSED
    return MOVED


def falls_due(standard: Standard, before: Clock, taken: list[Step]) -> bool:
    """Whether these rungs are the first of that clock that are not warnings."""
    last = standard.step(replace(before, step=before.step - 1)) if before.step else None
    warned_only = last is None or last.after.total_seconds() < 0
    return warned_only and any(step.after.total_seconds() >= 0 for step in taken)


def body(
    event: str,
    ticket: Ticket,
    site: str,
    at: datetime,
    *,
    what: tuple[str, ...] = (),
    clock: Clock | None = None,
    words: bool = False,
) -> str:
    """What is sent, as JSON: numbers, class, category, topic, building and times; of nobody anything.

    Of a matter in which somebody is complained of neither topic nor place nor words (S4-28).
    """
    told: dict[str, object] = {"event": event, "at": at.isoformat(), "site": site}
    told["ticket"] = {
        **_plain(ticket),
        **({} if ticket.accused or ticket.discreet else _about(ticket, words=words)),
    }
    if what:
        told["what"] = list(what)
    if clock is not None:
        told["clock"] = {"kind": clock.kind.value, "due_at": clock.due_at.isoformat()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _plain(ticket: Ticket) -> Mapping[str, object]:
    return {
        "number": ticket.number,
        "status": ticket.status.value,
        "kind": ticket.kind.value,
        "class": ticket.class_.value,
        "urgency": ticket.urgency.value,
        "round": ticket.round,
        "opened_at": ticket.opened_at.isoformat(),
        "done_at": ticket.done_at.isoformat() if ticket.done_at else None,
    }


def _about(ticket: Ticket, *, words: bool) -> Mapping[str, object]:
    return {
        "category": ticket.category.value if ticket.category else None,
        "topic": ticket.topic,
        "building": ticket.place.building,
        **({"text": guarded(ticket.text)} if words else {}),
    }
