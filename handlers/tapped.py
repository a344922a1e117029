"""A question that stood in a private chat says what came of it, and can be tapped no more."""

from collections.abc import Mapping
from datetime import datetime

from desk.change import Change
from desk.moves.people import GIVEN_BACK
from desk.notices import Notice, Word
from desk.ticket import Ticket
from handlers.incoming import Kind
from handlers.post import Post
from handlers.scene import Scene
from handlers.standing import settle
from handlers.tools import Tools

SOLVED = "solved-"  # 问题解决了吗, asked again: how such cards' names begin
DROP = "drop-"  # 要撤回登记吗
_ANSWERED: Mapping[str, frozenset[str]] = {
    SOLVED: frozenset(
        {"confirmed", "unsolved", "superseded", "revisited", "concluded", "closed", "archived"}
    ),
    DROP: frozenset({"withdrawn", "dismissed", "finished", "merged"}),
    GIVEN_BACK: frozenset({"dispatched", "finished", "dismissed", "withdrawn", "merged"}),
}  # by what enters the journal


def name(kind: str, now: datetime) -> str:
    """Of a card that is asked now: an earlier one is not edited into it, which nobody would notice."""
    return f"{kind}{int(now.timestamp() * 1000)}"


def outdated(post: Post, ticket: Ticket, change: Change) -> None:
    """What was asked of the ticket and means nothing any more says how it stands."""
    entered = {entry.kind for entry in change.entries}
    for kind, ends in _ANSWERED.items():
        if entered & ends and "registered" not in entered:
            _over(post, kind, ticket)


def _over(post: Post, kind: str, ticket: Ticket) -> None:
    status = Word(f"status.{ticket.status}")
    settle(post, kind, Notice("talk.over", {"number": ticket.number, "status": status}))


def done(scene: Scene, tools: Tools, notice: Notice, now: datetime, ticket: Ticket | None = None) -> None:
    """The message that was tapped says `notice`; what is a card is edited as its matter moves."""
    incoming = scene.incoming
    platform, chat, message = incoming.platform, incoming.chat, incoming.message
    if incoming.kind is not Kind.TAP or scene.room is not None or message is None:
        return
    if tools.uow.posts.card_at(platform, chat, message) is not None:
        return
    card = f"tapped-{message}"
    if ticket is not None:
        tools.uow.posts.add(ticket.id, platform, chat, message, card)
    else:
        tools.uow.loose_cards.add(platform, chat, card, message)
    language = scene.person.language if scene.person else None
    Post(tools=tools, site=scene.site, now=now, ticket=ticket).to_chat(platform, chat, notice, language, card)
