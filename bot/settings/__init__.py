"""Settings: one TOML file, overridden by the environment. Nothing else reads either."""

from bot.settings.load import load
from bot.settings.model import ConfiguredSite, Database, Settings, Telegram, Web, Wecom
from bot.settings.problems import SettingsError

__all__ = ["ConfiguredSite", "Database", "Settings", "SettingsError", "Telegram", "Web", "Wecom", "load"]
