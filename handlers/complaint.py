"""Residents speak: in their room, where chatter gets no answer, or privately."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.moves import joining
from desk.moves.joining import BREATH
from desk.notices import Button, Notice, row
from desk.reading import Action, Category, Intent, Reading
from desk.ticket import OVER, Status, Ticket, from_reading
from handlers import (
    adding,
    appending,
    bulletins,
    clears,
    correcting,
    enquiries,
    helping,
    identity,
    pictured,
    replies,
    several,
    talking,
    unsettled,
    unsure_danger,
)
from handlers.act import Act
from handlers.calming import calm
from handlers.conduct import sure_of
from handlers.gathering import accuses, gather, going_on, listen_on
from handlers.hands import hear
from handlers.opening import Report, attach, open_ticket, propose_ticket, register_ticket
from handlers.plainly import plainly
from handlers.post import Post
from handlers.receipt import receipt
from handlers.record import record
from handlers.scene import Scene, answer
from handlers.surviving import surviving
from handlers.tools import Tools
from handlers.window import Line

_BARE_PLACE = 12  # characters; house: 3栋2单元 by itself, and not 我在3栋门口等你半天了
_PLAIN_CHATTER = 0.9  # surer than this that a line is chatter, it is not read again with those before


@dataclass(frozen=True, kw_only=True)
class _Heard:
    """One line and how it reads, alone or together with the person's lines before."""

    report: Report
    line: Line


def listen(scene: Scene, tools: Tools, now: datetime) -> None:
    """One message in a residents' room."""
    tools.uow.if_undone(tools.window.undo(scene.who))
    reading = _read(scene, tools, scene.incoming.text, now)
    if correcting.corrected(scene, tools, reading, now) or talking.overheard(scene, tools, reading, now):
        return
    if ticket := _goes_on(scene, tools, reading, now):
        unsettled.heard(Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=scene.incoming.text))
        return
    heard = _hear(scene, tools, reading, now)
    action = heard.report.reading.action
    if gather(scene, tools, heard.report, now):
        return
    asked = heard.report.reading.intent is Intent.ENQUIRY
    if (asked or action is not Action.SILENT) and bulletins.answered(scene, tools, heard.report, now):
        return
    if enquiries.heard(scene, tools, heard.report, now):
        return
    if action is Action.OPEN:
        ticket = open_ticket(scene, tools, heard.report, now)
        several.offer(scene, tools, ticket.id, now)
        calm(scene, tools, ticket.id, heard.report.reading, now)
        _aside(scene, tools, ticket.id, now)
        _ask(scene, tools, ticket.id, now)
    elif replies.below(scene, tools, now):
        return
    elif action is Action.ASK:
        propose_ticket(scene, tools, heard.report, now)
    else:
        tools.window.remember(scene.who, heard.line)


def _aside(scene: Scene, tools: Tools, key: int, now: datetime) -> None:
    """Of what the room may not read its reporter hears privately, where they can be reached (S4-11)."""
    ticket = tools.uow.tickets.get(key)
    if ticket is None or not ticket.discreet or scene.person is None:
        return
    address = Post(tools=tools, site=scene.site, now=now, ticket=ticket).reached(scene.person)
    if address is None:
        return
    there = replace(scene.incoming, platform=address.platform, chat=address.account)
    alone = replace(scene, room=None, incoming=there)
    receipt(alone, tools, key, now)
    identity.asked_at_once(Act(scene=alone, tools=tools, now=now, ticket=ticket).again())


def reported(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether a line is a report beyond doubt, whoever it is of."""
    words = scene.incoming.text
    return bool(words) and _read(scene, tools, words, now).action is Action.OPEN


def listen_privately(scene: Scene, tools: Tools, now: datetime) -> None:
    """One message of a resident to the bot alone: it always gets an answer."""
    tools.uow.if_undone(tools.window.undo(scene.who))
    reading = _read(scene, tools, scene.incoming.text, now)
    if correcting.corrected(scene, tools, reading, now) or talking.heard(scene, tools, reading, now):
        return
    if ticket := _goes_on(scene, tools, reading, now):
        adding.added(scene, tools, reading, ticket, now)
        return
    heard = _hear(scene, tools, reading, now)
    if gather(scene, tools, heard.report, now) or bulletins.answered(scene, tools, heard.report, now):
        return
    if enquiries.heard(scene, tools, heard.report, now):
        return
    if unsure_danger.asked_back(scene, tools, heard.report, now):
        return
    if heard.report.reading.action is Action.OPEN or heard.report.reading.intent is Intent.REPORT:
        ticket = open_ticket(scene, tools, heard.report, now)
        receipt(scene, tools, ticket.id, now)
        several.offer(scene, tools, ticket.id, now)
        identity.asked_at_once(Act(scene=scene, tools=tools, now=now, ticket=ticket).again())
        _ask(scene, tools, ticket.id, now)
    elif scene.incoming.text.startswith("/"):
        answer(scene, tools, helping.unheard(scene, tools), now)
    else:
        tools.window.remember(scene.who, heard.line)
        own = talking.offered(scene, tools)
        pictured = scene.incoming.photos and not scene.incoming.text
        key = "private.picture" if pictured else "private.unsure_open" if own else "private.unsure"
        answer(scene, tools, Notice(key, buttons=(*own, row(Button(verb="report")))), now)


def report_anyway(scene: Scene, tools: Tools, now: datetime) -> bool:
    """The resident says that the last lines were a report: they become one; False: there are none."""
    tools.uow.if_undone(tools.window.undo(scene.who))
    lines = appending.telling(tools, tools.window.recent(scene.who, now))
    if not lines:
        asked = unsure_danger.meant(scene, tools, now)
        if asked is not None:
            receipt(scene, tools, asked, now)
        return asked is not None
    text = "\n".join(line.text for line in lines if line.text)
    report = Report(
        text=text,
        messages=tuple(line.message for line in lines if line.message),
        photos=tuple(photo for line in lines for photo in line.photos),
        reading=_read(scene, tools, text, now),
    )
    key = open_ticket(scene, tools, report, now, doubted=True).id
    receipt(scene, tools, key, now)
    if scene.room is None and (ticket := tools.uow.tickets.get(key)):
        identity.asked_at_once(Act(scene=scene, tools=tools, now=now, ticket=ticket))
    _ask(scene, tools, key, now)
    return True


def _ask(scene: Scene, tools: Tools, key: int, now: datetime) -> None:
    """What is missing is asked, once it is registered and dispatched."""
    ticket = tools.uow.tickets.get(key)
    if ticket is not None:
        clears.Hearing(tools=tools, site=scene.site, ticket=ticket, now=now).ask()


def _goes_on(scene: Scene, tools: Tools, reading: Reading, now: datetime) -> Ticket | None:
    """The ticket to which this line belongs, once it has been added."""
    incoming = scene.incoming
    album = incoming.album and tools.uow.photos.album(incoming.platform, incoming.chat, incoming.album)
    if album:
        ticket = tools.uow.tickets.get(album)
        return _add(scene, tools, surviving(tools, ticket), None, now) if ticket else None
    key = going_on(scene) or scene.latest
    told = tools.uow.tickets.get(key) if key else None
    ticket = told and replace(surviving(tools, told), last_line_at=told.last_line_at)
    if told is None or ticket is None or not _said_there(scene, told):
        return None
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


def _said_there(scene: Scene, told: Ticket) -> bool:
    """没事了, said to the desk alone, has to reach who runs for an emergency in a room."""
    if scene.room is None:
        return told.room is None or told.emergency
    return scene.room.id == told.room


def _add(scene: Scene, tools: Tools, ticket: Ticket, reading: Reading | None, now: datetime) -> Ticket | None:
    incoming = scene.incoming
    actor = scene.person
    if actor is None or ticket.ended:
        return None
    messages = (incoming.message,) if incoming.message else ()
    photos = attach(scene, tools, ticket, now, messages=messages, photos=incoming.photos)
    if incoming.text:
        act = Act(scene=scene, tools=tools, now=now, ticket=ticket)
        if reading:
            hear(act, incoming.text, reading)
        else:
            act.record(joining.add(ticket, now, actor, incoming.text))
        ticket = _surer(scene, tools, act.again().ticket, now)
    if photos:
        record(tools, scene.site, joining.photographed(ticket, now, actor, len(photos)), now)
        if scene.room is None:  # in a room others see them
            pictured.to_owner(Act(scene=scene, tools=tools, now=now, ticket=ticket), photos)
    return ticket


def _surer(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> Ticket:
    """A proposal that reads as a report now that all its lines are there is registered."""
    if ticket.status is not Status.PROPOSED:
        return ticket
    together = _read(scene, tools, ticket.text.replace("\n", "，"), now)
    if together.action is Action.OPEN:
        register_ticket(scene, tools, from_reading(together, ticket), now, scene.incoming.message)
        _ask(scene, tools, ticket.id, now)
    return tools.uow.tickets.get(ticket.id) or ticket


def _hear(scene: Scene, tools: Tools, alone: Reading, now: datetime) -> _Heard:
    incoming = scene.incoming
    line = Line(at=now, text=incoming.text, message=incoming.message, photos=incoming.photos)
    before = tools.window.recent(scene.who, now)
    may_end_a_report = alone.confidence < _PLAIN_CHATTER or bool(alone.place)
    if before and alone.action is not Action.OPEN and may_end_a_report:
        lines = [*before, line]
        together = _together(scene, tools, lines, now)
        if together.action is Action.OPEN:
            return _Heard(report=_report(lines, together), line=line)
    leading = _leading(scene, tools, before, alone, now)
    return _Heard(report=_led(scene, tools, [*leading, line], alone, now), line=line)


def _leading(scene: Scene, tools: Tools, before: list[Line], alone: Reading, now: datetime) -> list[Line]:
    """What came before a report that needs no more words is its picture, or where it is (S1-09)."""
    if alone.intent is Intent.CHAT and alone.action is Action.SILENT:
        return []
    local = tools.book.calendar(scene.site).local(now)
    return [
        one for one in before if one.photos or (not alone.place.building and _only_where(tools, one, local))
    ]


def _only_where(tools: Tools, line: Line, now: datetime) -> bool:
    """Whether it says a place, a breath ago, and nothing else."""
    short = 0 < len(line.text) <= _BARE_PLACE and now - line.at <= BREATH
    return short and bool(tools.reader.parts(line.text, now).place)


def _led(scene: Scene, tools: Tools, lines: list[Line], alone: Reading, now: datetime) -> Report:
    """The report with the lines that lead to it; they may say more of it, but do not take it back."""
    if not any(one.text for one in lines[:-1]):
        return _report(lines, alone)
    together = _together(scene, tools, lines, now)
    kept = all(getattr(together, one) is getattr(alone, one) for one in ("action", "intent"))
    graver = alone.category is Category.EMERGENCIES is not together.category
    return _report(lines, together if kept and not graver else alone)


def _together(scene: Scene, tools: Tools, lines: list[Line], now: datetime) -> Reading:
    return _read(scene, tools, "，".join(one.text for one in lines if one.text), now)


def _report(lines: list[Line], reading: Reading) -> Report:
    return Report(
        text="\n".join(line.text for line in lines if line.text),
        messages=tuple(line.message for line in lines if line.message),
        photos=tuple(photo for line in lines for photo in line.photos),
        reading=reading,
    )


def _read(scene: Scene, tools: Tools, text: str, now: datetime) -> Reading:
    limits = tools.book.limits(scene.site, scene.room)
    reader = tools.reader.at(limits) if limits else tools.reader
    local = tools.book.calendar(scene.site).local(now)
    reading = plainly(tools, text, reader.read(text, local), local)
    if reading.intent is Intent.REPORT and reading.action is Action.SILENT and enquiries.called(scene):
        reading = replace(reading, action=Action.ASK)  # who calls the desk is not left unheard
    building = scene.person.building if scene.person else None
    return sure_of(tools, scene.site.id, text, reading, building, running=lambda: _in_emergency(scene, tools))


def _in_emergency(scene: Scene, tools: Tools) -> bool:
    """Whether what this person says next may be of an emergency that they reported a moment ago."""
    key = going_on(scene) or scene.latest
    ticket = tools.uow.tickets.get(key) if key else None
    return ticket is not None and ticket.emergency and not ticket.discreet
