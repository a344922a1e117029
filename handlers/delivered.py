"""What became of a letter: sent, to be tried again, given up, or its chat has moved."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.change import Told, to_role
from desk.notices import Fact, Notice
from desk.people import Role, RoomKind
from handlers.post import Post
from handlers.tools import Tools
from storage.letters import Letter

PATIENCE = timedelta(hours=24)  # a letter that old is news no more
_DELAYS = (2, 5, 15, 60, 300)  # seconds before the next try; the last one repeats


def sent(
    tools: Tools,
    letter: Letter,
    message: str | None,
    now: datetime,
    choices: Sequence[tuple[str, str]] = (),
) -> None:
    """It stands in the chat as `message`; of an edit nothing new is to be remembered.

    `choices`, as (key, label), may be typed there from now on.
    """
    tools.uow.letters.sent(letter.id, now)
    if choices:
        tools.uow.offers.make(letter.platform, letter.chat, choices, now)
    if letter.ticket is not None and message is not None:
        tools.uow.posts.add(letter.ticket, letter.platform, letter.chat, message, letter.card)


def unreachable(tools: Tools, letter: Letter, error: str, now: datetime, after: float | None = None) -> None:
    """The platform did not take it now: tried again later, after a day given up."""
    if now - letter.created_at > PATIENCE:
        refused(tools, letter, error, now)
        return
    delay = after if after is not None else _DELAYS[min(letter.attempts, len(_DELAYS) - 1)]
    tools.uow.letters.later(letter.id, now + timedelta(seconds=delay), error)


def refused(tools: Tools, letter: Letter, error: str, now: datetime) -> None:
    """The platform will never take it: somebody is told, who can phone instead."""
    tools.uow.letters.failed(letter.id, error)
    if letter.notice.key == "undelivered":
        return  # the bad news itself could not be delivered: it stands in the log and in `check`
    site = tools.uow.sites.get(letter.site)
    ticket = tools.uow.tickets.get(letter.ticket) if letter.ticket else None
    people = tools.uow.people
    whom = people.get(letter.person).name if letter.person else letter.chat
    facts: dict[str, Fact] = {"number": ticket.number if ticket else None, "whom": whom, "why": error[:80]}
    notice = Notice("undelivered", facts)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    staff_rooms = [room.chat for room in tools.uow.rooms.of(site.id, RoomKind.STAFF)]
    if staff_rooms and letter.chat not in staff_rooms:
        post.to_rooms(RoomKind.STAFF, notice)
    else:
        told: Told = to_role(Role.CS_LEAD, notice)
        post.tell(told)


def blocked(tools: Tools, letter: Letter, error: str, now: datetime) -> None:
    """The person does not let themselves be written to: remembered, and staff are told."""
    tools.uow.people.set_state(letter.platform, letter.chat, "blocked")
    room = tools.uow.rooms.at(letter.platform, letter.chat)
    if room is not None:
        tools.uow.rooms.set_active(room.id, active=False)
    refused(tools, letter, error, now)


def moved(tools: Tools, letter: Letter, new_chat: str) -> None:
    """The chat has a new id: this letter and all that wait go there."""
    tools.uow.rooms.move(letter.platform, letter.chat, new_chat)


def vanished(tools: Tools, letter: Letter) -> None:
    """The message to edit is gone: the card is posted anew."""
    if letter.ticket is not None and letter.card is not None:
        message = tools.uow.posts.message_of(letter.ticket, letter.platform, letter.chat, letter.card)
        if message is not None:
            tools.uow.posts.forget(letter.platform, letter.chat, message)
