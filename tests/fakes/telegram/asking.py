"""Methods that ask about chats, people, files and commands."""

import json
import re

from tests.fakes.telegram.access import read_chat
from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.files import DOWNLOAD_LIMIT
from tests.fakes.telegram.model import ADMINS, Json, member_json
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS_LIMIT = 100
_DESCRIPTION_LIMIT = 256


def get_me(world: World, _params: Params) -> Json:
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, params: Params) -> Json:
    chat = read_chat(world, params)
    full = {"accent_color_id": 0, "max_reaction_count": 11}
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return chat.json() | full | {"accepted_gift_types": dict.fromkeys(gifts, True)}


def get_chat_member(world: World, params: Params) -> Json:
    chat = read_chat(world, params)
    person = world.users.get(params.integer("user_id"))
    if person is None or chat.type == "private":
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_json(person, chat.members.get(person.id, "left"))


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    chat = read_chat(world, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    people = [(world.users[user_id], status) for user_id, status in chat.members.items()]
    return [member_json(user, status) for user, status in people if status in ADMINS and not user.is_bot]


def leave_chat(world: World, params: Params) -> bool:
    chat = read_chat(world, params)
    if chat.type == "private":
        raise bad_request("chat_id must not be a private chat")
    chat.members[world.bot.id] = "left"
    return True


def get_file(world: World, params: Params) -> Json:
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.by_id.get(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.json() | {"file_path": stored.path}


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.parsed("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > _COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    world.commands[_scope(params)] = commands
    return True


def _check_command(command: Json) -> None:
    if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(str(command.get("description", ""))) <= _DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(params: Params) -> tuple[str, str]:
    scope = params.parsed("scope", "BotCommandScope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.text("language_code")


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(_scope(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop(_scope(params), None)
    return True
