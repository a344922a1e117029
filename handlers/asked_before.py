"""The question that was answered last in a chat, for whoever goes on from it."""

from datetime import datetime, timedelta

from desk.figures.asking import Query, decode
from handlers.scene import Scene
from handlers.tools import Tools

_ANSWER = "asked.answer"  # the notice of a letter that only names its question
_FRESH = timedelta(minutes=15)


def asked_before(scene: Scene, tools: Tools, now: datetime) -> Query | None:
    """The question of the newest answer that this chat got within the last quarter of an hour."""
    incoming = scene.incoming
    for letter in tools.uow.letters.latest(incoming.platform, incoming.chat, now - _FRESH):
        if letter.notice.key == _ANSWER and letter.site == scene.site.id:
            found = decode(str(letter.notice.facts.get("query", "")))
            return found[0] if found else None
    return None
