"""What became of a letter: sent, to be tried again, given up, or its chat has moved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import to_role
from desk.emergency import ALARM
from desk.notices import Fact, Notice
from desk.people import Role, Room, RoomKind
from handlers import alarms, calling, leaving, surveys
from handlers.addresses import after
from handlers.incoming import Incoming
from handlers.naming import key_in, name
from handlers.post import Post
from handlers.tools import Tools
from storage.letters import Letter

PATIENCE = timedelta(hours=24)  # a letter that old is news no more
_MUTE = frozenset({"silent", "off", "muted"})  # reasons: nothing can be said in that room, though it stands
_MEANT = frozenset({"silent", "off"})  # those that nobody needs to hear of
_DELAYS = (2, 5, 15, 60, 300)  # seconds before the next try; the last one repeats
_LEAST = 3  # tries in vain before a letter is too old: who slept for days has no network in the first moment
_TRIES = 4  # failed in a row, a minute and a half: then another address is better than waiting; house


def sent(
    tools: Tools,
    letter: Letter,
    message: str | None,
    now: datetime,
    choices: Sequence[tuple[str, str]] = (),
    *,
    heard: bool = True,
) -> None:
    """It stands in the chat as `message`; of an edit nothing new is to be remembered.

    `choices`, as (key, label), may be typed there from now on. Not `heard`: nothing that is said there comes
    back, so in a staff room whoever stands for it has the choice privately.
    """
    tools.uow.letters.sent(letter.id, now)
    if choices:
        tools.uow.offers.make(letter.platform, letter.chat, choices, now)
    if not heard and message is not None and letter.notice.buttons:
        _privately(tools, letter, now)
    if letter.ticket is not None and message is not None:
        tools.uow.posts.add(letter.ticket, letter.platform, letter.chat, message, letter.card)
    elif letter.card is not None and message is not None:
        tools.uow.loose_cards.add(letter.platform, letter.chat, letter.card, message)


def _privately(tools: Tools, letter: Letter, now: datetime) -> None:
    room = tools.uow.rooms.at(letter.platform, letter.chat)
    if room is None or room.kind is not RoomKind.STAFF or _stands_privately(tools, letter):
        return
    ticket = tools.uow.tickets.get(letter.ticket) if letter.ticket else None
    post = Post(tools=tools, site=tools.uow.sites.get(letter.site), now=now, ticket=ticket)
    post.privately(room.kind, letter.notice, urgent=letter.urgent, card=letter.card)


def _stands_privately(tools: Tools, letter: Letter) -> bool:
    """Whether somebody has that card already: it is changed where it stands."""
    if letter.ticket is None or letter.card is None:
        return False
    standing = tools.uow.posts.cards(letter.ticket) | tools.uow.letters.cards(letter.ticket)
    return any(
        card == letter.card and tools.uow.rooms.at(platform, chat) is None
        for platform, chat, card in standing
    )


def unreachable(tools: Tools, letter: Letter, error: str, now: datetime, after: float | None = None) -> None:
    """The platform did not take it now: tried again later, after a day given up.

    Who has another address is written to there instead, unless it is a card that stands here already.
    """
    if now - letter.created_at > PATIENCE and letter.attempts >= _LEAST:
        refused(tools, letter, error, now)
        return
    lasting = letter.attempts >= _TRIES if after is None else after >= _DELAYS[-1]
    if lasting and not _stands(tools, letter) and _elsewhere(tools, _whose(tools, letter), now):
        tools.uow.letters.failed(letter.id, error)
        return
    delay = after if after is not None else _DELAYS[min(letter.attempts, len(_DELAYS) - 1)]
    tools.uow.letters.later(letter.id, now + timedelta(seconds=delay), error)


def refused(tools: Tools, letter: Letter, error: str, now: datetime, reason: str = "") -> None:
    """The platform will never take it: it goes to their next address, else somebody is told to phone.

    `reason` is the key of words for people (calling.REASONS), `error` stands in the log and in `check`.
    """
    tools.uow.letters.failed(letter.id, error)
    letter = _whose(tools, letter)
    room = tools.uow.rooms.at(letter.platform, letter.chat)
    if room is None and _nobody(tools, letter):
        return  # who has left is told nothing, and nobody is to phone them
    if _elsewhere(tools, letter, now) or _bad_news(letter.notice):
        return
    if (letter.card or "").startswith(surveys.CARD):
        return  # S2-125: nobody is phoned for an opinion
    site = tools.uow.sites.get(letter.site)
    ticket = tools.uow.tickets.get(letter.ticket) if letter.ticket else None
    if ticket is not None and letter.person and (letter.card or "").startswith(ALARM):
        alarms.undelivered(tools, ticket, letter.person, (letter.platform, letter.chat), now)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    if room is None:
        calling.ask(tools, post, letter, error, reason)
        return
    _refused_in_room(post, letter, room, error, reason)


def _refused_in_room(post: Post, letter: Letter, room: Room, error: str, reason: str) -> None:
    if reason in _MUTE and letter.person and room.kind is RoomKind.RESIDENTS:
        calling.ask(post.tools, post, letter, error, reason)  # a room that is only heard: somebody tells them
        return
    if reason in _MUTE:
        post.privately(room.kind, letter.notice, urgent=letter.urgent, card=letter.card, photos=letter.photos)
    if reason in _MEANT or (reason in _MUTE and _said_before(post, room)):
        return
    number = post.ticket.number if post.ticket else None
    facts: dict[str, Fact] = {"number": number, "whom": room.title, "why": calling.why(error, reason)}
    post.tell(to_role(Role.CS_LEAD, Notice("undelivered", facts)))
    if room.kind is RoomKind.MANAGERS and not post.tools.uow.rooms.of(post.site.id, room.kind):
        post.to_rooms(
            room.kind, letter.notice, urgent=letter.urgent, photos=letter.photos
        )  # who would have read it, privately


def _said_before(post: Post, room: Room) -> bool:
    """Whether it was told before that nothing of this ticket gets into the room: its card changes often."""
    if post.ticket is None:
        return False
    mark, seen = f"muted {room.id} {post.ticket.id}", post.tools.uow.seen
    known = seen.mark(mark) is not None
    seen.set_mark(mark, post.now.isoformat())
    return known


def _whose(tools: Tools, letter: Letter) -> Letter:
    """An answer is written to a chat: whose that is."""
    if letter.person is not None:
        return letter
    there = [one for one in tools.uow.people.at(letter.platform, letter.chat, letter.site) if one.active]
    return replace(letter, person=there[0].id) if there else letter


def _nobody(tools: Tools, letter: Letter) -> bool:
    """Whether nobody who is still there is meant by a private letter."""
    return letter.person is None or not tools.uow.people.get(letter.person).active


def _bad_news(notice: Notice) -> bool:
    inner = notice.facts.get("notice")
    return notice.key == "undelivered" or (isinstance(inner, Notice) and _bad_news(inner))


def lost(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """The platform had taken a letter and says now that it did not arrive."""
    key = key_in(incoming.message or "")
    found = tools.uow.letters.get(key) if key else None
    if found is None or found[1] != "sent" or name(found[0]) not in (incoming.message or ""):
        return
    act = blocked if incoming.why == "rejects" else refused
    act(tools, found[0], incoming.text, now, incoming.why)


def _stands(tools: Tools, letter: Letter) -> bool:
    """Whether it changes a card that people see there."""
    if letter.card is None:
        return False
    if letter.ticket is None:
        return tools.uow.loose_cards.message_of(letter.platform, letter.chat, letter.card) is not None
    return tools.uow.posts.message_of(letter.ticket, letter.platform, letter.chat, letter.card) is not None


def _elsewhere(tools: Tools, letter: Letter, now: datetime) -> bool:
    """Whether the person is written to at their next address; what is urgent went to all of them at once."""
    if letter.person is None or letter.urgent or tools.uow.rooms.at(letter.platform, letter.chat):
        return False
    following = after(tools, letter.person, letter.platform, letter.chat)
    if following is None:
        return False
    again = replace(letter, platform=following.platform, chat=following.account, reply_to=None)
    tools.uow.letters.add(replace(again, id=0, attempts=0, not_before=now))
    return True


def departed(tools: Tools, letter: Letter, error: str, now: datetime) -> None:
    """The platform knows the person no more: they have left the company.

    Where nothing ever arrived nobody has left: the account was written down wrongly.
    """
    if not tools.uow.letters.arrived(letter.platform, letter.chat):
        blocked(tools, letter, error, now, "account")
        return
    leaving.left(tools, letter.platform, letter.chat, now)
    refused(tools, letter, error, now, "left")


def blocked(tools: Tools, letter: Letter, error: str, now: datetime, reason: str = "") -> None:
    """The person does not let themselves be written to: remembered, and staff are told."""
    tools.uow.people.set_state(letter.platform, letter.chat, "blocked")
    room = tools.uow.rooms.at(letter.platform, letter.chat)
    if room is not None:
        tools.uow.rooms.set_active(room.id, active=False)
    refused(tools, letter, error, now, reason)


def moved(tools: Tools, letter: Letter, new_chat: str) -> None:
    """The chat has a new id: this letter and all that wait go there."""
    tools.uow.rooms.move(letter.platform, letter.chat, new_chat)


def vanished(tools: Tools, letter: Letter) -> None:
    """The message to edit is gone: the card is posted anew."""
    if letter.ticket is None and letter.card is not None:
        tools.uow.loose_cards.forget(letter.platform, letter.chat, letter.card)
    if letter.ticket is not None and letter.card is not None:
        message = tools.uow.posts.message_of(letter.ticket, letter.platform, letter.chat, letter.card)
        if message is not None:
            tools.uow.posts.forget(letter.platform, letter.chat, message)
