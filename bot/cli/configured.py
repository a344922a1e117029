"""The settings for a command, or a refusal with all that is wrong in them."""

import os

from bot import settings
from bot.cli.options import Call
from bot.cli.refusal import Refusal
from bot.settings import Settings, SettingsError
from bot.terminal import say


def configured(call: Call) -> Settings:
    """The settings that the call's file and the environment make."""
    demo = call.data / "demo"
    if not call.config.exists() and (demo / "desk.db").exists():
        raise Refusal(say("settings.no_file_demo", directory=call.data, demo=demo, init=call.how("init")))
    if not call.config.exists():
        raise Refusal(say("settings.no_file", file=call.config, init=call.how("init")))
    try:
        return settings.load(call.config, call.data, os.environ)
    except SettingsError as error:
        raise Refusal(str(error)) from None
