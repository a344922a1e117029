"""Messages reach the chat whole, escaped and in Telegram's measure."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.platforms.base import Message, Refused, Shown, Vanished
from bot.platforms.measuring import shortened
from bot.platforms.telegram import pacing
from bot.platforms.telegram.wording import CAPTION, TEXT, keyboard, visible, words
from bot.platforms.throttle import Rate
from tests.bot.platforms.telegram_desk import ANN, LEE, Live, live
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.markup import parse_html
from tests.fakes.telegram.real import picture

NASTY = '<b>粗 & "引号" </a> &lt; <script> 3<5 > 2'
RIGHT_TO_LEFT = "\u202e倒过来\u2066 \x07"


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.add_user(ANN, "Ann", started=True)
    telegram.add_user(LEE, "李")
    return telegram


@pytest.fixture
def group(telegram: FakeTelegram) -> int:
    return telegram.add_group("业主群", members=[ANN, LEE])


@pytest.fixture
def bot(telegram: FakeTelegram) -> Iterator[Live]:
    with live(telegram, start=False) as it:
        yield it


def send(bot: Live, chat: int, text: str = "", **more: Any) -> int:
    return int(bot.run(bot.platform.send(str(chat), Message(text=text, **more))))


def edit(bot: Live, chat: int, message: int, text: str, **more: Any) -> None:
    bot.run(bot.platform.edit(str(chat), str(message), Message(text=text, **more)))


def buttons(*keys: str) -> tuple[tuple[Shown, ...], ...]:
    return (tuple(Shown(key=key, label=f"按 {key}") for key in keys),)


# words


@pytest.mark.parametrize("text", [NASTY, "一行\n" + NASTY, "&", "<", "a\n\n<b>b</b>\n&amp;"])
def test_markup_characters_arrive_as_they_were_written(telegram: FakeTelegram, bot: Live, text: str) -> None:
    send(bot, ANN, text)
    assert telegram.from_bot(ANN)[0].text == text


def test_control_and_direction_characters_do_not_stop_a_message(telegram: FakeTelegram, bot: Live) -> None:
    send(bot, ANN, f"前{RIGHT_TO_LEFT}后\x00\ud800。", mention=("12", f"{RIGHT_TO_LEFT}李\n四"))
    seen = telegram.from_bot(ANN)[0]
    assert seen.text.startswith("倒过来 李 四 前")
    assert seen.text.endswith("后。")


def test_the_first_of_several_lines_is_bold_a_single_line_is_not(telegram: FakeTelegram, bot: Live) -> None:
    send(bot, ANN, "工单 <12>\n电梯")
    send(bot, ANN, "一句话")
    card, line = telegram.from_bot(ANN)
    assert card.raw["entities"] == [{"type": "bold", "offset": 0, "length": 7}]
    assert "entities" not in line.raw


def test_a_mention_stands_at_the_head_and_notifies(telegram: FakeTelegram, bot: Live, group: int) -> None:
    send(bot, group, "请确认\n工单 12", mention=("12", "李 <b>"))
    seen = telegram.from_bot(group)[0]
    assert seen.text == "李 <b> 请确认\n工单 12"
    mention, bold = seen.raw["entities"]
    assert (mention["type"], mention["user"]["id"], mention["length"]) == ("text_mention", 12, 5)
    assert (bold["type"], bold["offset"]) == ("bold", 6)


def test_an_account_that_is_no_number_is_named_without_a_link(telegram: FakeTelegram, bot: Live) -> None:
    send(bot, ANN, "请确认", mention=('12"><b>', "李"))
    assert telegram.from_bot(ANN)[0].text == "李 请确认"


def test_text_over_4096_is_cut_at_a_lines_end_and_says_how_much_is_missing(
    telegram: FakeTelegram, bot: Live
) -> None:
    lines = "\n".join(f"{n} 号楼 & <漏水>" for n in range(600))
    send(bot, ANN, lines)
    seen = telegram.from_bot(ANN)[0].text
    kept, _, rest = seen.rpartition("\n")
    assert lines.startswith(kept + "\n")
    assert rest == f"…（另有 {len(lines) - len(kept)} 字）"
    assert 4000 < len(seen) <= 4096


@pytest.mark.parametrize("sign", ["&", "<", "😀", "汉"])
def test_4096_visible_characters_are_sent_whole_and_4097_cut(
    telegram: FakeTelegram, bot: Live, sign: str
) -> None:
    send(bot, ANN, sign * 4096)
    send(bot, ANN, sign * 4097)
    whole, cut = telegram.from_bot(ANN)
    assert whole.text == sign * 4096
    assert "…（另有 " in cut.text
    assert len(cut.text) <= 4096


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
    st.none() | st.tuples(st.sampled_from(["12", "x"]), st.text(max_size=80)),
    st.integers(120, 300),
)
def test_whatever_is_written_is_valid_markup_within_the_limit(
    text: str, mention: tuple[str, str] | None, limit: int
) -> None:
    message = Message(text=text, mention=mention)
    said = words(message, limit)
    read, _ = parse_html(said.html)
    assert read == said.plain
    assert len(read) <= limit
    assert (visible(message) > limit) == ("…（另有 " in read and "…（另有 " not in text)


@given(st.text(max_size=300), st.integers(40, 200))
def test_cutting_loses_count_of_nothing(text: str, limit: int) -> None:
    cut = shortened(text, limit, len)
    if len(text) <= limit:
        assert cut == text
    else:
        kept, _, rest = cut.rpartition("\n…（另有 ")
        assert text.startswith(kept)
        assert len(kept) + int(rest.removesuffix(" 字）")) == len(text)


def test_markup_that_telegram_cannot_read_is_sent_plain(telegram: FakeTelegram, bot: Live) -> None:
    telegram.fail_next("sendMessage", "400: Bad Request: can't parse entities: unsupported tag")
    send(bot, ANN, "工单 <12>\n电梯")
    seen = telegram.from_bot(ANN)[0]
    assert seen.text == "工单 <12>\n电梯"
    assert "entities" not in seen.raw


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_nothing_to_say_is_refused(bot: Live, text: str) -> None:
    with pytest.raises(Refused):
        send(bot, ANN, text)


# buttons, replies


def test_buttons_come_back_with_their_keys_up_to_64_bytes(telegram: FakeTelegram, bot: Live) -> None:
    long = "汉" * 21 + "x"
    send(bot, ANN, "卡片", buttons=buttons("v1:acc:1:0", long))
    assert [(one.label, one.data) for one in telegram.from_bot(ANN)[0].buttons] == [
        ("按 v1:acc:1:0", "v1:acc:1:0"),
        (f"按 {long}", long),
    ]


def test_a_button_that_telegram_would_refuse_is_left_out_rather_than_the_message(
    telegram: FakeTelegram, bot: Live
) -> None:
    unlabelled = Shown(key="x", label=" ")
    send(bot, ANN, "卡片", buttons=(*buttons("ok", "汉" * 22, ""), (unlabelled,)))
    assert [one.data for one in telegram.from_bot(ANN)[0].buttons] == ["ok"]


def test_rows_hold_eight_and_a_keyboard_a_hundred(telegram: FakeTelegram, bot: Live) -> None:
    send(bot, ANN, "卡片", buttons=buttons(*map(str, range(90))) + buttons(*map(str, range(90, 120))))
    rows = telegram.from_bot(ANN)[0].raw["reply_markup"]["inline_keyboard"]
    assert [key["callback_data"] for row in rows for key in row] == [str(n) for n in range(100)]
    assert max(map(len, rows)) == 8
    assert keyboard(()) is None


def test_a_reply_is_quoted_and_goes_out_without_when_the_message_is_gone(
    telegram: FakeTelegram, bot: Live, group: int
) -> None:
    asked = telegram.say(group, ANN, "电梯坏了")
    send(bot, group, "已登记", reply_to=str(asked))
    telegram.erase(group, asked)
    send(bot, group, "已登记", reply_to=str(asked))
    send(bot, group, "已登记", reply_to="从别处来")
    assert [one.reply_to for one in telegram.from_bot(group)] == [asked, None, None]


# edits


def test_an_edit_replaces_words_and_buttons(telegram: FakeTelegram, bot: Live) -> None:
    card = send(bot, ANN, "待接单\n电梯", buttons=buttons("accept"))
    edit(bot, ANN, card, "已接单\n电梯 <3栋>", buttons=buttons("finish"))
    seen = telegram.from_bot(ANN)[0]
    assert (seen.id, seen.text) == (card, "已接单\n电梯 <3栋>")
    assert [one.data for one in seen.buttons] == ["finish"]
    edit(bot, ANN, card, "已完成")
    assert telegram.from_bot(ANN)[0].buttons == ()


def test_the_same_edit_again_is_fine(bot: Live) -> None:
    card = send(bot, ANN, "待接单\n电梯", buttons=buttons("accept"))
    edit(bot, ANN, card, "待接单\n电梯", buttons=buttons("accept"))


def test_words_below_a_photo_are_edited_there_and_cut_to_1024(telegram: FakeTelegram, bot: Live) -> None:
    card = send(bot, ANN, "现场\n电梯", photos=(picture(),))
    edit(bot, ANN, card, "修好了 & 试过")
    edit(bot, ANN, card, "修好了 & 试过")
    assert telegram.from_bot(ANN)[0].text == "修好了 & 试过"
    edit(bot, ANN, card, "长" * 1100)
    assert len(telegram.from_bot(ANN)[0].text) <= 1024


@pytest.mark.parametrize("message", ["999", "web-7", ""])
def test_an_edit_of_what_is_gone_is_told_as_vanished(bot: Live, message: str) -> None:
    with pytest.raises(Vanished):
        bot.run(bot.platform.edit(str(ANN), message, Message(text="x")))


# photos


def test_one_photo_carries_words_and_buttons(telegram: FakeTelegram, bot: Live) -> None:
    message = send(bot, ANN, "现场\n<电梯>", photos=(picture(),), buttons=buttons("ok"))
    (seen,) = telegram.from_bot(ANN)
    assert (seen.id, seen.text) == (message, "现场\n<电梯>")
    assert telegram.download(str(seen.photo)) == picture()
    assert [one.data for one in seen.buttons] == ["ok"]


def test_several_photos_are_an_album_with_the_words_below_the_first(
    telegram: FakeTelegram, bot: Live
) -> None:
    message = send(bot, ANN, "现场 <3>", photos=(picture(),) * 3)
    seen = telegram.from_bot(ANN)
    assert [one.text for one in seen] == ["现场 <3>", "", ""]
    assert len({one.album for one in seen}) == 1
    assert seen[0].id == message


def test_an_album_with_buttons_is_followed_by_words_that_have_them(telegram: FakeTelegram, bot: Live) -> None:
    message = send(bot, ANN, "现场", photos=(picture(),) * 2, buttons=buttons("ok"))
    *photos, text = telegram.from_bot(ANN)
    assert [one.text for one in photos] == ["", ""]
    assert (text.id, text.text, [one.data for one in text.buttons]) == (message, "现场", ["ok"])


def test_words_too_long_for_a_caption_follow_the_photo_whole(telegram: FakeTelegram, bot: Live) -> None:
    long = "长" * (CAPTION + 1)
    message = send(bot, ANN, long, photos=(picture(),))
    photo, text = telegram.from_bot(ANN)
    assert (photo.text, text.text, text.id) == ("", long, message)
    assert len(long) < TEXT


@pytest.mark.parametrize(
    "words", ["not enough rights to send photos to the chat", "CHAT_SEND_PHOTOS_FORBIDDEN"]
)
def test_where_no_photos_may_be_sent_the_words_go_alone(
    telegram: FakeTelegram, bot: Live, group: int, words: str
) -> None:
    telegram.fail_next("sendPhoto", f"400: Bad Request: {words}", times=2)
    message = send(bot, group, "现场", photos=(picture(),), buttons=buttons("ok"))
    (seen,) = telegram.from_bot(group)
    assert (seen.id, seen.text, len(seen.buttons)) == (message, "现场", 1)
    with pytest.raises(Refused) as raised:
        send(bot, group, photos=(picture(),))
    assert raised.value.reason == "muted"


def test_more_than_ten_photos_are_several_albums(
    telegram: FakeTelegram, bot: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram.limits(on=False)
    monkeypatch.setattr(pacing, "PRIVATE", Rate(interval=0, burst=1))
    send(bot, ANN, photos=(picture(),) * 21)
    albums = [one.album for one in telegram.from_bot(ANN)]
    assert [albums.count(one) for one in dict.fromkeys(albums)] == [10, 10, 1]


def test_what_is_no_photo_to_telegram_goes_as_a_file(telegram: FakeTelegram, bot: Live) -> None:
    send(bot, ANN, "现场", photos=(b"not a picture",))
    send(bot, ANN, "现场", photos=(b"not a picture", picture()))
    assert ["document" in one.raw for one in telegram.from_bot(ANN)] == [True] * 3


def test_a_picture_over_ten_megabytes_goes_as_a_file(telegram: FakeTelegram, bot: Live) -> None:
    out = io.BytesIO()
    Image.new("RGB", (2000, 1700), "red").save(out, "BMP")
    assert len(out.getvalue()) > 10_000_000
    send(bot, ANN, "现场", photos=(out.getvalue(),))
    (seen,) = telegram.from_bot(ANN)
    assert "document" in seen.raw
    assert seen.text == "现场"
