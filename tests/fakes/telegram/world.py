"""The world that the fake Telegram keeps: who is where, what was said, what the bot is told."""

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Any

from tests.fakes.serving import ControlError
from tests.fakes.telegram.faults import Faults
from tests.fakes.telegram.files import Files
from tests.fakes.telegram.limits import FloodControl
from tests.fakes.telegram.model import ADMINS, PRESENT, Chat, Json, Query, Stored, User
from tests.fakes.telegram.updates import UpdateQueue
from tests.fakes.telegram.webhook import Webhook

SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "new_chat_title",
        "group_chat_created",
        "forum_topic_created",
    }
)
_ONLY_FOR_ADMINS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_MESSAGES = frozenset({"message", "edited_message"})
_PLAIN_COMMAND = re.compile(r"/\w+(@(\w+))?")


@dataclass(kw_only=True)
class Call:
    """One Bot API call as it came in; `status` 0 while it runs or where its connection was cut."""

    at: float
    method: str
    params: dict[str, Any]
    status: int = 0
    description: str | None = None


class World:
    """Everything the fake knows. Lives in one event loop; changed only from there."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.bot = User(id=int(token.partition(":")[0]), first_name="物业助手", is_bot=True)
        self.bot.username = "wuye_test_bot"
        self.privacy = True
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates = UpdateQueue()
        self.webhook = Webhook(updates=self.updates)
        self.flood = FloodControl()
        self.faults = Faults()
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.calls: list[Call] = []
        self.closing = asyncio.Event()
        self.shift = 0.0
        self.latency = 0.0
        self.query_lifetime = 15.0
        self._serial = 0

    def now(self) -> int:
        """Telegram's time, in whole seconds."""
        return int(self.now_exactly())

    def now_exactly(self) -> float:
        return time.time() + self.shift

    def loop_time(self) -> float:
        """A clock for budgets and lifetimes: never moved by a test."""
        return time.monotonic()

    def next_serial(self) -> int:
        """An id for an album or a tap: never used twice."""
        self._serial += 1
        return 13_000_000_000_000_000 + self._serial

    def user(self, user_id: int) -> User:
        if user_id not in self.users:
            raise ControlError(f"no user {user_id}: add_user first")
        return self.users[user_id]

    def chat(self, chat_id: int) -> Chat:
        """A chat by id; a person's id is their private chat with the bot."""
        if chat_id not in self.chats and chat_id in self.users:
            self.chats[chat_id] = Chat(id=chat_id, type="private", user=self.users[chat_id])
        if chat_id not in self.chats:
            raise ControlError(f"no chat {chat_id}")
        return self.chats[chat_id]

    def message(self, chat: Chat, message_id: int) -> Stored:
        if message_id not in chat.messages:
            raise ControlError(f"no message {message_id} in chat {chat.id}")
        return chat.messages[message_id]

    def knows(self, user_id: int) -> bool:
        """Whether the bot has ever met this person: in a chat of their own or in a group it is in."""
        person = self.users.get(user_id)
        return person is not None and (
            person.started
            or any(user_id in chat.members and self.bot.id in chat.members for chat in self.chats.values())
        )

    def bot_status(self, chat: Chat) -> str:
        return "member" if chat.type == "private" else chat.members.get(self.bot.id, "left")

    def tell(self, kind: str, chat: Chat, payload: Json) -> int | None:
        """Queues an update for the bot; None where Telegram would not send it one."""
        return self.updates.put(kind, chat.id, payload) if self._told(kind, chat, payload) else None

    def _told(self, kind: str, chat: Chat, payload: Json) -> bool:
        if kind == "my_chat_member" or chat.type == "private":
            return True
        status = self.bot_status(chat)
        if status not in PRESENT:
            return False
        if kind in _ONLY_FOR_ADMINS:
            return status in ADMINS
        if kind in _MESSAGES and chat.privacy and status not in ADMINS:
            return self._passes_privacy(chat, payload)
        return True

    def _passes_privacy(self, chat: Chat, message: Json) -> bool:
        """Privacy mode: service messages, replies to the bot, commands for it; mentions are not listed."""
        if SERVICE & message.keys():
            return True
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id:
            return True
        command = _PLAIN_COMMAND.match(message.get("text", ""))
        if command is None:
            return False
        return chat.bot_spoke if command[2] is None else command[2] == self.bot.username

    def body(self, chat: Chat, sender: User, **fields: Any) -> Json:
        """A message's common fields; its id comes from `Chat.keep`."""
        return {"message_id": 0, "from": sender.json(), "chat": chat.json(), "date": self.now(), **fields}


def quoted(stored: Stored) -> Json:
    """A message as another one's reply_to_message: one level only."""
    return {name: value for name, value in stored.body.items() if name != "reply_to_message"}
