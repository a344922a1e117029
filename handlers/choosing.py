"""A choice made by typing its number or its words, where there are no buttons or none can be seen."""

from dataclasses import replace
from datetime import datetime

from desk.talk import stars
from handlers import choices, taps
from handlers.incoming import Kind
from handlers.scene import Scene, answer
from handlers.tools import Tools

_LONGEST = 30  # characters of what can be a choice


def chosen(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether the words chose something that stands in this private chat; then it is done."""
    words = scene.incoming.text.strip()
    if scene.room is not None or not 0 < len(words) <= _LONGEST or scene.incoming.photos:
        return False
    key = _meant(tools.uow.offers.standing(scene.incoming.platform, scene.incoming.chat), words)
    if key is None:
        return False
    tapped = replace(scene.incoming, kind=Kind.TAP, button=key, text="")
    toast = taps.tap(replace(scene, incoming=tapped), tools, now)
    if not choices.stands(toast.notice):
        answer(scene, tools, toast.notice, now)
    return True


def _meant(offered: list[tuple[str, str]], words: str) -> str | None:
    if words.isascii() and words.isdigit():
        number = int(words)
        return offered[number - 1][0] if 0 < number <= len(offered) else None
    if rating := stars(words):
        words = f"{rating}⭐"
    return next((key for key, label in offered if words in (label, _bare(label))), None)


def _bare(label: str) -> str:
    """A label's words without the sign before them."""
    return label.lstrip("✅❌➕🔁👍📎📞⭐ ").strip()
