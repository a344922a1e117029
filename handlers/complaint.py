"""Residents speak: in their room, where chatter gets no answer, or privately."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.moves.joining import BREATH
from desk.reading import Action, Category, Intent, Reading
from handlers import (
    adding,
    appending,
    bulletins,
    clears,
    correcting,
    enquiries,
    helping,
    identity,
    joined,
    replies,
    several,
    talking,
    unread,
    unsettled,
    unsure_danger,
)
from handlers.act import Act
from handlers.calming import calm
from handlers.gathering import gather
from handlers.opening import Report, open_ticket, propose_ticket
from handlers.post import Post
from handlers.read_as import read_as
from handlers.receipt import receipt
from handlers.scene import Scene, answer
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
    reading = read_as(scene, tools, scene.incoming.text, now)
    if correcting.corrected(scene, tools, reading, now) or talking.overheard(scene, tools, reading, now):
        return
    if ticket := joined.goes_on(scene, tools, reading, now):
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
        clears.ask(scene.site, tools, ticket.id, now)
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
    return bool(words) and read_as(scene, tools, words, now).action is Action.OPEN


def listen_privately(scene: Scene, tools: Tools, now: datetime) -> None:
    """One message of a resident to the bot alone: it always gets an answer."""
    tools.uow.if_undone(tools.window.undo(scene.who))
    reading = read_as(scene, tools, scene.incoming.text, now)
    if correcting.corrected(scene, tools, reading, now) or talking.heard(scene, tools, reading, now):
        return
    if ticket := joined.goes_on(scene, tools, reading, now):
        adding.added(scene, tools, reading, ticket, now)
        return
    heard = _hear(scene, tools, reading, now)
    if gather(scene, tools, heard.report, now) or bulletins.answered(scene, tools, heard.report, now):
        return
    if enquiries.heard(scene, tools, heard.report, now):
        return
    heard = replace(heard, report=unsure_danger.calmed(tools, heard.report))
    if unsure_danger.asked_back(scene, tools, heard.report, now):
        return
    if heard.report.reading.action is Action.OPEN or heard.report.reading.intent is Intent.REPORT:
        ticket = open_ticket(scene, tools, heard.report, now)
        receipt(scene, tools, ticket.id, now)
        several.offer(scene, tools, ticket.id, now)
        identity.asked_at_once(Act(scene=scene, tools=tools, now=now, ticket=ticket).again())
        clears.ask(scene.site, tools, ticket.id, now)
    elif scene.incoming.text.startswith("/"):
        answer(scene, tools, helping.unheard(scene, tools), now)
    else:
        unread.answered(scene, tools, heard.report, heard.line, now)


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
        reading=read_as(scene, tools, text, now),
    )
    key = open_ticket(scene, tools, report, now, doubted=True).id
    receipt(scene, tools, key, now)
    if scene.room is None and (ticket := tools.uow.tickets.get(key)):
        identity.asked_at_once(Act(scene=scene, tools=tools, now=now, ticket=ticket))
    clears.ask(scene.site, tools, key, now)
    return True


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
    return read_as(scene, tools, "，".join(one.text for one in lines if one.text), now)


def _report(lines: list[Line], reading: Reading) -> Report:
    return Report(
        text="\n".join(line.text for line in lines if line.text),
        messages=tuple(line.message for line in lines if line.message),
        photos=tuple(photo for line in lines for photo in line.photos),
        reading=reading,
    )
