"""Photos of what was done about a cause: kept with the report, shown to whoever reads it (S0-42)."""

from desk import remedies
from desk.notices import Fact, Notice
from desk.people import RoomKind
from desk.remedies import Remedy
from handlers.post import Post
from handlers.turn import Turn
from storage.photos import Photo

_SHOWN = 9  # photos of one message


def keep(turn: Turn, remedy: Remedy) -> int:
    """Keep the photos that came with these words, and show them to the managers; returns how many."""
    incoming, photos = turn.scene.incoming, turn.tools.uow.photos
    kept = tuple(
        photos.add(
            Photo(
                remedy=remedy.id,
                person=turn.person.id,
                platform=incoming.platform,
                ref=ref,
                at=turn.now,
            )
        )
        for ref in incoming.photos
    )
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    for room in turn.tools.uow.rooms.of(turn.site.id, RoomKind.MANAGERS) if kept else ():
        post.to_room(room, _notice(remedy), photos=kept)
    return len(kept)


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
