"""What the buttons below a question to a reporter stand for: the home, a day, 随时."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.clears import Slot
from desk.errors import Refused
from desk.reading import Place
from handlers.act import Act

VISIT = "上门时间："  # before a wish in the ticket's words, so that it is read as one again (S2-88)
_PARTS = {"am": "上午", "pm": "下午", "": ""}
_ENDS = {"am": 12, "pm": 18, "": 24}


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer as understood: the words for the ticket, and where it is."""

    words: str
    place: Place = field(default_factory=Place)


def choice(act: Act, slot: Slot, choice: str) -> Said | None:
    """The button's answer; None: 对 or 改一下, which are no words. Raises Refused for a day that is over."""
    if slot is Slot.REPEAT:
        if choice not in ("yes", "no"):
            raise Refused("unknown_button")
        return None
    if slot is Slot.PLACE and choice == "home":
        return at_home(act)
    if slot is Slot.VISIT:
        return Said(words=f"{VISIT}随时") if choice == "any" else _on_day(act, choice)
    raise Refused("unknown_button")


def at_home(act: Act) -> Said:
    """At their registered home."""
    person = act.person
    place = Place(building=person.building, unit=person.unit, room=person.room)
    return Said(words=f"在我家：{person.home or ''}", place=place)


def _on_day(act: Act, choice: str) -> Said:
    """The day that the button carries, in words that are read again when a time is proposed (S2-88)."""
    day, part = choice[:8], choice[8:]
    try:
        start = datetime.strptime(day, "%Y%m%d")  # noqa: DTZ007  # the zone is the site's, put in below
    except ValueError:
        raise Refused("unknown_button") from None
    if part not in _PARTS:
        raise Refused("unknown_button")
    end = start.replace(tzinfo=act.tools.book.calendar(act.scene.site).zone) + timedelta(hours=_ENDS[part])
    if end <= act.now:
        raise Refused("clear_past", number=act.ticket.number)
    return Said(words=f"{VISIT}{start.month}月{start.day}日{_PARTS[part]}")
