"""Photos of what was done about a cause: kept with the report, shown to whoever reads it (S0-42)."""

from datetime import datetime

from desk import remedies
from desk.notices import Fact, Notice
from desk.people import RoomKind
from desk.remedies import Remedy
from handlers.post import Post
from handlers.scene import Scene, answer, everywhere
from handlers.tools import Tools
from handlers.turn import Turn
from storage.photos import Photo

_SHOWN = 9  # photos of one message


def keep(scene: Scene, tools: Tools, now: datetime, remedy: Remedy) -> int:
    """Keep the photos of this message, and show them to the managers; returns how many."""
    incoming, owner = scene.incoming, scene.person.id if scene.person else 0
    kept = tuple(
        tools.uow.photos.add(
            Photo(remedy=remedy.id, person=owner, platform=incoming.platform, ref=ref, at=now)
        )
        for ref in incoming.photos
    )
    if kept:
        post = Post(tools=tools, site=scene.site, now=now)
        post.to_rooms(RoomKind.MANAGERS, _notice(remedy), photos=kept)
    return len(kept)


def follow(scene: Scene, tools: Tools, now: datetime, since: datetime) -> bool:
    """Whether a report was the last thing, not before `since`: photos by themselves belong to it.

    Where a photo cannot have words (WeCom's app) they come right after them.
    """
    if scene.room is not None:
        return False
    reported = [
        (one.reported_at, one.id, one, there)
        for there in everywhere(scene, tools)
        for one in tools.uow.remedies.live(there.site.id)
        if there.person and one.owner == there.person.id and one.reported_at and one.reported_at >= since
    ]
    if not reported:
        return False
    _, _, remedy, there = max(reported, key=lambda one: one[:2])
    kept = keep(there, tools, now, remedy)
    answer(there, tools, Notice("done.remedy_photos", {"number": remedy.number, "photos": kept}), now)
    return True


def show(turn: Turn, remedy: Remedy) -> None:
    """Its photos, where the words about it are asked for."""
    kept = tuple(photo.id for photo in turn.tools.uow.photos.of_remedy(remedy.id))[-_SHOWN:]
    post, scene = Post(tools=turn.tools, site=turn.site, now=turn.now), turn.scene
    if kept and scene.room is not None:
        post.to_room(scene.room, _notice(remedy), photos=kept)
    elif kept:
        post.to_chat(scene.incoming.platform, scene.incoming.chat, _notice(remedy), None, photos=kept)


def _notice(remedy: Remedy) -> Notice:
    facts: dict[str, Fact] = {"number": remedy.number, "cause": remedies.cause(remedy)}
    return Notice("remedy.photos", facts)
