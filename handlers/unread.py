"""A private line of which nothing could be made: its writer is asked, and staff where it may be a report."""

from dataclasses import replace
from datetime import datetime

from desk.notices import Button, Notice, row
from desk.reading import Action, Intent, Reading
from handlers import talking, unsettled
from handlers.opening import Report, propose_ticket
from handlers.scene import Scene, answer
from handlers.tools import Tools
from handlers.window import Line


def answered(scene: Scene, tools: Tools, report: Report, line: Line, now: datetime) -> None:
    """那个电梯咣当咣当的响吓死人 is not lost, though it reads as chatter and nobody taps."""
    own = talking.offered(scene, tools)
    if not own and scene.incoming.text and unsettled.answered(talking.acts(scene, tools, now), other=True):
        return
    if not own and _may_report(tools, scene.incoming.text, report.reading):
        meant = replace(report.reading, intent=Intent.REPORT, action=Action.ASK)
        propose_ticket(scene, tools, replace(report, reading=meant), now)
    else:
        tools.window.remember(scene.who, line)
    pictured = scene.incoming.photos and not scene.incoming.text
    key = "private.picture" if pictured else "private.unsure_open" if own else "private.unsure"
    answer(scene, tools, Notice(key, buttons=(*own, row(Button(verb="report")))), now)


def _may_report(tools: Tools, words: str, reading: Reading) -> bool:
    """Whether it praises and goes on with 不过, or names a fault that is not over, forwarded, a joke."""
    if reading.intent is Intent.PRAISE:
        return tools.book.clears.has("but", words)
    return reading.intent is Intent.CHAT and reading.status is None and tools.reader.faulty(words)
