"""Settings: one TOML file, overridden by the environment. Nothing else reads either."""

from bot.settings.load import bare, load
from bot.settings.model import ConfiguredSite, Database, Settings, Telegram, Web
from bot.settings.problems import SettingsError
from bot.settings.wecom import Wecom

__all__ = [
    "ConfiguredSite",
    "Database",
    "Settings",
    "SettingsError",
    "Telegram",
    "Web",
    "Wecom",
    "bare",
    "load",
]
