"""Each way in which sending and fetching can end is told in the desk's words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TimedOut

from bot.platforms.base import Blocked, Message, Moved, PlatformError, Refused, Unreachable, Vanished
from bot.platforms.telegram.outcomes import outcome
from tests.bot.platforms.telegram_desk import ANN, LEE, QUICK, Live, account, live
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import FakeTelegram


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.add_user(ANN, "Ann", started=True)
    telegram.add_user(LEE, "李")
    return telegram


@pytest.fixture
def bot(telegram: FakeTelegram) -> Iterator[Live]:
    with live(telegram, start=False) as it:
        yield it


def send(bot: Live, chat: int, text: str = "好") -> str:
    return str(bot.run(bot.platform.send(str(chat), Message(text=text))))


def failure(bot: Live, chat: int = ANN) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        send(bot, chat)
    return raised.value


# never


def test_who_never_started_the_bot_is_blocked(telegram: FakeTelegram, bot: Live) -> None:
    telegram.add_group("业主群", members=[LEE])
    assert type(failure(bot, LEE)) is Blocked


def test_whom_the_bot_never_met_is_blocked(bot: Live) -> None:
    assert type(failure(bot, LEE)) is Blocked
    assert type(failure(bot, -100999)) is Blocked


def test_who_blocks_the_bot_is_blocked_and_reached_again_after_unblocking(
    telegram: FakeTelegram, bot: Live
) -> None:
    telegram.block(ANN)
    assert "blocked by the user" in str(failure(bot))
    telegram.start(ANN)
    assert send(bot, ANN)


def test_a_group_that_put_the_bot_out_is_blocked(telegram: FakeTelegram, bot: Live) -> None:
    group = telegram.add_group("业主群")
    telegram.kick_bot(group)
    assert type(failure(bot, group)) is Blocked


def test_a_group_where_the_bot_may_not_write_refuses_and_stands(telegram: FakeTelegram, bot: Live) -> None:
    muted = failure(bot, telegram.add_group("业主群", bot="restricted"))
    assert isinstance(muted, Refused)
    assert (type(muted), muted.reason) == (Refused, "muted")


@pytest.mark.parametrize(("words", "reason"), [("TOPIC_CLOSED", "muted"), ("MESSAGE_EMPTY", "")])
def test_any_other_bad_request_is_refused_and_not_tried_for_ever(words: str, reason: str) -> None:
    refused = outcome(BadRequest(words), "token")
    assert isinstance(refused, Refused)
    assert (type(refused), refused.reason) == (Refused, reason)


# moved


def test_a_group_that_became_a_supergroup_says_where_it_is_now(telegram: FakeTelegram, bot: Live) -> None:
    group = telegram.add_group("业主群", kind="group")
    card = send(bot, group)
    new = telegram.migrate(group)
    moved = failure(bot, group)
    assert isinstance(moved, Moved)
    assert moved.chat == str(new)
    assert send(bot, new)
    with pytest.raises(Vanished):
        bot.run(bot.platform.edit(str(group), card, Message(text="新")))


# not now


@pytest.mark.parametrize("how", ["500", "502", "504", "reset", "502-after-apply"])
def test_trouble_on_the_way_is_unreachable_and_the_next_try_works(
    telegram: FakeTelegram, bot: Live, how: str
) -> None:
    telegram.fail_next("sendMessage", how)
    unreachable = failure(bot)
    assert isinstance(unreachable, Unreachable)
    assert unreachable.after is None
    assert send(bot, ANN)


def test_no_answer_in_time_is_unreachable(telegram: FakeTelegram) -> None:
    telegram.fail_next("sendMessage", "hang", seconds=PATIENCE)
    with live(telegram, start=False, timing=replace(QUICK, answer=0.2)) as impatient:
        assert isinstance(failure(impatient), Unreachable)


def test_flood_control_says_how_long_and_holds_that_chat_alone(telegram: FakeTelegram, bot: Live) -> None:
    telegram.fail_next("sendMessage", "429", chat=ANN, seconds=PATIENCE)
    unreachable = failure(bot)
    assert isinstance(unreachable, Unreachable)
    assert unreachable.after == PATIENCE
    telegram.start(LEE)
    held = bot.call(bot.platform.send(str(ANN), Message(text="好")))
    send(bot, LEE)
    assert not held.done()
    held.cancel()


def test_an_edit_meets_flood_control_too(telegram: FakeTelegram, bot: Live) -> None:
    card = send(bot, ANN)
    telegram.fail_next("editMessageText", "429", seconds=7)
    with pytest.raises(Unreachable) as raised:
        bot.run(bot.platform.edit(str(ANN), card, Message(text="新")))
    assert raised.value.after == 7.0


def test_our_pace_keeps_within_what_telegram_allows(telegram: FakeTelegram, bot: Live) -> None:
    group = telegram.add_group("业主群")
    for n in range(4):
        send(bot, group, str(n))
        send(bot, ANN, str(n))
    assert all(call["status"] == 200 for call in telegram.calls("sendMessage"))


def test_a_refused_token_is_for_somebody_to_repair_not_the_letters_fault(telegram: FakeTelegram) -> None:
    wrong = account(telegram, token="700000000:wrong")  # noqa: S106  # opens nothing
    with live(telegram, start=False, account=wrong) as it:
        assert isinstance(failure(it), Unreachable)


@pytest.mark.parametrize("error", [BadRequest, Forbidden, InvalidToken, NetworkError, TimedOut])
def test_no_outcome_shows_the_token(error: type[BadRequest]) -> None:
    token = "700000000:secret"  # noqa: S105  # opens nothing
    assert token not in str(outcome(error(f"https://host/bot{token}/getMe"), token))


# files


def test_a_photo_that_somebody_sent_is_fetched(telegram: FakeTelegram, bot: Live) -> None:
    content = b"\xff\xd8 jpeg"
    message = telegram.say(ANN, ANN, photo=content)
    ref = next(one.photo for one in telegram.messages(ANN) if one.id == message)
    assert bot.run(bot.platform.fetch(ref)) == content


def test_a_file_over_20_megabytes_is_refused_with_the_reason(telegram: FakeTelegram, bot: Live) -> None:
    file = {"kind": "document", "name": "a.png", "content": b"x", "size": 21 * 1024 * 1024}
    telegram.say(ANN, ANN, file=file)
    ref = telegram.messages(ANN)[-1].raw["document"]["file_id"]
    with pytest.raises(Refused, match="20 MB"):
        bot.run(bot.platform.fetch(ref))


def test_an_unknown_file_is_refused_and_a_failing_server_unreachable(
    telegram: FakeTelegram, bot: Live
) -> None:
    with pytest.raises(Refused):
        bot.run(bot.platform.fetch("nothing"))
    telegram.fail_next("getFile", "500")
    with pytest.raises(Unreachable):
        bot.run(bot.platform.fetch("nothing"))


def test_a_file_whose_content_is_gone_is_refused(telegram: FakeTelegram) -> None:
    telegram.say(ANN, ANN, photo=b"x")
    elsewhere = account(telegram, base_file_url=f"{telegram.url}/nowhere/bot")
    with live(telegram, start=False, account=elsewhere) as it, pytest.raises(Refused, match="gone"):
        it.run(it.platform.fetch(str(telegram.messages(ANN)[-1].photo)))
