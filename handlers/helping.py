"""帮助: what can be said to the desk, by role."""

import re

from desk.channels import channels
from desk.notices import Fact, Notice
from desk.people import HEADS, Role
from handlers.scene import Scene
from handlers.tools import Tools
from handlers.typed import begun

_THANKS = re.compile(
    r"(?:好的?|嗯+|哦+|收到|知道了|明白了?|多?谢谢?你?|多?謝謝?你?|唔該|辛苦了?"
    r"|ok(?:ay)?|thanks?|thank you|thx)[\s,，。.!！~]*",
    re.IGNORECASE,
)


_HELLO = re.compile(
    r"(?:(?:你|您|大家)?好|在吗|在嗎|在不在|早|早上好|下午好|晚上好|早安|晚安|hi|hello|hey)[\s,，。.!！?？~～呀啊]*",
    re.IGNORECASE,
)


def polite(words: str) -> bool:
    """Whether they greet, thank or nod, and tell nothing."""
    return _THANKS.fullmatch(words.strip()) is not None or _HELLO.fullmatch(words.strip()) is not None


def page(scene: Scene, tools: Tools) -> Notice:
    """What this person can do; to a stranger what a resident can."""
    if scene.person is None or not scene.person.is_staff:
        lines: list[Fact] = [*channels(tools.book.current(scene.site.standard))]
        return Notice("help.resident", {"channels": lines})
    if scene.person.role is Role.HEADQUARTERS:
        return Notice("help.reader")
    return Notice("help.head" if scene.person.role in HEADS else "help.staff")


def unheard(scene: Scene, tools: Tools) -> Notice:
    """For one whose words the desk can do nothing with: how such things are said, not the whole page."""
    words = scene.incoming.text
    if words.startswith("/"):
        return Notice("refused.no_such_command", {"word": words.split()[0]})
    if scene.person and scene.person.is_staff and _THANKS.fullmatch(words.strip()):
        return Notice("help.welcome")
    if word := begun(words):
        return Notice("refused.which_number", {"word": word})
    if scene.person is None or scene.person.role is Role.HEADQUARTERS:
        return page(scene, tools)
    return Notice("help.unheard_head" if scene.person.role in HEADS else "help.unheard")
