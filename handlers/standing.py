"""Cards that were dealt to several people and are settled for all of them at once."""

from collections.abc import Sequence

from desk.notices import Notice
from handlers.post import Post


def settle(post: Post, named: str, notice: Notice) -> None:
    """Each card of the post's ticket whose name begins so says `notice` where it stands, without buttons."""
    uow, about = post.tools.uow, post.ticket.id if post.ticket else 0
    standing = sorted(uow.posts.cards(about) | uow.letters.cards(about))
    _say(post, [place for place in standing if place[2].startswith(named)], notice)


def settle_loose(post: Post, named: str, notice: Notice) -> None:
    """The same of cards that are about no ticket ("swap-3")."""
    _say(post, sorted(post.tools.uow.loose_cards.places(named)), post.named(notice))


def _say(post: Post, places: Sequence[tuple[str, str, str]], notice: Notice) -> None:
    uow = post.tools.uow
    for platform, chat, card in places:
        room = uow.rooms.at(platform, chat)
        if room is not None:
            post.to_room(room, notice, card=card)
            continue
        people = uow.people.at(platform, chat, post.site.id)
        post.to_chat(platform, chat, notice, people[0].language if people else None, card)
