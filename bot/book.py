"""The book of standards and calendars that handlers work by."""

import tomllib
from pathlib import Path

from bot.calendars import calendar_for
from desk.standard_text import parse_standard
from desk.standards import Standard
from handlers.tools import Book

_PRESETS = Path(__file__).parent / "standards"


def load_book() -> Book:
    """Every preset, and the calendars; raises desk's StandardError with all that is wrong in a file."""
    return Book(standards={path.stem: _load(path) for path in _PRESETS.glob("*.toml")}, calendar=calendar_for)


def _load(path: Path) -> Standard:
    return parse_standard(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
