"""The fake Telegram hands out updates by Telegram's rules to python-telegram-bot's real client."""

import asyncio
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, InvalidToken

from tests.fakes.telegram.client import FakeTelegram, spawned_fake, wait_until
from tests.fakes.telegram.real import api, sent, updates

ANN, LEE = 11, 12
OTHER = "700000000:other"


@pytest.fixture
def telegram(telegram: FakeTelegram) -> FakeTelegram:
    telegram.add_user(ANN, "Ann", "zh-hans", username="ann_li")
    telegram.add_user(LEE, "李")
    return telegram


# tokens, methods, bodies


def test_the_bot_learns_who_it_is_and_that_privacy_is_on(telegram: FakeTelegram) -> None:
    me = api(telegram, lambda bot: bot.get_me())
    assert me.id == telegram.bot_id
    assert me.can_read_all_group_messages is False
    telegram.set_privacy(on=False)
    assert api(telegram, lambda bot: bot.get_me()).can_read_all_group_messages is True


def test_a_wrong_token_is_401_and_a_malformed_one_404(telegram: FakeTelegram) -> None:
    with pytest.raises(InvalidToken):
        api(telegram, lambda bot: bot.get_me(), token=OTHER)
    answer = telegram.http.get(f"{telegram.base_url}{OTHER}/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    assert telegram.http.get(f"{telegram.base_url}nonsense/getMe").status_code == 404


def test_an_unknown_method_is_404(telegram: FakeTelegram) -> None:
    answer = telegram.http.post(f"{telegram.base_url}{telegram.token}/sendTelepathy")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize("how", ["query", "form", "json", "multipart"])
def test_parameters_come_by_query_form_json_or_multipart(telegram: FakeTelegram, how: str) -> None:
    telegram.start(ANN)
    wish = {"chat_id": str(ANN), "text": "你好 & <3"}
    carried: dict[str, Any] = {
        "query": {"params": wish},
        "form": {"data": wish},
        "json": {"json": wish | {"chat_id": ANN}},
        "multipart": {"data": wish, "files": {"unused": b"x"}},
    }[how]
    method = "GET" if how == "query" else "POST"
    answer = telegram.http.request(method, f"{telegram.base_url}{telegram.token}/sendMessage", **carried)
    assert answer.json()["result"]["text"] == "你好 & <3"


def test_every_call_is_recorded_with_its_outcome(telegram: FakeTelegram) -> None:
    with pytest.raises(BadRequest):
        sent(telegram, ANN, "hi")
    (call,) = telegram.calls("sendMessage")
    assert call["params"]["text"] == "hi"
    assert (call["status"], call["description"]) == (400, "Bad Request: chat not found")


# getUpdates


def polled(telegram: FakeTelegram) -> None:
    wait_until(lambda: telegram.status()["polling"], what="a poll that waits")


def test_updates_are_handed_out_again_until_a_higher_offset_confirms_them(telegram: FakeTelegram) -> None:
    telegram.say_many([{"chat": ANN, "user": ANN, "text": str(n)} for n in range(3)])
    first = updates(telegram)
    assert [update.message.text for update in first if update.message] == ["0", "1", "2"]
    assert updates(telegram) == first
    rest = updates(telegram, offset=first[1].update_id + 1)
    assert [update.update_id for update in rest] == [first[2].update_id]
    assert updates(telegram) == rest
    assert updates(telegram, offset=first[2].update_id + 1) == ()


def test_a_batch_has_at_most_a_hundred_updates(telegram: FakeTelegram) -> None:
    telegram.say_many([{"chat": ANN, "user": ANN, "text": str(n)} for n in range(130)])
    assert len(updates(telegram, limit=100)) == 100
    assert len(updates(telegram, limit=7)) == 7


def test_a_long_poll_ends_as_soon_as_something_happens(telegram: FakeTelegram) -> None:
    async def poll(bot: Bot) -> tuple[Update, ...]:
        waiting = asyncio.create_task(bot.get_updates(timeout=50))
        await asyncio.to_thread(polled, telegram)
        await asyncio.to_thread(telegram.say, ANN, ANN, "hello")
        return await asyncio.wait_for(waiting, 40)

    (update,) = api(telegram, poll)
    assert update.message.text == "hello"


def test_a_second_poller_ends_the_first_with_409(telegram: FakeTelegram) -> None:
    async def rivals(bot: Bot) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.to_thread(polled, telegram)
        second = asyncio.create_task(bot.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first
        await asyncio.to_thread(telegram.say, ANN, ANN, "for the second")
        assert len(await second) == 1

    api(telegram, rivals)


def test_only_the_asked_kinds_of_update_are_queued(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", members=[ANN])
    updates(telegram, allowed_updates=["callback_query"], offset=10**6)
    telegram.say(group, ANN, "unheard")
    updates(telegram, allowed_updates=["message", "chat_member"])
    telegram.join(group, LEE)
    joined, service = updates(telegram)[-2:]
    assert joined.chat_member.new_chat_member.user.id == LEE
    assert service.message.new_chat_members[0].id == LEE
    assert all(update.message is None or update.message.text is None for update in updates(telegram))


def test_member_changes_and_reactions_come_only_if_listed(telegram: FakeTelegram) -> None:
    group = telegram.add_group("业主群", members=[ANN])
    updates(telegram, offset=-1)
    for kinds in ([], ["chat_member", "message_reaction"]):
        updates(telegram, allowed_updates=kinds)
        telegram.set_status(group, ANN, "administrator" if kinds else "restricted")
        telegram.react(group, 1, ANN, "👍" if kinds else "")
    member, reaction = updates(telegram)[-2:]
    assert [update for update in updates(telegram) if update.chat_member] == [member]
    assert (member.chat_member.old_chat_member.status, member.chat_member.new_chat_member.status) == (
        "restricted",
        "administrator",
    )
    assert reaction.message_reaction.new_reaction[0].emoji == "👍"


def test_an_update_comes_again_when_told_to_although_it_was_confirmed(telegram: FakeTelegram) -> None:
    telegram.say(ANN, ANN, "once")
    (update,) = updates(telegram)
    assert updates(telegram, offset=update.update_id + 1) == ()
    telegram.duplicate()
    assert updates(telegram, offset=update.update_id + 1) == (update,)
    assert updates(telegram, offset=update.update_id + 1) == ()


def test_update_ids_may_jump_back_and_nothing_is_lost(telegram: FakeTelegram) -> None:
    telegram.set_update_id(500)
    telegram.say(ANN, ANN, "after a quiet week")
    (update,) = updates(telegram, offset=90_000)
    assert update.update_id == 500


def test_a_poison_update_is_handed_out_raw(telegram: FakeTelegram) -> None:
    own = telegram.poison({"message": {"no": "fields"}, "novelty": 1})
    url = f"{telegram.base_url}{telegram.token}/getUpdates"
    assert telegram.http.get(url).json()["result"] == [
        {"message": {"no": "fields"}, "novelty": 1, "update_id": own}
    ]


def test_the_fake_also_runs_as_a_process_of_its_own() -> None:
    with spawned_fake("--token", "5:five", "--no-limits") as telegram:
        telegram.add_user(ANN, "Ann")
        telegram.start(ANN)
        assert sent(telegram, ANN, "hello").from_user.id == 5
        assert telegram.wait_message(ANN, "hell").text == "hello"
        (update,) = updates(telegram)
        assert updates(telegram, offset=update.update_id + 1) == ()
        telegram.wait_confirmed()
