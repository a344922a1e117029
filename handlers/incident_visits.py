"""The revisit after an emergency (S2-105): the manager asks how people are, and says what they said."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import to_managers_room, to_role
from desk.errors import Refused
from desk.incident_cards import VISIT, visit_card
from desk.incidents import Incident
from desk.journal import Audience, Entry
from desk.notices import Fact, Notice, Who
from desk.people import HEADS
from handlers import cards
from handlers.act import Act
from handlers.checklist import incident_of
from handlers.checklist_cards import ticket_of
from handlers.one_by_one import each
from handlers.playbooks import of_kind
from handlers.post import Post
from handlers.scene import answer
from handlers.stand_in import heads
from handlers.tools import Tools
from storage.questions import Question

BATCH = 20
_PATIENCE = timedelta(minutes=15)  # as long as any question waits for its answer
_AGAIN = timedelta(days=1)  # until it is said again, to the managers' room; house


def may(act: Act) -> None:
    """Whether this person revisits, and it is still to be done; raises Refused with the true state."""
    incident = incident_of(act)
    stands_in = heads(act.tools, act.scene.site, act.person, act.now)
    if act.person.role not in HEADS and act.person.role is not incident.reviser and not stands_in:
        raise Refused("visit_leads")
    if incident.visit_due is None:
        raise Refused("no_visit", number=act.ticket.number)
    if incident.visited_at is not None:
        raise Refused("visited_already", by=Who(incident.visited_by), at=incident.visited_at)


def asked(act: Act) -> Notice:
    """已回访: what they said is asked for next."""
    may(act)
    act.tools.uow.questions.ask(
        Question(
            person=act.person.id,
            chat=act.scene.incoming.chat,
            kind="visited",
            ticket=act.ticket.id,
            expires_at=act.now + _PATIENCE,
        )
    )
    notice = Notice("ask.visited", {"number": act.ticket.number})
    answer(act.scene, act.tools, notice, act.now, act.ticket)
    return notice


def visited(act: Act) -> Notice:
    """What they said, in words."""
    may(act)
    incident = incident_of(act)
    seen = replace(incident, visited_at=act.now, visited_by=act.person.id, next_at=None)
    act.tools.uow.incidents.save(seen)
    facts: dict[str, Fact] = {"words": act.arg}
    entry = Entry(kind="visited", at=act.now, actor=act.person.id, audience=Audience.STAFF, facts=facts)
    act.tools.uow.journal.add(act.ticket.id, (entry,))
    _settle(act, seen)
    return Notice("done.visited", {"number": act.ticket.number})


def _settle(act: Act, seen: Incident) -> None:
    """The card says who revisited and what they heard, wherever it stands."""
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    title = of_kind(act.tools, act.scene.site, seen.kind).title
    notice = visit_card(seen, act.ticket, title, act.arg)
    uow = act.tools.uow
    for place in sorted(uow.posts.cards(act.ticket.id) | uow.letters.cards(act.ticket.id)):
        if place[2] == VISIT:
            cards.put(post, place, notice, None)


def fire(tools: Tools, now: datetime) -> int:
    """Remind whoever revisits, once; after a day say it in the managers' room."""
    return each(
        tools,
        now,
        {f"visit of incident {one.id}": one for one in tools.uow.incidents.due_visits(now, BATCH)},
        lambda one: _remind(tools, one, now),
        lambda one, at: tools.uow.incidents.save(replace(one, next_at=at)),
        site=lambda one: one.site,
    )


def _remind(tools: Tools, incident: Incident, now: datetime) -> None:
    ticket = ticket_of(tools, incident)
    site = tools.uow.sites.get(incident.site)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    card = visit_card(incident, ticket, of_kind(tools, site, incident.kind).title)
    again = None
    if incident.rung == 0 and incident.reviser is not None:
        post.tell(to_role(incident.reviser, card))
        again = now + _AGAIN
    else:
        post.tell(to_managers_room(card))
    tools.uow.incidents.save(replace(incident, rung=incident.rung + 1, next_at=again))
