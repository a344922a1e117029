"""Long polling: an update is confirmed to Telegram only after its effects are committed."""

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from handlers.incoming import Kind
from storage.lease import Lease
from tests.bot.platforms.telegram_desk import ANN, LEE, QUICK, Desk, account, connected, live
from tests.fakes.serving import PATIENCE, free_port
from tests.fakes.telegram.client import FakeTelegram, wait_until
from tests.fakes.telegram.real import api
from tests.fakes.telegram.server import running_fake


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.add_user(ANN, "Ann", "zh-hans", username="ann_li")
    telegram.add_user(LEE, "李")
    return telegram


def say(telegram: FakeTelegram, *texts: str) -> None:
    telegram.say_many([{"chat": ANN, "user": ANN, "text": text} for text in texts])


# confirmation


def test_every_waiting_message_is_taken_once_in_order_and_confirmed(telegram: FakeTelegram) -> None:
    texts = [str(n) for n in range(250)]
    say(telegram, *texts)
    with live(telegram) as it:
        it.desk.wait(250)
        telegram.wait_confirmed()
    assert it.desk.texts() == texts
    assert [len(batch) for batch in it.desk.batches] == [100, 100, 50]


def test_nothing_is_confirmed_before_the_intake_has_returned(telegram: FakeTelegram) -> None:
    say(telegram, "漏水")
    pending: list[int] = []
    desk = Desk()
    desk.before_commit = lambda: pending.append(telegram.status()["pending"])
    with live(telegram, desk=desk):
        desk.wait()
        telegram.wait_confirmed()
    assert pending == [1]


def test_while_nothing_can_be_committed_nothing_is_lost_and_nothing_confirmed(
    telegram: FakeTelegram,
) -> None:
    say(telegram, "一", "二")
    desk = Desk()
    desk.failures = 3
    pending: list[int] = []
    desk.before_commit = lambda: pending.append(telegram.status()["pending"])
    with live(telegram, desk=desk) as it:
        desk.wait(2)
        telegram.wait_confirmed()
        wait_until(lambda: it.platform.status()["trouble"] is None, what="well again")
    assert desk.texts() == ["一", "二"]
    assert len(desk.batches) == 4
    assert pending == [2, 2, 2, 2]


def test_a_failing_intake_is_tried_ever_more_slowly_and_seen_in_the_status(telegram: FakeTelegram) -> None:
    say(telegram, "一")
    desk = Desk()
    desk.failures = 1000
    tries: list[float] = []
    desk.before_commit = lambda: tries.append(time.monotonic())
    with live(telegram, desk=desk) as it:
        wait_until(lambda: len(tries) > 4, what="five tries")
        assert "disk full" in it.platform.status()["trouble"]
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert all(wait > least for wait, least in zip(waits, (0.02, 0.04, 0.08, 0.1), strict=False))


@pytest.mark.parametrize("leased", [False, True])
def test_stopping_finishes_the_batch_that_was_begun(
    telegram: FakeTelegram,
    empty_sqlite_url: str,
    opened: Callable[[str], Engine],
    caplog: pytest.LogCaptureFixture,
    leased: bool,  # noqa: FBT001  # pytest gives it
) -> None:
    """Alone with the account or not; and it is nothing to complain of."""
    say(telegram, "一")
    desk = Desk()
    desk.before_commit = lambda: time.sleep(0.2)
    lease = Lease(opened(empty_sqlite_url), "telegram") if leased else None
    with live(telegram, desk=desk, lease=lease):
        wait_until(lambda: desk.batches, what="a batch")
    assert desk.texts() == ["一"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_of_two_processes_with_one_account_one_asks_and_the_other_takes_over(
    telegram: FakeTelegram,
    postgres_url: str,
    opened: Callable[[str], Engine],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.alone._PATIENCE", 0.05)
    leases = [Lease(opened(postgres_url), "telegram") for _ in range(2)]
    first = ExitStack()
    with live(telegram, lease=leases[1], start=False) as other, first:
        one = first.enter_context(live(telegram, lease=leases[0]))
        say(telegram, "一")
        one.desk.wait()
        other.run(other.platform.start(other.desk.intake))
        connected(other)
        time.sleep(0.5)
        say(telegram, "二")
        one.desk.wait(2)
        assert {call["status"] for call in telegram.calls("getUpdates") if call["status"]} == {200}
        assert not other.desk.taken
        first.close()
        say(telegram, "三")
        other.desk.wait()


def test_stopping_does_not_wait_for_the_long_poll_to_end(telegram: FakeTelegram) -> None:
    with live(telegram, timing=replace(QUICK, poll=50)) as it:
        wait_until(lambda: telegram.status()["polling"], what="polling")
        begun = time.monotonic()
        it.run(it.platform.stop())
        assert time.monotonic() - begun < 25


def test_after_a_restart_what_was_not_confirmed_comes_again_under_its_key(telegram: FakeTelegram) -> None:
    say(telegram, "一")
    desk = Desk()
    with live(telegram, desk=desk):
        desk.wait()
    with live(telegram, desk=desk):
        say(telegram, "二")
        desk.wait(2)
    assert desk.texts() == ["一", "二"]


def test_the_same_update_twice_has_the_same_key(telegram: FakeTelegram) -> None:
    with live(telegram) as it:
        say(telegram, "一")
        it.desk.wait()
        telegram.wait_confirmed()
        telegram.duplicate()
        wait_until(lambda: len(it.desk.batches) == 2, what="the duplicate")
    assert it.desk.batches[0] == it.desk.batches[1]
    assert it.desk.texts() == ["一"]


def test_ids_that_start_anew_lower_after_a_quiet_week_are_taken(telegram: FakeTelegram) -> None:
    telegram.set_update_id(900_000)
    with live(telegram, timing=replace(QUICK, poll=1)) as it:
        say(telegram, "一")
        it.desk.wait()
        telegram.wait_confirmed()
        polls = len(telegram.calls("getUpdates"))
        telegram.fail_next("getUpdates", "hang", seconds=0.3)  # so that the message comes between two polls
        wait_until(lambda: len(telegram.calls("getUpdates")) > polls, what="an empty poll")
        telegram.set_update_id(899_995)  # Telegram mistrusts only an offset further ahead than 10
        say(telegram, "二")
        it.desk.wait(2)
    assert [one.update for one in it.desk.taken] == ["900000", "899995"]


def test_an_update_that_cannot_be_read_is_set_aside_and_blocks_nothing(telegram: FakeTelegram) -> None:
    say(telegram, "前")
    poison = telegram.poison({"message": {"message_id": 1, "text": "没有会话"}})
    telegram.poison({"message": 17})
    telegram.poison({"telepathy": {"text": "x"}})
    say(telegram, "后")
    with live(telegram) as it:
        it.desk.wait(2)
        telegram.wait_confirmed()
    first, second = it.desk.wait(2, Kind.BROKEN)
    assert (first.update, "没有会话" in first.raw.encode().decode("unicode_escape")) == (str(poison), True)
    assert first.text
    assert second.raw
    assert [one.kind for one in it.desk.taken].count(Kind.OTHER) == 1


def test_only_the_kinds_that_the_desk_reads_are_asked_for(telegram: FakeTelegram) -> None:
    with live(telegram):
        wait_until(lambda: telegram.calls("getUpdates"), what="a poll")
    asked = telegram.calls("getUpdates")[0]["params"]["allowed_updates"]
    for kind in ("message", "edited_message", "callback_query", "my_chat_member"):
        assert f'"{kind}"' in asked
    assert "reaction" not in asked


# trouble


@pytest.mark.parametrize("how", ["500", "502", "429", "reset", "409: Conflict", "401: Unauthorized", "hang"])
def test_polling_survives_whatever_telegram_answers(telegram: FakeTelegram, how: str) -> None:
    telegram.fail_next("getUpdates", how, times=1 if how == "429" else 2, seconds=0.1 if how == "hang" else 1)
    with live(telegram) as it:
        say(telegram, "一")
        it.desk.wait()
        wait_until(lambda: it.platform.status()["trouble"] is None, what="well again")


def test_the_start_waits_as_long_as_telegram_asks(telegram: FakeTelegram) -> None:
    telegram.fail_next("getMe", "429", seconds=1)
    with live(telegram) as it:
        connected(it)
    refused, taken = telegram.calls("getMe")
    assert taken["at"] - refused["at"] >= 1


def test_a_second_instance_and_a_refused_token_are_told_in_the_status(telegram: FakeTelegram) -> None:
    telegram.fail_next("getUpdates", "409: Conflict: terminated by other getUpdates request", times=50)
    with live(telegram) as it:
        trouble = wait_until(lambda: it.platform.status()["trouble"], what="trouble")
        assert "another process polls" in trouble
    wrong = account(telegram, token="700000000:wrong")  # noqa: S106  # opens nothing
    with live(telegram, account=wrong) as it:
        trouble = wait_until(lambda: it.platform.status()["trouble"], what="trouble")
        assert "refuses the token" in trouble
        assert "700000000:wrong" not in trouble
        assert it.platform.username is None


def test_an_answer_that_is_no_answer_does_not_end_the_loop(telegram: FakeTelegram) -> None:
    """A proxy that answers 200 with ok:false makes the library raise a KeyError."""
    telegram.fail_next("getUpdates", "200: nothing")
    with live(telegram) as it:
        say(telegram, "一")
        it.desk.wait()


def test_it_starts_at_once_while_telegram_is_away_and_connects_when_it_is_back() -> None:
    port = free_port()
    with running_fake(port=port) as gone:
        pass
    with live(gone) as it:
        wait_until(lambda: it.platform.status()["trouble"], what="trouble")
        assert it.platform.status()["age"] is None
        with running_fake(port=port) as back:
            back.add_user(ANN, "Ann")
            say(back, "一")
            it.desk.wait()
            assert it.platform.username == "wuye_test_bot"
            status = it.platform.status()
            assert (status["trouble"], status["privacy_mode"], status["mode"]) == (None, True, "polling")
            assert status["age"] < PATIENCE
            it.run(it.platform.stop())


def test_a_webhook_that_was_set_is_taken_away_without_dropping_updates(telegram: FakeTelegram) -> None:
    api(telegram, lambda bot: bot.set_webhook("http://127.0.0.1:9/telegram"))
    say(telegram, "一")
    with live(telegram) as it:
        assert [one.text for one in it.desk.wait()] == ["一"]


def test_the_token_is_in_no_log_line(telegram: FakeTelegram, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), live(telegram) as it:
        telegram.fail_next("getUpdates", "500")
        say(telegram, "一")
        it.desk.wait()
        wait_until(lambda: it.platform.status()["trouble"] is None, what="well again")
    assert caplog.records
    assert telegram.token not in caplog.text
    assert telegram.token not in repr(account(telegram))
