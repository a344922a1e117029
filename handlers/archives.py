"""归档 2026-10: a head, or the calendar, has a month archived (S0-41); its letter's delivery makes it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.errors import Refused
from desk.figures import period as periods
from desk.notices import Notice
from desk.people import RoomKind, Site
from handlers.months import asked
from handlers.post import Post
from handlers.tools import Tools
from handlers.turn import Turn

_FROM = 10  # day of the month; house: by then what was reported on its last days is due
_LOOKS = re.compile(
    rf"(?:\d{{4}}\s*[-/.年]\s*)?(?:\d{{1,2}}\s*月(?:份)?|{periods.NAMED})|\d{{4}}\s*[-/.年]\s*\d{{1,2}}"
    r"|last|this|(?:上{1,2}|[本这這當当])[个個]?月"
)


def names_month(words: str) -> bool:
    """Whether what follows 归档 is a month, and no ticket's number."""
    return _LOOKS.fullmatch(words.strip()) is not None


def month(turn: Turn) -> Notice:
    """归档 2026-10: what asks whoever delivers it for the archive."""
    turn.staff_only()
    room = turn.scene.room
    if (room is not None and room.kind is not RoomKind.MANAGERS) or not turn.head:
        raise Refused("archive_heads")
    found = asked(turn)
    return Notice("archived.month", {"month": str(found), "by": turn.person.id})


def monthly(tools: Tools, site: Site, now: datetime) -> None:
    """From the 10th on (S4-36): last month is archived by itself, once, if nobody has had it done."""
    zone = ZoneInfo(site.timezone)
    last = periods.of(now, zone).plus(-1)
    mark = f"month-archived {site.id}"
    told = tools.uow.seen.mark(mark)
    if now.astimezone(zone).day < _FROM or (told is not None and told >= str(last)):
        return
    tools.uow.seen.set_mark(mark, str(last))
    there = tools.uow.figures.count(site.id, last.begins(zone), last.ends(zone))
    if there and not tools.uow.archives.of(site.id, str(last)):
        notice = Notice("archived.month", {"month": str(last), "by": None})
        Post(tools=tools, site=site, now=now).to_rooms(RoomKind.MANAGERS, notice)
