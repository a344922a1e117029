"""Few words that plainly say one thing are that, whatever a model makes of them."""

from dataclasses import replace
from datetime import datetime

from desk.correction import corrects, instead, puts_right
from desk.reading import Action, Category, Intent, Reading
from desk.talk import plain
from handlers.tools import Tools


def plainly(tools: Tools, text: str, reading: Reading, now: datetime) -> Reading:
    """The reading; 唔該快啲 and 不是6栋，是7栋 by themselves report nothing, and no fire.

    Nor does a word put right alarm anybody where no danger is named: 打错了 是卫生间天花板. Where one is
    (打错字了，是着火了好像), that is what was said.

    `now`: in the site's zone. A lone number that is put right is a room: 不是402，是403.
    """
    if corrects(text) and not reading.place:
        reading = replace(reading, place=tools.reader.parts(text, now).place)
    if reading.intent is not Intent.REPORT:
        meant = tools.reader.read(instead(text), now) if corrects(text) else reading
        return meant if meant.category is Category.EMERGENCIES else reading
    alarming = reading.category is Category.EMERGENCIES
    doubtful = alarming and reading.action is not Action.OPEN and corrects(text)
    if not (
        puts_right(text, reading.place)
        or (alarming and plain(text, tools.book.clears))
        or (doubtful and tools.reader.parts(instead(text), now).intent is not Intent.REPORT)
    ):
        return reading
    return replace(
        reading,
        intent=Intent.CHAT,
        action=Action.SILENT,
        category=None,
        class_=None,
        topic=None,
        urgency=None,
        accused=None,
        angry=False,
        triggers=(),
        because=(),
    )
