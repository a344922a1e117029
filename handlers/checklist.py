"""步骤 12 3: a step of a checklist is done, by tap or typed; ticked by mistake it is owed again."""

import re

from desk.change import Circle, Told
from desk.emergency import marked
from desk.errors import Refused
from desk.incident_cards import CHECKLIST
from desk.incidents import Incident, tick, undone, untick
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, row
from desk.people import Role
from handlers import acknowledging, cards
from handlers.act import Act
from handlers.checklist_cards import card, owners, shown
from handlers.playbooks import played
from handlers.post import Post

_INNER = Audience.STAFF  # how we work is for staff (S2-77)
_WHICH = re.compile(r"(\d{1,3})\s*(撤销|撤銷|取消|undo)?", re.IGNORECASE)


def incident_of(act: Act) -> Incident:
    """The emergency that the ticket is; raises Refused where it is none, or not this person's business."""
    ensure(Move.SEE, act.person, act.ticket)
    incident = act.tools.uow.incidents.of(act.ticket.id)
    if incident is None:
        raise Refused("no_incident", number=act.ticket.number)
    if incident.active and act.ticket.merged_into is not None:
        raise Refused("merged", number=act.ticket.number, into=act.ticket.merged_into)
    return incident


def step(act: Act) -> Notice:
    """One step, by its number; without a number the checklist is shown again."""
    incident = incident_of(act)
    if not act.arg:
        _resent(act, incident)
        return marked(act.ticket, Notice("done.checklist", {"number": act.ticket.number}))
    which = _WHICH.fullmatch(act.arg.strip())
    if which is None:
        raise Refused("no_such_step", n=act.arg[:10], most=len(act.tools.uow.incidents.items(incident.id)))
    n = int(which[1])
    receipt = _undo(act, incident, n) if which[2] else _tick(act, incident, n)
    shown(act.tools, act.scene.site, incident, act.now)
    return marked(act.ticket, receipt)


def _resent(act: Act, incident: Incident) -> None:
    """The checklist once more, at the end of this chat."""
    site, posts = act.scene.site, act.tools.uow.posts
    notice = card(act.tools, site, incident, act.ticket, private=act.scene.room is None)
    platform, chat = act.scene.incoming.platform, act.scene.incoming.chat
    message = posts.message_of(act.ticket.id, platform, chat, CHECKLIST)
    if message is not None:
        posts.forget(platform, chat, message)
    post = Post(tools=act.tools, site=site, now=act.now, ticket=act.ticket)
    cards.put(post, (platform, chat, CHECKLIST), notice, None)


def _tick(act: Act, incident: Incident, n: int) -> Notice:
    incidents = act.tools.uow.incidents
    item = tick(incident, incidents.items(incident.id), n, act.person, act.now)
    incidents.save_item(item)
    facts: dict[str, Fact] = {"n": n, "words": item.words}
    _note(act, Entry(kind="step_done", at=act.now, actor=act.person.id, audience=_INNER, facts=facts))
    _answered(act)
    left = undone(incidents.items(incident.id))
    if not left and item.required:
        _ready(act, incident)
    key = "done.step" if left else "done.last_step"
    return Notice(key, {"number": act.ticket.number, "n": n, "left": len(left)})


def _ready(act: Act, incident: Incident) -> None:
    """All that is required is done: whoever leads is asked for the all-clear."""
    site = act.scene.site
    post = Post(tools=act.tools, site=site, now=act.now, ticket=act.ticket)
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "title": played(act.tools, site, act.ticket, incident).title,
    }
    taps = row(Button(verb="all_clear", ticket=act.ticket.id))
    notice = Notice("incident.ready", facts, (taps,))
    for person in owners(act.tools, site, Role.DUTY_OFFICER, act.now, act.ticket):
        post.to_person(person, Told(circle=Circle.ONE, notice=notice, urgent=True, aloud=True))


def _undo(act: Act, incident: Incident, n: int) -> Notice:
    incidents = act.tools.uow.incidents
    wait = played(act.tools, act.scene.site, act.ticket, incident).answer
    item = untick(incident, incidents.items(incident.id), n, act.person, act.now + wait)
    incidents.save_item(item)
    facts: dict[str, Fact] = {"n": n, "words": item.words}
    _note(act, Entry(kind="step_undone", at=act.now, actor=act.person.id, audience=_INNER, facts=facts))
    return Notice("done.step_undone", {"number": act.ticket.number, "n": n})


def _answered(act: Act) -> None:
    """Whoever does a step has answered the alarm."""
    raised = act.tools.uow.alarms.get(act.ticket.id)
    if raised is not None and raised.answered_by is None:
        acknowledging.acknowledge(act)


def _note(act: Act, entry: Entry) -> None:
    act.tools.uow.journal.add(act.ticket.id, (entry,))
