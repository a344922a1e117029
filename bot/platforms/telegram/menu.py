"""The list of commands that Telegram's clients offer behind "/"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

Entry = tuple[str, str]  # command of a-z 0-9 _, description


@dataclass(frozen=True, kw_only=True)
class Menu:
    """The commands to offer, by language ("" for all others)."""

    private: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    groups: Mapping[str, Sequence[Entry]] = field(default_factory=dict)


async def offer(bot: Bot, menu: Menu) -> None:
    """Tell Telegram where the list has changed: refusals of setMyCommands last long. Raises TelegramError."""
    for language, entries in menu.private.items():
        await _offer(bot, BotCommandScopeAllPrivateChats(), language, entries)
    for language, entries in menu.groups.items():
        await _offer(bot, BotCommandScopeAllGroupChats(), language, entries)


async def _offer(bot: Bot, scope: BotCommandScope, language: str, entries: Sequence[Entry]) -> None:
    wanted = tuple(BotCommand(command, description) for command, description in entries)
    if wanted != await bot.get_my_commands(scope, language):
        await bot.set_my_commands(wanted, scope, language)
