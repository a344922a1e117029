"""Steps of a checklist that nobody has ticked in time: their owner hears it, then the next (S2-10, S2-11)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from desk.change import Circle, Told, to_managers_room
from desk.incident_cards import reminder
from desk.incidents import STEPS_CLIMB, Incident, Item
from desk.people import Person
from desk.ticket import Ticket
from handlers.checklist_cards import owners, ticket_of
from handlers.duty_officer import holders
from handlers.one_by_one import SOON, each
from handlers.playbooks import of_kind
from handlers.post import Post
from handlers.tools import Tools

BATCH = 50  # steps handled in one unit of work
_LAST = len(STEPS_CLIMB) + 1  # the rung on which the managers' room hears it


@dataclass(kw_only=True)
class _Heard:
    """What one person is reminded of."""

    person: Person
    items: list[Item] = field(default_factory=list)
    climbed: bool = False


def fire(tools: Tools, now: datetime) -> int:
    """Remind of every step that is due; returns of how many incidents."""
    owed = tools.uow.incidents.due_items(now, BATCH)
    by_incident = sorted(owed, key=lambda one: (one.incident, one.n))
    groups = groupby(by_incident, key=lambda one: one.incident)
    return each(
        tools,
        now,
        {f"steps of incident {key}": list(group) for key, group in groups},
        lambda items: _remind(tools, tools.uow.incidents.get(items[0].incident), items, now),
        lambda items, at: _put_off(tools, items, at),
        site=lambda items: tools.uow.incidents.get(items[0].incident).site,
        later=SOON,
    )


def _put_off(tools: Tools, items: Sequence[Item], at: datetime) -> None:
    for item in items:
        tools.uow.incidents.save_item(replace(item, next_at=at))


def _remind(tools: Tools, incident: Incident, items: Sequence[Item], now: datetime) -> None:
    site = tools.uow.sites.get(incident.site)
    playbook = of_kind(tools, site, incident.kind)
    for item in items:
        more = incident.active and item.required and item.rung < _LAST
        next_at = now + playbook.answer if more else None
        tools.uow.incidents.save_item(replace(item, rung=item.rung + 1, next_at=next_at))
    if not incident.active:
        return
    ticket = ticket_of(tools, incident)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    late = max(0, int((now - min(one.due_at for one in items)).total_seconds() // 60))
    for heard in _hearers(post, items, ticket):
        notice = reminder(ticket, heard.items, playbook.title, late=late, climbed=heard.climbed)
        post.to_person(heard.person, Told(circle=Circle.ONE, notice=notice, urgent=True, aloud=True))
    if last := [one for one in items if one.rung >= _LAST]:
        notice = reminder(ticket, last, playbook.title, late=late, climbed=True)
        post.tell(to_managers_room(notice, urgent=True))


def _hearers(post: Post, items: Sequence[Item], ticket: Ticket) -> list[_Heard]:
    """Who hears of which steps, each once."""
    found: dict[int, _Heard] = {}
    for item in items:
        for person in _hears(post, item, ticket):
            heard = found.setdefault(person.id, _Heard(person=person))
            heard.items.append(item)
            heard.climbed |= item.rung > 0
    return list(found.values())


def _hears(post: Post, item: Item, ticket: Ticket) -> list[Person]:
    if item.rung == 0:
        return owners(post.tools, post.site, item.role, post.now, ticket)
    if item.rung > len(STEPS_CLIMB):
        return []
    return holders(post.tools, post.site, STEPS_CLIMB[item.rung - 1], post.now, ticket)
