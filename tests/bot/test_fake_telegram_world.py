"""The fake Telegram's people, groups, taps and troubles behave as Telegram's do."""

import asyncio
import time

import pytest
from telegram import Bot, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.real import api, keyboard, picture, sent, updates

ANN, LEE = 7_000_000_000, 12


@pytest.fixture
def telegram(telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> FakeTelegram:
    """RetryAfter comes without its deprecation warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    telegram.add_user(ANN, "Ann", "zh-hans", started=True)
    telegram.add_user(LEE, "李")
    return telegram


def heard(telegram: FakeTelegram) -> list[str]:
    return [update.message.text for update in updates(telegram) if update.message and update.message.text]


def last(telegram: FakeTelegram) -> Update:
    return updates(telegram)[-1]


def lines(telegram: FakeTelegram, chat: int, count: int) -> int:
    """How many of `count` messages in a row are taken before 429."""

    async def flood(bot: Bot) -> int:
        for done in range(count):
            try:
                await bot.send_message(chat, "line")
            except RetryAfter:
                return done
        return count

    return int(api(telegram, flood))


# people


def test_a_stranger_is_not_found_and_a_neighbour_must_press_start(telegram: FakeTelegram) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        sent(telegram, LEE, "hello")
    telegram.add_group("业主群", members=[LEE])
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        sent(telegram, LEE, "hello")
    telegram.start(LEE, "join_4f2")
    assert heard(telegram)[-1] == "/start join_4f2"
    assert sent(telegram, LEE, "hello").chat.id == LEE


def test_who_blocked_the_bot_is_out_of_reach_until_they_come_back(telegram: FakeTelegram) -> None:
    telegram.block(ANN)
    assert last(telegram).my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        sent(telegram, ANN, "hello")
    telegram.start(ANN)
    assert sent(telegram, ANN, "hello").text == "hello"


def test_edits_albums_forwards_and_anonymous_admins_look_as_in_telegram(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", members=[ANN])
    said = telegram.say(group, ANN, "one @wuye /job@wuye_test_bot")
    telegram.say(group, ANN, "two", edit_of=said)
    telegram.say(group, ANN, album=[picture(), picture()], caption="photos")
    telegram.say(group, ANN, "passed on", forward_from="路人")
    telegram.say(group, ANN, "as admin", anonymous_admin=True, reply_to=said)
    plain, edited, first, second, forward, admin = updates(telegram)[2:]
    assert [one.type for one in plain.message.entities] == ["mention", "bot_command"]
    assert (edited.edited_message.message_id, edited.edited_message.text) == (said, "two")
    assert first.message.media_group_id == second.message.media_group_id
    assert (first.message.caption, second.message.caption) == ("photos", None)
    assert forward.message.forward_origin.sender_user_name == "路人"
    assert (admin.message.from_user.id, admin.message.sender_chat.id) == (1087968824, group)
    assert admin.message.reply_to_message.text == "two"


# taps


def test_a_tap_returns_the_bots_toast_and_is_answered_only_once(telegram: FakeTelegram) -> None:
    card = sent(telegram, ANN, "card", reply_markup=keyboard("acc:1"))

    async def tapped(bot: Bot) -> str | None:
        tap = asyncio.create_task(asyncio.to_thread(telegram.tap, ANN, card.message_id, ANN, "do acc:1"))
        (update,) = await bot.get_updates(timeout=5)
        assert (update.callback_query.data, update.callback_query.message.text) == ("acc:1", "card")
        await update.callback_query.answer("已接单")
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(update.callback_query.id)
        return await tap

    assert api(telegram, tapped) == "已接单"


def test_a_tap_is_answered_in_time_or_not_at_all(telegram: FakeTelegram) -> None:
    telegram.settings(query_lifetime=0)
    card = sent(telegram, ANN, "card", reply_markup=keyboard("a"))
    with pytest.raises(TimeoutError):
        telegram.tap(ANN, card.message_id, ANN, "a", wait=0.05)
    late = last(telegram).callback_query.id
    with pytest.raises(BadRequest, match="Query is too old"):
        api(telegram, lambda bot: bot.answer_callback_query(late))


def test_a_button_that_is_gone_is_tapped_only_by_force(telegram: FakeTelegram) -> None:
    card = sent(telegram, ANN, "card")
    with pytest.raises(ValueError, match="no such button"):
        telegram.tap(ANN, card.message_id, ANN, "old", wait=0)
    telegram.erase(ANN, card.message_id)
    telegram.tap(ANN, card.message_id, ANN, "old", wait=0, force=True)
    query = last(telegram).callback_query
    assert (query.data, query.message.is_accessible) == ("old", False)


# groups


def test_privacy_mode_hides_plain_messages_until_the_bot_is_admin(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", members=[ANN], bot="member")
    own = sent(telegram, group, "hello").message_id
    for text in ("plain", "@wuye_test_bot mention", "/job@other_bot", "/job@wuye_test_bot", "/job"):
        telegram.say(group, ANN, text)
    telegram.say(group, ANN, "a reply", reply_to=own)
    assert heard(telegram) == ["/job@wuye_test_bot", "/job", "a reply"]
    telegram.set_status(group, telegram.bot_id, "administrator")
    telegram.say(group, ANN, "now plain")
    assert heard(telegram)[-1] == "now plain"


def test_privacy_off_counts_only_where_the_bot_is_added_afterwards(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", members=[ANN], bot="member")
    telegram.set_privacy(on=False)
    telegram.say(group, ANN, "still unheard")
    telegram.kick_bot(group)
    telegram.add_bot(group)
    telegram.say(group, ANN, "heard")
    assert heard(telegram) == ["heard"]


def test_a_kicked_bot_hears_of_it_and_is_shut_out(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", members=[ANN])
    telegram.kick_bot(group)
    assert last(telegram).my_chat_member.new_chat_member.status == "kicked"
    telegram.say(group, ANN, "behind its back")
    assert heard(telegram) == []
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        sent(telegram, group, "hello")


def test_a_group_that_the_bot_left_or_never_saw_is_closed_to_it(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", kind="group")
    assert api(telegram, lambda bot: bot.leave_chat(group))
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        sent(telegram, group, "hello")
    with pytest.raises(BadRequest, match="Chat not found"):
        sent(telegram, -100777, "hello")


def test_a_migrated_group_names_its_new_id(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", kind="group", members=[ANN])
    card = sent(telegram, group, "card").message_id
    new = telegram.migrate(group)
    old_chat, new_chat = updates(telegram)[-2:]
    assert (old_chat.message.migrate_to_chat_id, new_chat.message.migrate_from_chat_id) == (new, group)
    with pytest.raises(ChatMigrated) as moved:
        sent(telegram, group, "hello")
    assert moved.value.new_chat_id == new
    with pytest.raises(BadRequest, match="Message can't be edited"):
        api(telegram, lambda bot: bot.edit_message_text("x", group, card))
    assert sent(telegram, new, "hello").message_id == 2


def test_members_and_administrators_are_told_on_request(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", members=[ANN])
    telegram.set_status(group, ANN, "administrator")

    async def ask(bot: Bot) -> tuple[str, str, set[int], str | None]:
        mine = await bot.get_chat_member(group, bot.id)
        lee = await bot.get_chat_member(group, LEE)
        admins = await bot.get_chat_administrators(group)
        return mine.status, lee.status, {one.user.id for one in admins}, (await bot.get_chat(group)).title

    mine, lee, admins, title = api(telegram, ask)
    assert (mine, lee, title) == ("administrator", "left", "业主群")
    assert ANN in admins
    assert telegram.bot_id not in admins


@pytest.mark.parametrize("status", ["creator", "administrator", "member", "restricted", "left", "kicked"])
def test_every_membership_is_complete(telegram: FakeTelegram, status: str) -> None:
    group = telegram.add_group("业主群", members=[ANN])
    telegram.set_status(group, ANN, status)
    assert api(telegram, lambda bot: bot.get_chat_member(group, ANN)).status == status


def test_a_topic_is_addressed_by_its_thread_and_gone_when_dropped(telegram: FakeTelegram) -> None:
    group = telegram.add_group("工作群", forum=True)
    topic = telegram.add_topic(group, "维修")
    assert sent(telegram, group, "in topic", message_thread_id=topic).is_topic_message
    telegram.do("drop_topic", chat=group, topic=topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        sent(telegram, group, "in topic", message_thread_id=topic)


# limits and trouble


def test_flood_control_lets_5_private_and_20_group_messages_pass_at_once(telegram: FakeTelegram) -> None:
    telegram.limits(on=True, speed=0.01)  # a slow machine must not see the budget refill
    group = telegram.add_group("业主群")
    assert lines(telegram, ANN, 8) == 5
    assert lines(telegram, group, 25) == 20
    with pytest.raises(RetryAfter) as flood:
        sent(telegram, group, "once more")
    assert 100 <= flood.value.retry_after.total_seconds() <= 300


def test_flood_control_counts_30_messages_a_second_over_all_chats(telegram: FakeTelegram) -> None:
    telegram.limits(on=True, speed=0.01)
    groups = [telegram.add_group(f"{number}栋") for number in range(2)]
    assert lines(telegram, groups[0], 20) + lines(telegram, groups[1], 20) in range(30, 40)


def test_flood_control_is_scaled_or_lifted(telegram: FakeTelegram) -> None:
    telegram.limits(on=True, speed=1000)
    assert lines(telegram, ANN, 12) == 12
    telegram.limits(on=False)
    assert lines(telegram, ANN, 12) == 12


@pytest.mark.parametrize(
    ("how", "error", "applied"),
    [
        ("429", RetryAfter, 0),
        ("500", NetworkError, 0),
        ("502", NetworkError, 0),
        ("502-after-apply", NetworkError, 1),
        ("reset", NetworkError, 0),
        ("reset-after-apply", NetworkError, 1),
        ("403: Forbidden: bot was blocked by the user", Forbidden, 0),
    ],
)
def test_scripted_trouble_strikes_as_often_as_said(
    telegram: FakeTelegram, how: str, error: type[TelegramError], applied: int
) -> None:
    telegram.fail_next("sendMessage", how, times=2, chat=ANN)
    for _ in range(2):
        with pytest.raises(error):
            sent(telegram, ANN, "hello")
    assert len(telegram.from_bot(ANN)) == 2 * applied
    assert sent(telegram, ANN, "hello").message_id


def test_a_hanging_call_times_out_at_the_client(telegram: FakeTelegram) -> None:
    telegram.fail_next("sendMessage", "hang-after-apply", seconds=PATIENCE)
    with pytest.raises(TimedOut):
        sent(telegram, ANN, "hello", read_timeout=0.1)
    assert telegram.wait_message(ANN).text == "hello"


def test_latency_delays_every_call(telegram: FakeTelegram) -> None:
    telegram.settings(latency=0.1)
    begun = time.monotonic()
    sent(telegram, ANN, "hello")  # getMe and sendMessage
    assert time.monotonic() - begun >= 0.2
