"""Each reads of a ticket's journal what is theirs to know where they stand (S2-77, S3-02)."""

import pytest

from desk.audience import visible
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.people import Person, Room, RoomKind
from tests.desk.examples import CS_LEAD, ENGINEER, NOW, REPORTER, ticket

_ENTRIES = [Entry(kind="noted", at=NOW, actor=None, audience=one) for one in Audience]
_RESIDENT, _STAFF, _ALL = {Audience.RESIDENT}, {Audience.RESIDENT, Audience.STAFF}, set(Audience)


def _room(kind: RoomKind) -> Room:
    return Room(id=1, site=1, platform="web", chat="x", kind=kind)


@pytest.mark.parametrize(
    ("person", "room", "seen"),
    [
        (REPORTER, None, _RESIDENT),
        (ENGINEER, None, _STAFF),
        (ENGINEER, _room(RoomKind.MANAGERS), _STAFF),
        (CS_LEAD, None, _ALL),
        (CS_LEAD, _room(RoomKind.MANAGERS), _ALL),
        (CS_LEAD, _room(RoomKind.STAFF), _STAFF),
        (CS_LEAD, _room(RoomKind.RESIDENTS), _RESIDENT),
    ],
)
def test_what_managers_know_is_read_by_heads_among_themselves(
    person: Person, room: Room | None, seen: set[Audience]
) -> None:
    assert {entry.audience for entry in visible(_ENTRIES, ticket(), person, room)} == seen


@pytest.mark.parametrize("kind", list(RoomKind))
def test_of_a_complaint_about_somebody_nothing_is_read_in_any_room(kind: RoomKind) -> None:
    with pytest.raises(Refused):
        visible(_ENTRIES, ticket(topic="服务态度"), CS_LEAD, _room(kind))
