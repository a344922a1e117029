"""The matter in a few words: what and where, never whose home."""

from dataclasses import replace

from desk.notices import Fact, Notice, Word
from desk.reading import Place
from desk.ticket import Ticket


def matter(ticket: Ticket) -> Notice:
    """The matter in a few words: topic and place."""
    if ticket.asking:
        return Notice(f"matter.{ticket.kind}")
    said_twice = ticket.place.area == ticket.topic
    place = where(replace(ticket.place, area=None) if said_twice else ticket.place)
    topic = Word(f"topic.{ticket.topic or '其他'}")
    if place is None:
        return Notice("matter.anywhere", {"topic": topic})
    return Notice("matter.at", {"topic": topic, "place": place})


def where(place: Place) -> Notice | None:
    """A place in words, never a home's room number, nor its floor beside it (S2-04); None: unknown."""
    names = ("building", "unit") if place.room else ("building", "unit", "floor")
    parts: list[Fact] = [
        Notice(f"place.{name}", {"name": value}) for name in names if (value := getattr(place, name))
    ]
    area = place.area or ""
    if place.unit:
        area = area.removeprefix("单元").removeprefix("單元")  # 2单元门口 has its 单元门口
    parts += [area] if area else []
    return Notice("place", {"parts": parts}) if parts else None
