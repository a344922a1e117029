"""月报: asked for in the managers' room or privately, and by itself on the 1st (S0-40).

Counting looks at a year of tickets, so nothing is counted here: the letter says which month is meant, and
whoever delivers it counts and draws, beside the writer.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from desk.change import to_person
from desk.errors import Refused
from desk.figures import period as periods
from desk.figures.definitions import definitions
from desk.figures.period import Period
from desk.notices import Notice
from desk.people import Role, RoomKind, Site
from handlers.post import Post
from handlers.scene import answer
from handlers.tools import Tools
from handlers.turn import Turn

HOW = frozenset("说明 說明 算法 how".split())


def month(turn: Turn) -> Notice:
    """月报 2026-10: the card; 月报 说明: how it is counted."""
    allowed(turn)
    if turn.words in HOW:
        return definitions()
    return card(asked(turn), persons=sees_persons(turn))


def quality(turn: Turn) -> Notice:
    """品质 2026-10: the check list for headquarters, figures only (S0-46)."""
    allowed(turn)
    return Notice("quality.list", {"month": str(asked(turn))})


def turned(turn: Turn) -> Notice:
    """A tap on another month."""
    return _said(turn, month(turn))


def late(turn: Turn) -> Notice:
    """A tap on 逾期明细: the tickets behind each rate."""
    allowed(turn)
    return _said(turn, Notice("month.late", {"month": str(asked(turn))}))


def how(turn: Turn) -> Notice:
    """A tap on 算法说明."""
    allowed(turn)
    return _said(turn, definitions())


def card(period: Period, *, persons: bool = False, behind: bool = False) -> Notice:
    """What asks whoever delivers it for the month's card."""
    return Notice("month.card", {"month": str(period), "persons": persons, "behind": behind})


def _said(turn: Turn, notice: Notice) -> Notice:
    answer(turn.scene, turn.tools, notice, turn.now)
    return Notice("done.more")


def allowed(turn: Turn) -> None:
    """The managers' room; privately a head, who sees persons, or headquarters, who never do (S0-47)."""
    room, person = turn.scene.room, turn.scene.person
    if room is not None:
        if room.kind is not RoomKind.MANAGERS:
            raise Refused("month_room")
        return
    if person is None or not person.is_staff or not (person.role is Role.HEADQUARTERS or turn.head):
        raise Refused("month_heads")


def sees_persons(turn: Turn) -> bool:
    """Heads, privately (S0-47)."""
    return turn.scene.room is None and turn.head


def asked(turn: Turn) -> Period:
    """The month that was written; raises Refused for none, and for one that is still to come."""
    today = periods.of(turn.now, ZoneInfo(turn.site.timezone))
    found = periods.parse(turn.words, today)
    if found is None:
        raise Refused("no_such_month", word=turn.words[:20])
    if found > today:
        raise Refused("future_month", month=str(found))
    return found


def monthly(tools: Tools, site: Site, now: datetime) -> None:
    """On the 1st, or as soon as the desk is back: last month's card, once (S0-40, S2-64).

    Headquarters get their check list, figures only (S0-46).
    """
    zone = ZoneInfo(site.timezone)
    today = now.astimezone(zone)
    last = periods.of(now, zone).plus(-1)
    mark = f"month-told {site.id}"
    told = tools.uow.seen.mark(mark)
    if told is not None and told >= str(last):
        return
    tools.uow.seen.set_mark(mark, str(last))
    behind = today.day > 1
    if behind and not tools.uow.figures.count(site.id, last.begins(zone), last.ends(zone)):
        return  # the desk was not there yet
    post = Post(tools=tools, site=site, now=now)
    post.to_rooms(RoomKind.MANAGERS, card(last, behind=behind))
    for one in tools.uow.people.staff(site.id):
        if one.role is Role.HEADQUARTERS:
            post.tell(to_person(one.id, Notice("quality.list", {"month": str(last)})))
