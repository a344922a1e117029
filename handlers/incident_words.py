"""What is said about an emergency that goes on: staff's notes and photos, a resident's 没事了."""

from datetime import datetime

from desk.emergency import ALARM, marked
from desk.incident_cards import CHECKLIST
from desk.incidents import Incident
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, row
from desk.reading import Category
from desk.ticket import Ticket
from handlers.act import Act
from handlers.checklist_cards import shown, ticket_of
from handlers.incident_news import well
from handlers.opening import attach
from handlers.post import Post
from handlers.scene import Scene, answer
from handlers.tools import Tools


def noted(scene: Scene, tools: Tools, now: datetime) -> bool:
    """A reply of staff to an alarm or a checklist: it stays among staff, in the journal and on the card."""
    incoming, person = scene.incoming, scene.person
    if incoming.reply_to is None or person is None or not person.is_staff:
        return False
    found = tools.uow.posts.card_at(incoming.platform, incoming.chat, incoming.reply_to)
    if found is None or not found[1].startswith((ALARM, CHECKLIST)):
        return False
    ticket = tools.uow.tickets.get(found[0])
    return ticket is not None and kept(scene, tools, ticket, now, over=True)


def kept(scene: Scene, tools: Tools, ticket: Ticket, now: datetime, *, over: bool = False) -> bool:
    """Words and photos of an emergency stay among staff; False: it is none, or (unless `over`) is over."""
    incoming = scene.incoming
    incident = tools.uow.incidents.of(ticket.id)
    if incident is None or not (incident.active or over):
        return False
    entries = _entries(scene, now)
    messages = (incoming.message,) if incoming.message else ()
    attach(scene, tools, ticket, now, messages=messages, photos=incoming.photos)
    tools.uow.journal.add(ticket.id, entries)
    shown(tools, scene.site, incident, now)
    answer(scene, tools, marked(ticket, _receipt(scene, tools, ticket, now)), now, ticket)
    return True


def _receipt(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> Notice:
    """That it is kept; whether it is real, where words in a drill read as an emergency."""
    facts: dict[str, Fact] = {"number": ticket.number}
    if not (ticket.drill and _alarming(scene, tools, now)):
        return Notice("done.incident_note", facts)
    n = sum(entry.kind == "incident_note" for entry in tools.uow.journal.of(ticket.id))
    return Notice("done.drill_note", facts, (row(Button(verb="real", ticket=ticket.id, arg=str(n))),))


def _alarming(scene: Scene, tools: Tools, now: datetime) -> bool:
    words = scene.incoming.text
    reading = tools.reader.read(words, tools.book.calendar(scene.site).local(now)) if words else None
    return reading is not None and reading.category is Category.EMERGENCIES


def in_a_drill(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether a plain line of staff in their room, while they practise, reads as an emergency: it is kept."""
    drills = [one for one in tools.uow.incidents.active(scene.site.id) if one.drill]
    if not drills or not _alarming(scene, tools, now):
        return False
    return kept(scene, tools, ticket_of(tools, drills[-1]), now)


def _entries(scene: Scene, now: datetime) -> tuple[Entry, ...]:
    by = scene.person.id if scene.person else None
    words, photos = scene.incoming.text, len(scene.incoming.photos)
    inner = Audience.STAFF
    entries = []
    if words:
        facts: dict[str, Fact] = {"words": words}
        entries.append(Entry(kind="incident_note", at=now, actor=by, audience=inner, facts=facts))
    if photos:
        entries.append(Entry(kind="photographed", at=now, actor=by, audience=inner, facts={"photos": photos}))
    return tuple(entries)


def taken_back(act: Act) -> Notice | None:
    """撤回 of an emergency that goes on ends nothing: staff look first. None: it does not go on."""
    incident: Incident | None = act.tools.uow.incidents.of(act.ticket.id)
    if incident is None or not incident.active:
        return None
    ensure(Move.WITHDRAW, act.person, act.ticket)
    entry = Entry(kind="said_well", at=act.now, actor=act.person.id, audience=Audience.STAFF)
    act.tools.uow.journal.add(act.ticket.id, (entry,))
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    well(post, act.ticket, act.person.id, None)
    shown(act.tools, act.scene.site, incident, act.now)
    return Notice("done.said_well", {"number": act.ticket.number})
