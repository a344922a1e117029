"""急病: hospital, 120, or somebody to look after them (S2-70)."""

from desk.notices import Button, Word, row
from desk.ticket import Ticket

PATIENT = "急病"
CARES = ("hospital", "ambulance", "nursing")  # 去医院, 叫120, 上门照看


def choices(ticket: Ticket) -> tuple[tuple[Button, ...], ...]:
    """The three, below whatever is said of a patient; none for any other matter, or once it has ended."""
    if ticket.topic != PATIENT or not ticket.emergency or ticket.ended:
        return ()
    taps = (Button(verb="care", ticket=ticket.id, arg=one, label=Word(f"care.{one}")) for one in CARES)
    return (row(*taps),)
