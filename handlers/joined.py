"""A further line of somebody who just told of a matter goes into its ticket."""

from dataclasses import replace
from datetime import datetime

from desk.moves import joining
from desk.reading import Action, Category, Intent, Reading
from desk.talk import Talk, talk
from desk.ticket import OVER, Status, Ticket, from_reading
from handlers import apart, clears, pictured
from handlers.act import Act
from handlers.gathering import accuses, going_on, listen_on
from handlers.hands import hear
from handlers.opening import attach, register_ticket
from handlers.read_as import read_as
from handlers.record import record
from handlers.scene import Scene
from handlers.surviving import surviving
from handlers.tools import Tools


def goes_on(scene: Scene, tools: Tools, reading: Reading, now: datetime) -> Ticket | None:
    """The ticket to which this line belongs, once it has been added."""
    incoming = scene.incoming
    album = incoming.album and tools.uow.photos.album(incoming.platform, incoming.chat, incoming.album)
    if album:
        ticket = tools.uow.tickets.get(album)
        return _add(scene, tools, surviving(tools, ticket), None, now) if ticket else None
    key = going_on(scene) or scene.latest
    told = tools.uow.tickets.get(key) if key else None
    ticket = told and replace(surviving(tools, told), last_line_at=told.last_line_at)
    if told is None or ticket is None or not _said_there(scene, tools, told, reading):
        return None
    reading = _calmed(incoming.text, reading, tools)
    opens = reading.action is not Action.SILENT or scene.room is None
    if ticket.status in OVER and reading.intent is Intent.REPORT and opens:
        return None  # what is reported anew was not solved: again.second
    if ticket.emergency and not ticket.discreet and accuses(scene, tools, incoming.text, reading):
        return None  # who runs there may be meant: it is told to the heads alone (S4-28)
    photo_only = bool(incoming.photos) and not incoming.text
    if photo_only or joining.goes_on(ticket, reading, now, incoming.text):
        listen_on(scene, tools, ticket, now)
        return _add(scene, tools, ticket, reading, now)
    return None


def _to_neighbours(scene: Scene, reading: Reading, tools: Tools) -> bool:
    """Whether a line beside their report is plainly none of it: 晚上谁去看电影."""
    words, quiet = scene.incoming.text, reading.action is Action.SILENT
    chatter = scene.room is not None and quiet and reading.intent is Intent.CHAT and not reading.place
    return chatter and tools.book.clears.has("neighbours", words) and not tools.reader.alarming(words)


def _calmed(words: str, reading: Reading, tools: Tools) -> Reading:
    """Beside a matter what sounds grave by its score alone (就在电梯旁边, 一直滴滴响) is of the matter."""
    grave = reading.category is Category.EMERGENCIES and reading.action is Action.ASK
    if not grave or tools.reader.alarming(words):
        return reading
    return replace(reading, category=None, topic=None, urgency=None)


def _said_there(scene: Scene, tools: Tools, told: Ticket, reading: Reading) -> bool:
    """没事了 and where it is, said to the desk alone, reach who runs for an emergency in a room; no more."""
    if scene.room is not None:
        return scene.room.id == told.room and not _to_neighbours(scene, reading, tools)
    over = reading.status == "solved" or _over(scene.incoming.text, tools)
    where = not told.place and bool(reading.place) and reading.intent is not Intent.REPORT
    return told.room is None or (told.emergency and (over or where))


def _over(words: str, tools: Tools) -> bool:
    return talk(words, tools.book.clears) in (Talk.DROP, Talk.SOLVED)


def _add(scene: Scene, tools: Tools, ticket: Ticket, reading: Reading | None, now: datetime) -> Ticket | None:
    incoming = scene.incoming
    actor = scene.person
    if actor is None or ticket.ended:
        return None
    act = Act(scene=scene, tools=tools, now=now, ticket=ticket)
    if reading and (own := apart.opened(act, incoming.text, reading)):
        return own
    messages = (incoming.message,) if incoming.message else ()
    photos = attach(scene, tools, ticket, now, messages=messages, photos=incoming.photos)
    if incoming.text:
        if reading:
            hear(act, incoming.text, reading)
        else:
            act.record(joining.add(ticket, now, actor, incoming.text))
        ticket = _surer(scene, tools, act.again().ticket, now)
    if photos:
        record(tools, scene.site, joining.photographed(ticket, now, actor, len(photos)), now)
        pictured.to_owner(Act(scene=scene, tools=tools, now=now, ticket=ticket), photos)
    return ticket


def _surer(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> Ticket:
    """A proposal that reads as a report now that all its lines are there is registered."""
    if ticket.status is not Status.PROPOSED:
        return ticket
    together = read_as(scene, tools, ticket.text.replace("\n", "，"), now)
    if together.action is Action.OPEN:
        register_ticket(scene, tools, from_reading(together, ticket), now, scene.incoming.message)
        clears.ask(scene.site, tools, ticket.id, now)
    return tools.uow.tickets.get(ticket.id) or ticket
