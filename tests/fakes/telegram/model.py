"""What the fake's world is made of: people, chats and stored messages."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
ADMINS = frozenset({"creator", "administrator"})
ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_ALLOWED = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def without_none(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


@dataclass(kw_only=True)
class User:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def json(self) -> Json:
        return without_none(
            id=self.id,
            is_bot=self.is_bot,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )


@dataclass(kw_only=True)
class Stored:
    """A message as it stands (`body`, Telegram's JSON) with its earlier bodies."""

    body: Json
    edits: list[Json] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    deleted: bool = False


@dataclass(kw_only=True)
class Chat:
    """`privacy` is the bot's privacy mode when it was added: a later change needs a new adding."""

    id: int
    type: str
    title: str | None = None
    user: User | None = None
    members: dict[int, str] = field(default_factory=dict)
    privacy: bool = True
    forum: bool = False
    topics: set[int] = field(default_factory=set)
    migrated_to: int | None = None
    bot_spoke: bool = False
    messages: dict[int, Stored] = field(default_factory=dict)
    next_message_id: int = 1

    def json(self) -> Json:
        names = {"first_name": self.user.first_name, "username": self.user.username} if self.user else {}
        return without_none(
            id=self.id, type=self.type, title=self.title, is_forum=self.forum or None, **names
        )

    def keep(self, body: Json) -> Stored:
        """Stores a new message under the chat's next message id."""
        body["message_id"] = self.next_message_id
        self.next_message_id += 1
        stored = self.messages[body["message_id"]] = Stored(body=body)
        return stored

    def find(self, message_id: int | None) -> Stored | None:
        stored = self.messages.get(message_id or 0)
        return None if stored is None or stored.deleted else stored


@dataclass(kw_only=True)
class Query:
    """A tap that waits for its one answerCallbackQuery."""

    id: str
    asked_at: float
    answer: asyncio.Future[Json]


def member_json(user: User, status: str) -> Json:
    """A ChatMember with all the fields its kind must have."""
    body: Json = {"user": user.json(), "status": status}
    if status == "creator":
        body |= {"is_anonymous": False}
    elif status == "administrator":
        body |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_RIGHTS, False)
        body["can_manage_chat"] = True
    elif status == "restricted":
        body |= {"is_member": True, "until_date": 0} | dict.fromkeys(_ALLOWED, False)
    elif status == "kicked":
        body |= {"until_date": 0}
    return body
