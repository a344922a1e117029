"""Which of their matters a reporter's words name, and whether they report another."""

import re
from collections.abc import Callable

from desk.reading import Action, Category, Intent, Place, Reading
from desk.talk import Talk, plain, talk
from desk.ticket import UNFINISHED, Ticket
from handlers.scene import Scene
from handlers.tools import Tools


def surely_new(
    scene: Scene, tools: Tools, reading: Reading, told: Callable[[Tools, int], list[Ticket]]
) -> bool:
    """Whether it is surely a report; 你们管不管嘛 tells of nothing, however it reads.

    电梯还没人来修 urges the lift that they have `told` of, unless it complains of how that goes on (S0-09).
    """
    text, clears = scene.incoming.text, tools.book.clears
    if reading.action is not Action.OPEN or plain(text, clears):
        return False
    if talk(text, clears) not in _OF_THEIRS or reading.triggers or scene.person is None:
        return True
    known = told(tools, scene.person.id)
    if still(text, reading, known):
        return False
    waiting = any(one.status in UNFINISHED for one in known) and plain(text, clears, waiting=True)
    return not (waiting or named(known, reading))


def still(text: str, reading: Reading, told: list[Ticket]) -> bool:
    """Whether 还在吵 is of their one matter, which it names no better than that it goes on."""
    goes_on = len(text) <= _FEW and _STILL.match(text.strip()) is not None and not reading.place
    open_ = [one for one in told if one.status in UNFINISHED]
    return goes_on and len(open_) == 1 and reading.category is not Category.EMERGENCIES


_OF_THEIRS = (Talk.URGE, Talk.PROGRESS, Talk.DROP, Talk.SOLVED)
_FEW = 12  # characters; house
_STILL = re.compile("(?:现在|現在)?(?:还|還|仍|又|一直)(?:在|开始|開始|来了|來了|是)|仲(?:喺度|係|系)")


def named(told: list[Ticket], reading: Reading) -> list[Ticket]:
    """Those of them whose matter the words name, nothing of the place speaking against it."""
    if reading.intent is not Intent.REPORT or reading.category is Category.EMERGENCIES:
        return []
    return [
        one
        for one in told
        if one.topic == reading.topic and one.status in UNFINISHED and _there(one.place, reading.place)
    ]


def _there(known: Place, said: Place) -> bool:
    """Whether all that is said of the place is so: 地下车库漏水 is no leak of a kitchen."""
    same = all(
        getattr(said, part) in (None, getattr(known, part)) for part in ("building", "unit", "floor", "room")
    )
    areas = (said.area or "", known.area or "")
    return same and (areas[0] in areas[1] or (areas[1] != "" and areas[1] in areas[0]))
