"""The question that was answered last in a chat, for whoever goes on from it."""

from datetime import datetime, timedelta

from desk.figures.asking import Query, decode
from handlers.scene import Scene
from handlers.tools import Tools
from storage.letters import Letter

_ANSWER = "asked.answer"  # the notice of a letter that only names its question
_FRESH = timedelta(minutes=15)
_UNHEARD = frozenset(
    {
        "asked.help",
        "asked.which",
        "help.unheard",
        "help.unheard_head",
        "asked.first",
        "asked.waits",
        "untold.money",
        "untold.per_household",
        "untold.households",
        "untold.accused",
        "asked.heads_only",
    }
)  # what is said after these goes on from what was not answered


def asked_before(scene: Scene, tools: Tools, now: datetime) -> list[Query]:
    """What was answered last here, within a quarter of an hour; of a question with several answers each."""
    incoming, found = scene.incoming, list[Letter]()
    for letter in tools.uow.letters.latest(incoming.platform, incoming.chat, now - _FRESH):
        if letter.notice.key == _ANSWER and letter.site == scene.site.id:
            if found and letter.created_at != found[0].created_at:
                break
            found.append(letter)
        elif found or letter.notice.key in _UNHEARD:
            break
    told = [decode(str(letter.notice.facts.get("query", ""))) for letter in reversed(found)]
    return [one[0] for one in told if one]
