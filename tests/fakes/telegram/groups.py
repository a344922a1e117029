"""What a test makes of groups and people (the second half of the control verbs)."""

from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.telegram.model import PRESENT, Chat, Json, User, member_json
from tests.fakes.telegram.world import World

OWNER = 700_000_001  # who makes groups where the test names nobody
_FIRST_SUPERGROUP = -1_002_000_000_000
_FIRST_GROUP = -4_000_000


def add_user(world: World, id: int, first_name: str, **more: Any) -> None:  # noqa: A002  # Telegram's name
    world.users[id] = User(id=id, first_name=first_name, **more)


def change_user(world: World, user: int, **changes: Any) -> None:
    """Sets any field of a person: a new name, deactivated, …"""
    person = world.user(user)
    for name, value in changes.items():
        setattr(person, name, value)


def add_group(world: World, title: str, **wish: Any) -> int:
    """A new group; the bot, if it is a member, is told that it was added. Returns the chat id."""
    kind = wish.get("kind", "supergroup")
    chat = Chat(id=wish.get("id") or _new_id(world, kind), type=kind, title=title)
    chat.forum = wish.get("forum", False)
    owner = _owner(world, wish.get("owner"))
    members = wish.get("members", [])
    chat.members = {owner.id: "creator"} | {world.user(user).id: "member" for user in members}
    world.chats[chat.id] = chat
    if wish.get("bot"):
        set_status(world, chat.id, world.bot.id, wish["bot"], by=owner.id)
    return chat.id


def _new_id(world: World, kind: str) -> int:
    first = _FIRST_SUPERGROUP if kind == "supergroup" else _FIRST_GROUP
    return first - len(world.chats) - 1


def _owner(world: World, owner: int | None) -> User:
    if owner is None:
        return world.users.setdefault(OWNER, User(id=OWNER, first_name="群主"))
    return world.user(owner)


def member_change(world: World, chat: Chat, user: User, old: str, new: str, *, actor: User) -> None:
    """Tells the bot that a membership changed: its own, or somebody else's."""
    body = {"chat": chat.json(), "from": actor.json(), "date": world.now()}
    whose = world.bot if chat.type == "private" else user
    body |= {"old_chat_member": member_json(whose, old), "new_chat_member": member_json(whose, new)}
    world.tell("my_chat_member" if whose.is_bot else "chat_member", chat, body)


def set_status(world: World, chat: int, user: int, status: str, by: int | None = None) -> None:
    """Joins, promotes, restricts, kicks or lets leave; with the service messages that go with it."""
    place, person = world.chat(chat), world.user(user)
    old = place.members.get(user, "left")
    place.members[user] = status
    actor = world.user(by) if by is not None else person
    if person is world.bot and old not in PRESENT:
        place.privacy = world.privacy
    if person is world.bot and by is None:
        actor = world.user(next(who for who, rank in place.members.items() if rank == "creator"))
    member_change(world, place, person, old, status, actor=actor)
    if old not in PRESENT and status in PRESENT:
        _service(world, place, actor, new_chat_members=[person.json()])
    elif old in PRESENT and status not in PRESENT:
        _service(world, place, actor, left_chat_member=person.json())


def join(world: World, chat: int, user: int, *, status: str = "member", announce: bool = True) -> None:
    """A person enters a group; unannounced, the bot hears nothing (as in very large groups)."""
    if announce:
        set_status(world, chat, user, status)
    else:
        world.chat(chat).members[world.user(user).id] = status


def _service(world: World, chat: Chat, actor: User, **fields: Any) -> None:
    world.tell("message", chat, chat.keep(world.body(chat, actor, **fields)).body)


def migrate(world: World, chat: int) -> int:
    """A basic group becomes a supergroup with a new id and no messages; both chats say so."""
    old = world.chat(chat)
    if old.type != "group" or old.migrated_to is not None:
        raise ControlError(f"chat {chat} is not a basic group")
    new = Chat(id=_new_id(world, "supergroup"), type="supergroup", title=old.title)
    new.members, new.privacy, new.bot_spoke = dict(old.members), old.privacy, old.bot_spoke
    world.chats[new.id] = new
    owner = world.user(next(iter(old.members)))
    _service(world, old, owner, migrate_to_chat_id=new.id)
    _service(world, new, owner, migrate_from_chat_id=old.id)
    old.migrated_to = new.id
    return new.id


def add_topic(world: World, chat: int, name: str) -> int:
    """A forum topic; its id is the message_thread_id."""
    place = world.chat(chat)
    creator = world.user(next(iter(place.members)))
    made = {"name": name, "icon_color": 7322096}
    stored = place.keep(world.body(place, creator, forum_topic_created=made, is_topic_message=True))
    topic: int = stored.body["message_id"]
    stored.body["message_thread_id"] = topic
    place.topics.add(topic)
    world.tell("message", place, stored.body)
    return topic


def drop_topic(world: World, chat: int, topic: int) -> None:
    """Deletes a topic: the bot is not told."""
    world.chat(chat).topics.discard(topic)


def describe(chat: Chat) -> Json:
    return {"id": chat.id, "type": chat.type, "title": chat.title, "members": chat.members}
