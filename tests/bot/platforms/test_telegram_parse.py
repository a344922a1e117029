"""Telegram's updates in the desk's words, one for one; payloads as Telegram sends them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.characters import one_line, storable
from bot.platforms.telegram.parse import Me, ParseError, parse, read, tap_id
from handlers.incoming import Incoming, Kind, Sender

PAYLOADS = Path(__file__).parents[1] / "payloads" / "telegram"
ME = Me(id=700000000, username="wuye_test_bot", reads_all=False)
GROUP, PRIVATE = "-1002000000001", "11"
ANN = Sender(account="11", name="Ann 李")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def payload(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text())
    return body


def incoming(kind: Kind, **more: Any) -> Incoming:
    return Incoming(platform="telegram", update="1001", kind=kind, **more)


def said(text: str = "", **more: Any) -> Incoming:
    where = {"chat": GROUP, "title": "阳光花园业主群", "sender": ANN, "message": "5"}
    return incoming(Kind.MESSAGE, text=text, **(where | more))


def said_privately(text: str = "", **more: Any) -> Incoming:
    return said(text, chat=PRIVATE, title="", private=True, **more)


TAP = replace(said(), kind=Kind.TAP, message="7", button="v1:acc:8412:3")
PRESENCE = incoming(Kind.PRESENCE, chat=GROUP, title="阳光花园业主群", sender=ANN)
REACH = incoming(Kind.REACH, chat=PRIVATE, private=True, sender=ANN)
OTHER = incoming(Kind.OTHER)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("text", said("3栋2单元的电梯又坏了，门关不上")),
        ("text_private", said_privately("水管漏水 📷")),
        ("deep_link", said_privately("/start 7K2Q-x_9")),
        ("photo", said("楼道积水", photos=("large",))),
        ("album_part", said(photos=("large",), album="13579")),
        ("image_document", said("原图", photos=("png",))),
        ("video_with_caption", said("漏水视频")),
        ("voice_in_private", said_privately()),
        ("edited", replace(said("5栋，不是3栋"), kind=Kind.EDIT)),
        ("reply", said("还没修", reply_to="4")),
        ("reply_to_other_chat", said("见这里")),
        ("in_topic", said("灯坏了")),
        ("for_this_bot", said("/accept@Wuye_Test_Bot 12")),
        ("tap", TAP),
        ("tap_on_old_message", TAP),
        ("migrated_away", incoming(Kind.MOVED, chat="-4000001", moved_to=GROUP)),
        ("migrated_here", incoming(Kind.MOVED, chat="-4000001", moved_to=GROUP)),
        ("added_as_member", replace(PRESENCE, deaf=True)),
        ("made_administrator", PRESENCE),
        ("kicked", replace(PRESENCE, present=False)),
        ("restricted_outside", replace(PRESENCE, present=False)),
        ("restricted_inside", replace(PRESENCE, deaf=True)),
        ("joined", incoming(Kind.MEMBER, chat=GROUP, sender=ANN)),
        ("blocked", replace(REACH, present=False)),
        ("unblocked", REACH),
    ],
)
def test_an_update_becomes_what_the_desk_calls_it(name: str, expected: Incoming) -> None:
    assert parse(payload(name), ME) == expected


@pytest.mark.parametrize(
    ("name", "account", "shown"),
    [
        ("anonymous_admin", "1087968824", "阳光花园业主群"),
        ("channel_sender", "136817688", "小区频道"),
    ],
)
def test_behind_a_channel_or_an_anonymous_administrator_stands_nobody(
    name: str, account: str, shown: str
) -> None:
    found = parse(payload(name), ME)
    assert found.kind is Kind.MESSAGE
    assert found.sender == Sender(account=account, name=shown, hidden=True)


@pytest.mark.parametrize(
    "name",
    [
        *("other_bot", "for_another_bot", "pinned", "linked_channel_post", "channel_post"),
        *("unknown_kind", "added_to_channel", "sticker_in_group", "other_document", "tap_on_game"),
    ],
)
def test_what_does_not_concern_the_desk_is_other_and_keeps_no_words(name: str) -> None:
    assert parse(payload(name), ME) == OTHER


@pytest.mark.parametrize("name", sorted(path.stem for path in PAYLOADS.glob("broken_*.json")))
def test_a_wrong_shape_is_a_parse_error_and_set_aside_as_it_came(name: str) -> None:
    update = payload(name)
    with pytest.raises(ParseError):
        parse(update, ME)
    found = read(update, ME)
    assert (found.kind, json.loads(found.raw)) == (Kind.BROKEN, update)
    assert found.text
    assert found.update == str(update.get("update_id", found.update))


def test_a_broken_update_without_an_id_has_the_same_key_each_time() -> None:
    first, second = (read(payload("broken_no_id"), ME) for _ in range(2))
    assert first.update == second.update != ""


def test_without_privacy_mode_no_group_is_deaf() -> None:
    assert not parse(payload("added_as_member"), replace(ME, reads_all=True)).deaf


def test_a_new_shape_in_a_field_that_nobody_reads_breaks_nothing() -> None:
    update = payload("reply")
    update["message"] |= {"gift": 17, "video": "new", "reply_markup": [], "entities": "?"}
    assert parse(update, ME).text == "还没修"


def test_what_databases_refuse_is_taken_out_and_names_stay_on_one_line() -> None:
    found = parse(payload("control_characters"), ME)
    assert found.text == "灯\u202e坏了!\r\n二"
    assert found.sender == Sender(account="11", name="甲 <b> 乙")


def test_a_tap_is_known_by_its_query_and_nothing_else_is() -> None:
    assert tap_id(payload("tap")) == "9001"
    assert tap_id(payload("text")) is None


@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "my_chat_member"]), JSON))
def test_no_update_whatsoever_stops_the_reading(update: dict[str, Any]) -> None:
    found = read(update, ME)
    found.raw.encode()
    found.update.encode()


@given(JSON)
def test_not_even_one_that_is_no_object(update: Any) -> None:
    assert read(update, ME).kind is Kind.BROKEN


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_storable_text_can_be_stored_and_a_name_has_one_line_of_64(text: str) -> None:
    storable(text).encode()
    assert "\x00" not in storable(text)
    assert len(one_line(text)) <= 64
    assert "\n" not in one_line(text)
    assert "\u202e" not in one_line(text)


@pytest.mark.parametrize(
    ("words", "text", "addressed"),
    [
        ("@Wuye_Test_Bot，本月多少投诉", "本月多少投诉", True),
        ("@wuye_test_bot灯坏了", "灯坏了", True),
        ("@wuye_test_botany 灯坏了", "@wuye_test_botany 灯坏了", False),
        ("灯坏了 @wuye_test_bot", "灯坏了 @wuye_test_bot", False),
    ],
)
def test_what_begins_with_the_bots_name_is_said_to_it(words: str, text: str, *, addressed: bool) -> None:
    update = payload("reply")
    update["message"]["text"] = words
    found = parse(update, ME)
    assert (found.text, found.addressed) == (text, addressed)


@pytest.mark.parametrize(
    ("kind", "whose", "expected"),
    [("voice", ME.id, Kind.MESSAGE), ("voice", 12, Kind.OTHER), ("sticker", ME.id, Kind.OTHER)],
)
def test_a_voice_message_in_a_group_is_heard_where_it_replies_to_the_bot(
    kind: str, whose: int, expected: Kind
) -> None:
    update = payload("reply")
    del update["message"]["text"]
    update["message"][kind] = {"file_id": "v", "file_unique_id": "v", "duration": 5}
    update["message"]["reply_to_message"]["from"] = {"id": whose, "is_bot": whose == ME.id}
    assert parse(update, ME).kind is expected
