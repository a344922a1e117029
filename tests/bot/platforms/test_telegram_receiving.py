"""What follows an update once it has been taken: taps answered, deafness noticed, commands offered."""

import time
from typing import Any

import pytest

from bot.platforms.base import Answer
from bot.platforms.telegram.menu import Menu
from handlers.incoming import Kind
from tests.bot.platforms.telegram_desk import ANN, LEE, Desk, connected, live
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram, wait_until
from tests.fakes.telegram.real import keyboard, sent


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.add_user(ANN, "Ann", "zh-hans", username="ann_li")
    telegram.add_user(LEE, "李")
    return telegram


def say(telegram: FakeTelegram, *texts: str) -> None:
    telegram.say_many([{"chat": ANN, "user": ANN, "text": text} for text in texts])


# taps


def button(telegram: FakeTelegram) -> int:
    telegram.start(ANN)
    return sent(telegram, ANN, "卡片", reply_markup=keyboard("v1:acc:1:0")).message_id


def test_a_tap_is_answered_with_the_desks_words(telegram: FakeTelegram) -> None:
    with live(telegram) as it:
        assert telegram.tap(ANN, button(telegram), ANN, "v1:acc:1:0") == "好"
        (tap,) = it.desk.wait(1, Kind.TAP)
    assert (tap.button, tap.chat, tap.private) == ("v1:acc:1:0", str(ANN), True)


@pytest.mark.parametrize(("words", "toast"), [("长" * 300, "长" * 199 + "…"), (None, None)])
def test_a_toast_is_cut_to_200_and_a_tap_without_words_is_answered_too(
    telegram: FakeTelegram, words: str | None, toast: str | None
) -> None:
    desk = Desk()
    desk.answer = Answer(text=words) if words else None
    with live(telegram, desk=desk):
        assert telegram.tap(ANN, button(telegram), ANN, "v1:acc:1:0") == toast


def test_a_tap_answered_too_late_is_no_trouble(telegram: FakeTelegram) -> None:
    telegram.settings(query_lifetime=0.0)
    with live(telegram) as it:
        telegram.tap(ANN, button(telegram), ANN, "v1:acc:1:0", wait=0)
        it.desk.wait(1, Kind.TAP)
        wait_until(lambda: telegram.calls("answerCallbackQuery"), what="the answer")
        assert it.platform.status()["trouble"] is None


def test_answering_a_tap_holds_up_no_update(telegram: FakeTelegram) -> None:
    telegram.fail_next("answerCallbackQuery", "hang", seconds=2 * PATIENCE)
    with live(telegram) as it:
        telegram.tap(ANN, button(telegram), ANN, "v1:acc:1:0", wait=0)
        it.desk.wait(1, Kind.TAP)
        say(telegram, "一")
        it.desk.wait()
        telegram.clear_faults()


# privacy mode, commands


def test_a_room_bound_by_a_bot_that_hears_nothing_there_is_reported(telegram: FakeTelegram) -> None:
    with live(telegram) as it:
        group = telegram.add_group("业主群", members=[ANN], bot="member")
        telegram.say(group, ANN, "/bind@wuye_test_bot CODE")
        added, warned = it.desk.wait(2, Kind.PRESENCE)
    assert (added.chat, added.deaf, added.present) == (str(group), True, True)
    assert (warned.chat, warned.deaf, warned.present) == (str(group), True, True)
    assert it.desk.taken.index(warned) > it.desk.taken.index(it.desk.wait(1)[0])


def test_a_room_bound_by_an_administrator_bot_needs_no_warning(telegram: FakeTelegram) -> None:
    with live(telegram) as it:
        group = telegram.add_group("业主群", members=[ANN])
        telegram.say(group, ANN, "/bind CODE")
        it.desk.wait()
        wait_until(lambda: telegram.calls("getChatMember"), what="the question")
    assert [one.deaf for one in it.desk.wait(1, Kind.PRESENCE)] == [False]


def test_privacy_mode_switched_off_is_noticed_when_the_bot_is_put_in_again(telegram: FakeTelegram) -> None:
    with live(telegram) as it:
        connected(it)
        group = telegram.add_group("业主群", bot="member")
        it.desk.wait(1, Kind.PRESENCE)
        telegram.set_privacy(on=False)
        telegram.kick_bot(group)
        wait_until(lambda: it.platform.status()["privacy_mode"] is False, what="news")
        telegram.add_bot(group)
        changes = it.desk.wait(3, Kind.PRESENCE)
    assert [(one.present, one.deaf) for one in changes] == [(True, True), (False, False), (True, False)]


def test_commands_are_offered_once_and_again_only_when_they_have_changed(telegram: FakeTelegram) -> None:
    def offered(menu: Menu) -> int:
        with live(telegram, menu=menu) as it:
            connected(it)
            time.sleep(0.1)
        return len(telegram.calls("setMyCommands"))

    menu: dict[str, Any] = {"private": {"": [("my", "我的工单")], "en": [("my", "my tickets")]}}
    assert offered(Menu(**menu)) == 2
    assert offered(Menu(**menu)) == 2
    assert offered(Menu(**menu, groups={"": [("help", "帮助")]})) == 3


def test_refused_commands_stop_nothing(telegram: FakeTelegram) -> None:
    telegram.fail_next("setMyCommands", "429", seconds=1128)
    with live(telegram, menu=Menu(private={"": [("my", "我的工单")]})) as it:
        say(telegram, "一")
        it.desk.wait()
