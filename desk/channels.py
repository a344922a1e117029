"""What each channel is for, and how soon it is answered, from the standard's own numbers (S1-01)."""

from dataclasses import replace
from datetime import UTC, datetime

from desk.clocks import ClockKind
from desk.kind import Kind
from desk.notices import Fact, Notice, Word
from desk.reading import Category, Urgency
from desk.standards import Standard
from desk.ticket import Status, Ticket

_PLAIN = Ticket(
    id=0,
    number=0,
    site=0,
    status=Status.OPEN,
    text="",
    opened_at=datetime(2026, 1, 1, tzinfo=UTC),
    reporter=0,
    reporters=(0,),
)  # of class 3: what most report
_CHANNELS = {
    "room": (_PLAIN, ClockKind.RESPOND),
    "private": (replace(_PLAIN, kind=Kind.REPAIR, category=Category.FACILITIES), ClockKind.RESPOND),
    "enquiry": (replace(_PLAIN, kind=Kind.ENQUIRY), ClockKind.RESPOND),
    "emergency": (
        replace(_PLAIN, kind=Kind.HELP, category=Category.EMERGENCIES, urgency=Urgency.URGENT),
        ClockKind.ARRIVE,
    ),
}


def channels(standard: Standard) -> list[Notice]:
    """One line for each channel that the standard promises something for."""
    lines = []
    for name, (ticket, clock) in _CHANNELS.items():
        limit = standard.limit(clock, ticket)
        if limit is not None:
            facts: dict[str, Fact] = {
                "amount": limit.amount,
                "unit": Word(f"unit.{limit.unit}"),
                "hours": Word("channel.open") if limit.unit.working else None,
            }
            lines.append(Notice(f"channel.{name}", facts))
    return lines
