"""Staff mention the desk in their own room: a matter becomes a ticket, else they get the help (S0-27)."""

from datetime import datetime

from desk.reading import Action, Intent
from handlers import helping
from handlers.opening import Report, open_ticket
from handlers.receipt import receipt
from handlers.scene import Scene, answer
from handlers.tools import Tools


def hear(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether that was all that there is to do about the words; pictures alone belong to a job."""
    incoming = scene.incoming
    if incoming.reply_to or scene.in_public or (incoming.photos and not incoming.text):
        return False
    if not incoming.text:
        answer(scene, tools, helping.page(scene, tools), now)  # the name alone, or words glued to it
        return True
    reading = tools.reader.read(incoming.text, tools.book.calendar(scene.site).local(now))
    if reading.action is Action.SILENT and reading.intent is not Intent.REPORT:
        if incoming.photos:
            return False
        answer(scene, tools, helping.page(scene, tools), now)
        return True
    messages = (incoming.message,) if incoming.message else ()
    report = Report(
        text=incoming.text, messages=messages, photos=incoming.photos, reading=reading, source="staff"
    )
    receipt(scene, tools, open_ticket(scene, tools, report, now).id, now)
    return True
