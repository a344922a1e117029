"""A customer comes in by the link of their building: they are a resident there (S0-25, house)."""

from dataclasses import replace
from datetime import datetime

from desk.notices import Fact, Notice
from desk.people import Person, Role, Site
from handlers.incoming import Arrival, Incoming
from handlers.post import Post
from handlers.tools import Tools


def arrive(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """Known or not, they can be written to; what the link says is believed where nothing else is known."""
    sender, arrival = incoming.sender, incoming.arrival
    if sender is None or arrival is None:
        return
    site = next((one for one in tools.uow.sites.all() if one.id == arrival.site), None)
    if site is None:
        return
    known = tools.uow.people.at(incoming.platform, sender.account, site.id)
    person = _placed(tools, known[0], arrival) if known else _new(tools, site, arrival)
    tools.uow.people.reach(person.id, incoming.platform, sender.account, "ok")
    facts: dict[str, Fact] = {"site": site.name, "building": person.building}
    post = Post(tools=tools, site=site, now=now)
    post.to_chat(incoming.platform, incoming.chat, Notice("hello.customer", facts), person.language)


def _placed(tools: Tools, person: Person, arrival: Arrival) -> Person:
    if person.is_staff or person.building or not arrival.building:
        return person
    placed = replace(person, building=arrival.building, unit=arrival.unit)
    tools.uow.people.change(placed)
    return placed


def _new(tools: Tools, site: Site, arrival: Arrival) -> Person:
    name = f"{arrival.building}栋业主" if arrival.building else "微信业主"
    resident = Person(
        id=0,
        site=site.id,
        name=name,
        role=Role.RESIDENT,
        building=arrival.building,
        unit=arrival.unit,
    )
    return tools.uow.people.add(resident)
