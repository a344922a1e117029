"""A choice offered as a card of its own, in the chat where it was asked for, and settled in place."""

from desk.notices import Notice
from handlers.act import Act
from handlers.post import Post


def offer(act: Act, about: str, notice: Notice) -> None:
    """Show the choice to whoever asked for it."""
    _say(act, about, notice)


def stands(receipt: Notice) -> bool:
    """Whether the receipt, meant for whoever tapped, only says again what was offered into the chat."""
    return receipt.key.startswith("choose.") and not receipt.buttons


def settle(act: Act, about: str, notice: Notice) -> None:
    """The choice is made: the card says so and loses its buttons, where it stands."""
    place = (act.scene.incoming.platform, act.scene.incoming.chat, _card(about))
    uow = act.tools.uow
    if place in uow.posts.cards(act.ticket.id) | uow.letters.cards(act.ticket.id):
        _say(act, about, notice)


def _say(act: Act, about: str, notice: Notice) -> None:
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    if act.scene.room is not None:
        post.to_room(act.scene.room, notice, card=_card(about))
        return
    language = act.scene.person.language if act.scene.person else None
    post.to_chat(act.scene.incoming.platform, act.scene.incoming.chat, notice, language, _card(about))


def _card(about: str) -> str:
    return f"choose-{about}"
