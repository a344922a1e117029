"""What sounds grave by its score alone, in private: staff are asked, and whoever said it (S2-68)."""

import re
from dataclasses import replace
from datetime import datetime

from desk.notices import Button, Notice, row
from desk.reading import Action, Category, Intent, Urgency
from desk.ticket import Status, Ticket
from handlers.opening import Report, propose_ticket, register_ticket
from handlers.scene import Scene, answer
from handlers.tools import Tools

_CRIES = re.compile("[\\s!！?？❗‼️]*[🔥🆘🚒🚑🚨][\\s!！?？❗‼️🔥🆘🚒🚑🚨🙏😭😱]*")  # nothing else is said


def asked_back(scene: Scene, tools: Tools, report: Report, now: datetime) -> bool:
    """Whether it may be an emergency, but too little says so to alarm everybody yet."""
    if _CRIES.fullmatch(scene.incoming.text):
        cry = replace(report.reading, intent=Intent.REPORT, category=Category.EMERGENCIES, topic="其他")
        report = replace(report, reading=replace(cry, action=Action.ASK, urgency=Urgency.URGENT))
    elif report.reading.category is not Category.EMERGENCIES or _sure(scene, tools, report, now):
        return False
    propose_ticket(scene, tools, report, now)
    _ask(scene, tools, now)
    return True


def calmed(tools: Tools, report: Report) -> Report:
    """Without a danger that no word names, where little speaks for one: the doorbell is not working."""
    reading = report.reading
    grave = reading.category is Category.EMERGENCIES and reading.action is Action.SILENT
    if not grave or tools.reader.alarming(report.text):
        return report
    return replace(report, reading=replace(reading, category=None, topic=None, urgency=None))


def asked_again(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> bool:
    """Whether more was said of what staff still doubt: the tap that registers it stands below that too."""
    doubted = ticket.emergency and ticket.status is Status.PROPOSED
    if doubted:
        _ask(scene, tools, now)
    return doubted


def _ask(scene: Scene, tools: Tools, now: datetime) -> None:
    answer(scene, tools, Notice("private.grave", buttons=(row(Button(verb="report")),)), now)


def _sure(scene: Scene, tools: Tools, report: Report, now: datetime) -> bool:
    """Whether it surely reads as one; where it does not, a word must name a danger: 师傅电话打不通 is none.

    Below the limit for asking a fault may do.
    """
    reading = report.reading
    if reading.action is not Action.SILENT:
        doubtful = reading.intent is not Intent.REPORT or not tools.reader.alarming(report.text)
        return reading.action is Action.OPEN or not doubtful
    local = tools.book.calendar(scene.site).local(now)
    return tools.reader.parts(report.text, local).intent is Intent.REPORT


def meant(scene: Scene, tools: Tools, now: datetime) -> int | None:
    """The id of what was asked about so, now that its writer says that it is meant; None: nothing was."""
    own = tools.uow.tickets.reported_by(scene.person.id, unended=True) if scene.person else []
    asked = [one for one in own if one.status is Status.PROPOSED and one.room is None]
    if not asked:
        return None
    register_ticket(scene, tools, asked[0], now, None)
    return asked[0].id
