"""How readily a message is taken for a report can be set for a site and for one room of it."""

from pathlib import Path

import pytest

from bot import settings
from bot.book import load_book
from bot.settings import SettingsError
from bot.sites import hand_of
from desk.people import Room, RoomKind, Site
from nlp.reader import Thresholds

SITE = Site(id=1, name="阳光花园")
FILE = """
[[site]]
name = "阳光花园"
[site.reading]
ask = 0.7
words = ["星河湾"]
[[site.room]]
title = "业主闲聊群"
ask = 0.95
"""


def _room(title: str) -> Room:
    return Room(id=1, site=1, platform="web", chat="r", kind=RoomKind.RESIDENTS, title=title)


def _load(directory: Path, text: str) -> settings.Settings:
    (directory / "wuyebot.toml").write_text(text, encoding="utf-8")
    return settings.load(directory / "wuyebot.toml", directory, {})


def test_a_room_has_its_own_limits_else_the_sites_else_the_shipped_ones(tmp_path: Path) -> None:
    book = load_book({one.name: hand_of(one) for one in _load(tmp_path, FILE).sites})
    assert book.limits(SITE, _room("业主闲聊群")) == Thresholds(ask=0.95)
    assert book.limits(SITE, _room("业主一群")) == Thresholds(ask=0.7)
    assert book.limits(SITE, None) == Thresholds(ask=0.7)
    assert load_book().limits(SITE, None) is None


def test_a_chance_beyond_one_is_told_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, FILE.replace("0.7", "7"))
    assert "0.96" in str(caught.value)
