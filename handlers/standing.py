"""Cards that were dealt to several people and are settled for all of them at once."""

from desk.notices import Notice
from handlers.post import Post


def settle(post: Post, named: str, notice: Notice) -> None:
    """Each card of the post's ticket whose name begins so says `notice` where it stands, without buttons."""
    uow, about = post.tools.uow, post.ticket.id if post.ticket else 0
    for platform, chat, card in sorted(uow.posts.cards(about) | uow.letters.cards(about)):
        if not card.startswith(named):
            continue
        room = uow.rooms.at(platform, chat)
        if room is not None:
            post.to_room(room, notice, card=card)
            continue
        people = uow.people.at(platform, chat, post.site.id)
        post.to_chat(platform, chat, notice, people[0].language if people else None, card)
