"""Which journal entries somebody may read, and where: what managers know is not for the staff's room."""

from collections.abc import Iterable

from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.people import HEADS, Person, Room, RoomKind
from desk.ticket import Ticket


def visible(entries: Iterable[Entry], ticket: Ticket, person: Person, room: Room | None) -> list[Entry]:
    """The entries that this person may read in that room, or privately (None).

    Raises Refused where nothing of the ticket belongs into a room: a complaint about somebody (S3-02, S4-28).
    """
    if room is not None and ticket.discreet:
        raise Refused("say_in_private")
    kind = room.kind if room else RoomKind.PRIVATE
    circles = {Audience.RESIDENT}
    if person.is_staff and kind is not RoomKind.RESIDENTS:
        circles.add(Audience.STAFF)
    head = person.role in HEADS or (ticket.discreet and person.id == ticket.owner)
    if head and kind in (RoomKind.PRIVATE, RoomKind.MANAGERS):
        circles.add(Audience.MANAGERS)
    return [entry for entry in entries if entry.audience in circles]
