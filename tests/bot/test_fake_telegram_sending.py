"""The fake Telegram takes and refuses what a bot sends by Telegram's rules and in its words."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram import ReplyParameters as Reply
from telegram.error import BadRequest

from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.real import api, keyboard, picture, sent, updates

ANN = 7_000_000_000  # more than 32 bits


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    """Ann has pressed Start."""
    telegram.limits(on=False)
    telegram.add_user(ANN, "Ann", started=True)
    return telegram


def refused(telegram: FakeTelegram, use: Callable[[Bot], Awaitable[Any]]) -> str:
    with pytest.raises(BadRequest) as refusal:
        api(telegram, use)
    return refusal.value.message


def refused_text(telegram: FakeTelegram, text: str, **more: Any) -> str:
    return refused(telegram, lambda bot: bot.send_message(ANN, text, **more))


def test_a_message_is_seen_with_its_entities_buttons_and_topicless(telegram: FakeTelegram) -> None:
    message = sent(
        telegram, ANN, "<b>3栋</b> &lt;1&gt;", parse_mode="HTML", reply_markup=keyboard("v1:acc:1")
    )
    assert (message.text, message.text_html) == ("3栋 <1>", "<b>3栋</b> &lt;1&gt;")
    (seen,) = telegram.from_bot(ANN)
    assert (seen.id, seen.text) == (message.message_id, "3栋 <1>")
    assert [(button.label, button.data) for button in seen.buttons] == [("do v1:acc:1", "v1:acc:1")]


def test_an_empty_text_is_refused(telegram: FakeTelegram) -> None:
    assert refused_text(telegram, "") == "Message text is empty"
    assert refused_text(telegram, " \n") == "Text must be non-empty"
    assert refused_text(telegram, "<b></b>", parse_mode="HTML") == "Text must be non-empty"


def test_4096_code_points_after_parsing_are_the_most(telegram: FakeTelegram) -> None:
    text = "🏠" * 2048 + "<b>" + "x" * 2048 + "</b>"
    assert len(sent(telegram, ANN, text, parse_mode="HTML").text or "") == 4096
    assert refused_text(telegram, text + "y", parse_mode="HTML") == "Message is too long"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a < b", 'unsupported start tag "" at byte offset 2'),
        ("水<int>", 'unsupported start tag "int" at byte offset 3'),
        ("<b>x", 'can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ('<a href="x', 'unclosed start tag "a" at byte offset 0'),
        ("x<b", "unclosed start tag at byte offset 1"),
    ],
)
def test_broken_html_is_refused_with_the_place(telegram: FakeTelegram, html: str, words: str) -> None:
    assert refused_text(telegram, html, parse_mode="HTML").lower() == f"can't parse entities: {words}"


def test_offsets_count_utf16_and_links_name_people(telegram: FakeTelegram) -> None:
    html = f'🏠<i>ok</i> <a href="tg://user?id={ANN}">Ann</a> <a href="https://a.example">b</a>'
    entities = sent(telegram, ANN, html, parse_mode="HTML").entities
    assert [(one.type, one.offset, one.length) for one in entities] == [
        ("italic", 2, 2),
        ("text_mention", 5, 3),
        ("text_link", 9, 1),
    ]


def test_what_a_bot_writes_loses_bidi_overrides_and_control_characters(telegram: FakeTelegram) -> None:
    assert sent(telegram, ANN, "a\u202eb\x07c").text == "ab c"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"callback_data": "接" * 22}, "Button_data_invalid"),
        ({"callback_data": ""}, "Button_data_invalid"),
        ({}, "Can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"),
        ({"url": "ftp://x"}, "Inline keyboard button url 'ftp://x' is invalid: wrong http url"),
    ],
)
def test_a_button_must_have_an_action_and_at_most_64_bytes(
    telegram: FakeTelegram, button: dict[str, str], words: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "接单"} | button]]}
    parameters = {"chat_id": ANN, "text": "card", "reply_markup": markup}
    said = refused(telegram, lambda bot: bot._post("sendMessage", parameters))
    assert said == words


def test_64_bytes_of_callback_data_are_taken(telegram: FakeTelegram) -> None:
    assert sent(telegram, ANN, "card", reply_markup=keyboard("接" * 21 + "x")).reply_markup


@pytest.mark.parametrize(("rows", "width"), [(1, 9), (13, 8)])
def test_a_row_has_at_most_8_buttons_and_a_keyboard_100(
    telegram: FakeTelegram, rows: int, width: int
) -> None:
    row = [InlineKeyboardButton("x", callback_data="x")] * width
    markup = InlineKeyboardMarkup([row] * rows)
    assert refused_text(telegram, "card", reply_markup=markup) == "Reply markup is too long"


def test_a_reply_to_a_deleted_message_is_refused_unless_it_may_go_without(telegram: FakeTelegram) -> None:
    asked = telegram.say(ANN, ANN, "电梯坏了")
    assert sent(telegram, ANN, "收到", reply_parameters=Reply(asked)).reply_to_message.text == "电梯坏了"
    telegram.erase(ANN, asked)
    assert refused_text(telegram, "收到", reply_parameters=Reply(asked)) == "Message to be replied not found"
    lenient = Reply(asked, allow_sending_without_reply=True)
    assert sent(telegram, ANN, "收到", reply_parameters=lenient).reply_to_message is None


def test_an_edit_keeps_history_and_drops_the_keyboard_unless_given(telegram: FakeTelegram) -> None:
    card = sent(telegram, ANN, "one", reply_markup=keyboard("a"))
    api(telegram, lambda bot: bot.edit_message_text("two", ANN, card.message_id))
    (seen,) = telegram.from_bot(ANN)
    assert (seen.text, seen.edits, seen.buttons) == ("two", ("one",), ())


def test_an_edit_that_changes_nothing_is_refused(telegram: FakeTelegram) -> None:
    card = sent(telegram, ANN, "one", reply_markup=keyboard("a"))
    same = refused(
        telegram, lambda bot: bot.edit_message_text("one", ANN, card.message_id, reply_markup=keyboard("a"))
    )
    assert same.startswith("Message is not modified: specified new message content")
    api(telegram, lambda bot: bot.edit_message_reply_markup(ANN, card.message_id))
    again = refused(telegram, lambda bot: bot.edit_message_reply_markup(ANN, card.message_id))
    assert again.startswith("Message is not modified")


def test_only_ones_own_existing_messages_can_be_edited(telegram: FakeTelegram) -> None:
    theirs = telegram.say(ANN, ANN, "mine")
    assert refused(telegram, lambda bot: bot.edit_message_text("x", ANN, theirs)) == "Message can't be edited"
    assert refused(telegram, lambda bot: bot.edit_message_text("x", ANN, 99)) == "Message to edit not found"


def test_a_message_is_deleted_once_and_only_while_younger_than_two_days(telegram: FakeTelegram) -> None:
    old, new = (sent(telegram, ANN, text).message_id for text in ("old", "new"))
    assert api(telegram, lambda bot: bot.delete_message(ANN, new))
    assert refused(telegram, lambda bot: bot.delete_message(ANN, new)) == "Message to delete not found"
    telegram.settings(shift=49 * 3600)
    assert refused(telegram, lambda bot: bot.delete_message(ANN, old)) == (
        "Message can't be deleted for everyone"
    )


def test_a_photo_goes_up_by_upload_and_again_by_its_file_id(telegram: FakeTelegram) -> None:
    photo = api(
        telegram, lambda bot: bot.send_photo(ANN, picture(), caption="<b>现场</b>", parse_mode="HTML")
    )
    assert (photo.caption, photo.photo[-1].width) == ("现场", 40)
    again = api(telegram, lambda bot: bot.send_photo(ANN, photo.photo[-1].file_id))
    assert telegram.download(again.photo[-1].file_id) == picture()
    assert api(telegram, lambda bot: bot.send_photo(ANN, "https://a.example/b.jpg")).photo
    api(telegram, lambda bot: bot.edit_message_caption(ANN, photo.message_id, caption="修好了"))
    assert telegram.from_bot(ANN)[0].text == "修好了"


def test_what_is_no_photo_and_captions_over_1024_are_refused(telegram: FakeTelegram) -> None:
    assert refused(telegram, lambda bot: bot.send_photo(ANN, b"not a picture")) == "Image_process_failed"
    assert refused(telegram, lambda bot: bot.send_photo(ANN, picture(), caption="x" * 1025)) == (
        "Message caption is too long"
    )
    assert refused(telegram, lambda bot: bot.send_photo(ANN, "AgACwrong")) == (
        "Wrong file identifier/http url specified"
    )
    big = picture() + bytes(10 * 1024 * 1024)
    assert "is too big for a photo" in refused(telegram, lambda bot: bot.send_photo(ANN, big))


def test_an_album_is_2_to_10_messages_with_one_group_id(telegram: FakeTelegram) -> None:
    media = [
        InputMediaPhoto(picture(), caption="三张"),
        InputMediaPhoto(picture()),
        InputMediaPhoto(picture()),
    ]
    album = api(telegram, lambda bot: bot.send_media_group(ANN, media))
    assert len({message.media_group_id for message in album}) == 1
    assert [message.caption for message in album] == ["三张", None, None]
    assert "2 to 10" in refused(telegram, lambda bot: bot.send_media_group(ANN, media[:1]))


def test_a_document_goes_up_with_its_name(telegram: FakeTelegram) -> None:
    message = api(telegram, lambda bot: bot.send_document(ANN, b"a,b", filename="月报.csv"))
    assert (message.document.file_name, message.document.file_size) == ("月报.csv", 3)


def test_a_sent_photo_is_downloaded_over_the_file_path(telegram: FakeTelegram) -> None:
    telegram.say(ANN, ANN, photo=picture(), caption="漏水")
    (update,) = updates(telegram)

    async def fetch(bot: Bot) -> bytes:
        file = await bot.get_file(update.message.photo[-1])
        return bytes(await file.download_as_bytearray())

    assert update.message.caption == "漏水"
    assert api(telegram, fetch) == picture()


def test_a_file_over_20_mb_or_unknown_is_not_handed_out(telegram: FakeTelegram) -> None:
    telegram.say(ANN, ANN, file={"kind": "video", "name": "v.mp4", "content": b"x", "size": 21 << 20})
    (update,) = updates(telegram)
    assert refused(telegram, lambda bot: bot.get_file(update.message.video)) == "File is too big"
    assert refused(telegram, lambda bot: bot.get_file("nothing")) == "Invalid file_id"


def test_commands_are_kept_by_scope_and_language_and_checked(telegram: FakeTelegram) -> None:
    async def both(bot: Bot) -> Any:
        await bot.set_my_commands([BotCommand("status", "进度")], language_code="zh")
        return await bot.get_my_commands(language_code="zh"), await bot.get_my_commands()

    kept, other = api(telegram, both)
    assert ([command.command for command in kept], other) == (["status"], ())
    bad = refused(telegram, lambda bot: bot.set_my_commands([("接单", "accept")]))
    assert bad == "Bot_command_invalid"


def test_reactions_and_typing_are_taken(telegram: FakeTelegram) -> None:
    said = telegram.say(ANN, ANN, "thanks")
    assert api(telegram, lambda bot: bot.set_message_reaction(ANN, said, "👍"))
    assert telegram.messages(ANN)[0].reactions == {str(telegram.bot_id): [{"type": "emoji", "emoji": "👍"}]}
    assert api(telegram, lambda bot: bot.send_chat_action(ANN, "typing"))
    assert refused(telegram, lambda bot: bot.send_chat_action(ANN, "dancing")) == (
        "Wrong parameter action in request"
    )
