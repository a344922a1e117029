"""Words for the terminal, in Chinese or English by the locale; chats have their own words (bot/texts)."""

import os
import tomllib
from functools import cache
from pathlib import Path

_FILES = Path(__file__).parent


def say(key: str, /, **facts: object) -> str:
    """The text of `key` ("read.class") filled with `facts`; KeyError for one that no file has."""
    return words(language())[key].format(**facts)


def language() -> str:
    """`en` where the locale is English, else `zh`: the people who set the desk up read Chinese."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    return "en" if locale.startswith("en") else "zh"


def texts_language() -> str:
    """The same as the chats' texts name it, for what is shown of them on a terminal."""
    return {"en": "en"}.get(language(), "zh_CN")


@cache
def words(language: str) -> dict[str, str]:
    """All texts of one language, by "section.key"."""
    sections = tomllib.loads((_FILES / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{name}.{key}": text for name, section in sections.items() for key, text in section.items()}
