"""Pictures are kept once, by what they show."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest

from bot import media
from bot.intake import Desk
from tests.fakes.serving import PATIENCE

AT_ONCE, ROUNDS = 6, 30


def test_the_same_picture_stored_by_many_at_once_is_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was quicker, nobody fails: a second fetch must not lose its draft to the first."""
    together = threading.Barrier(AT_ONCE)

    def kind_of(_content: bytes) -> str:
        together.wait(PATIENCE)
        return "jpg"

    monkeypatch.setattr(media, "kind_of", kind_of)
    store = media.Media(tmp_path, cast("Desk", None), {})._store  # nothing is written down
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(ROUNDS):
            content = bytes([number]) * 2_000_000
            assert len(set(pool.map(store, [content] * AT_ONCE))) == 1
    assert len(list(tmp_path.iterdir())) == ROUNDS
