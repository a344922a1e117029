"""How readily the desk takes a message for a report: for a site, and for a room of it."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from bot.settings.shapes import Section, listed

_Chance = Annotated[float, Field(ge=0.0, le=1.0)]
_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class Limits(Section):
    """From which chance on a message is opened in public, or asked of staff; None: as shipped."""

    open: _Chance | None = None
    ask: _Chance | None = None
    alarm: _Chance | None = None


class Reading(Limits):
    """A site's own: its limits, and the names of its buildings and shops."""

    words: Annotated[tuple[_Word, ...], BeforeValidator(listed)] = ()


class RoomReading(Limits):
    """A room's own limits; the room is known by its title."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
