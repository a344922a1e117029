"""归档 2026-10: a head has a month archived (S0-41); the files are made when the letter is delivered."""

import re
from zoneinfo import ZoneInfo

from desk.errors import Refused
from desk.figures import period as periods
from desk.figures.period import Period
from desk.notices import Notice
from desk.people import RoomKind
from handlers.turn import Turn

_LOOKS = re.compile(
    r"(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*月(?:份)?|\d{4}\s*[-/.年]\s*\d{1,2}|last|this|[上本这這当當]个?個?月"
)


def names_month(words: str) -> bool:
    """Whether what follows 归档 is a month, and no ticket's number."""
    return _LOOKS.fullmatch(words.strip()) is not None


def month(turn: Turn) -> Notice:
    """归档 2026-10: what asks whoever delivers it for the archive."""
    room = turn.scene.room
    if (room is not None and room.kind is not RoomKind.MANAGERS) or not turn.head:
        raise Refused("archive_heads")
    found = _asked(turn)
    return Notice("archived.month", {"month": str(found), "by": turn.person.id})


def _asked(turn: Turn) -> Period:
    today = periods.of(turn.now, ZoneInfo(turn.site.timezone))
    found = periods.parse(turn.words, today)
    if found is None:
        raise Refused("no_such_month", word=turn.words[:20])
    if found > today:
        raise Refused("future_month", month=str(found))
    return found
