"""Plain lines are read as the library would read them, and nothing else is taken for one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram.parse import Me, parse, read
from bot.platforms.telegram.plain import plain

WORDS = st.text(max_size=80)
NOBODY = frozenset({777000})


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """Updates with a line of text, in a group or in private."""
    private = draw(st.booleans())
    sender = {"id": draw(st.integers(1, 2**50)), "is_bot": False, "first_name": draw(WORDS.filter(bool))}
    if draw(st.booleans()):
        sender["last_name"] = draw(WORDS)
    chat = (
        {"id": sender["id"], "type": "private"}
        if private
        else {"id": -draw(st.integers(1, 2**50)), "type": "supergroup", "title": draw(WORDS)}
    )
    text = draw(WORDS.filter(bool))
    message = {"message_id": 7, "from": sender, "chat": chat, "date": 1_790_000_000, "text": text}
    return {"update_id": draw(st.integers(0, 2**31)), "message": message}


@given(lines())
def test_a_plain_line_is_read_as_the_library_reads_it(update: dict[str, Any]) -> None:
    assert read(update, Me()) == parse(update, Me())


def test_it_is_the_short_way_that_is_taken() -> None:
    sender = {"id": 5, "is_bot": False, "first_name": "Ann"}
    chat = {"id": -1, "type": "group", "title": "业主群"}
    message = {"message_id": 7, "from": sender, "chat": chat, "date": 1, "text": "你好"}
    assert plain({"update_id": 1, "message": message}, NOBODY)


@pytest.mark.parametrize(
    "change",
    [
        {"photo": []},
        {"text": "/bind X"},
        {"text": 7},
        {"text": ""},
        {"text": "\0"},
        {"reply_to_message": {"message_id": 1}},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
        {"from": {"id": 5, "is_bot": True, "first_name": "Bot"}},
        {"sender_chat": {"id": -1, "type": "group"}},
        {"chat": {"id": -1, "type": "channel", "title": "x"}},
        {"chat": {"id": "-1", "type": "group", "title": "x"}},
        {"message_id": "7"},
    ],
)
def test_anything_more_is_left_to_the_library(change: dict[str, Any]) -> None:
    sender = {"id": 5, "is_bot": False, "first_name": "Ann"}
    chat = {"id": -1, "type": "group", "title": "业主群"}
    message = {"message_id": 7, "from": sender, "chat": chat, "date": 1, "text": "你好", **change}
    assert plain({"update_id": 1, "message": message}, NOBODY) is None
