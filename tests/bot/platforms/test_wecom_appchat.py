"""Groups that the app makes: made when they are needed, with who belongs there; else people are told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.platforms.base import Message, Refused, Unreachable, Vanished
from bot.platforms.wecom.appchat import AppchatPlatform
from bot.platforms.wecom.outcomes import CallLost
from tests.bot.platforms.surfaces_wecom import Everybody
from tests.bot.platforms.wecom_desk import QUICK, Kept, Live, app_settings, live
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import picture
from tests.fakes.wecom.server import running_fake

CHAT = "s1staff"


@pytest.fixture
def wecom() -> Iterator[FakeWecom]:
    with running_fake() as fake:
        for member in ("lin", "zhou", "xu"):
            fake.add_member(member, member)
        yield fake


def platform(wecom: FakeWecom, roster: Everybody, marks: Kept | None = None) -> Any:
    return AppchatPlatform(app_settings(wecom).account, marks or Kept(), roster, timing=QUICK)


def calls(wecom: FakeWecom, api: str) -> list[dict[str, Any]]:
    return [one["params"] for one in wecom.calls(f"appchat/{api}")]


def said(wecom: FakeWecom) -> list[str]:
    return [one["text"]["content"] for one in wecom.room_messages(CHAT)]


def test_a_group_is_made_once_and_its_first_member_owns_it(wecom: FakeWecom) -> None:
    marks, roster = Kept(), Everybody("lin", "zhou")
    for words in ("一", "二"):
        room = platform(wecom, roster, marks)
        with live(room) as it:
            it.run(room.send(CHAT, Message(text=words)))
    assert said(wecom) == ["一", "二"]
    (made,) = calls(wecom, "create")
    assert (made["owner"], made["userlist"], made["chatid"]) == ("lin", ["lin", "zhou"], CHAT)
    assert not calls(wecom, "update")


def test_who_comes_and_who_goes_is_put_right_before_the_next_words(wecom: FakeWecom) -> None:
    roster = Everybody("lin", "zhou")
    room = platform(wecom, roster)
    with live(room) as it:
        it.run(room.send(CHAT, Message(text="一")))
        roster.members = ("xu", "lin")
        it.run(room.send(CHAT, Message(text="二")))
    (change,) = calls(wecom, "update")
    assert (change["add_user_list"], change["del_user_list"], change["owner"]) == (["xu"], ["zhou"], "xu")


def test_a_group_that_is_there_already_is_taken_as_it_is(wecom: FakeWecom) -> None:
    """A restored database does not know what was made after it."""
    for members in (("lin", "zhou"), ("lin", "xu")):
        room = platform(wecom, Everybody(*members))
        with live(room) as it:
            it.run(room.send(CHAT, Message(text="在")))
    (change,) = calls(wecom, "update")
    assert (change["add_user_list"], change["del_user_list"]) == (["xu"], ["zhou"])
    assert said(wecom) == ["在", "在"]
    again = platform(wecom, Everybody("lin", "xu"))
    with live(again) as it:
        for _ in range(2):
            it.run(again.send(CHAT, Message(text="在")))
    assert len(calls(wecom, "create")) == 3, "what was found is remembered"


@pytest.mark.parametrize("errcode", [86001, 86003, 86008])
@pytest.mark.parametrize("api", ["appchat/send", "appchat/update"])
def test_a_group_that_is_gone_is_made_anew_and_asked_for_once_more(
    wecom: FakeWecom, errcode: int, api: str
) -> None:
    roster = Everybody("lin", "zhou")
    room = platform(wecom, roster)
    with live(room) as it:
        it.run(room.send(CHAT, Message(text="一")))
        roster.members = ("lin", "zhou", "xu")
        wecom.fail_next(api, errcode)
        it.run(room.send(CHAT, Message(text="二")))
        assert said(wecom) == ["一", "二"]
        assert len(calls(wecom, "create")) == 2
        wecom.fail_next("appchat/send", errcode, times=10)
        with pytest.raises(Refused):
            it.run(room.send(CHAT, Message(text="三")))
    assert len(calls(wecom, "create")) == 3, "once a message"
    assert room.status()["trouble"]


@pytest.mark.parametrize("errcode", [48002, 86006, 86003, 60020])
def test_where_there_can_be_no_group_people_are_told_instead(wecom: FakeWecom, errcode: int) -> None:
    room = platform(wecom, Everybody("lin", "zhou"))
    with live(room) as it:
        wecom.fail_next("appchat/create", errcode)
        with pytest.raises(Refused) as refused:
            it.run(room.send(CHAT, Message(text="在")))
    assert refused.value.reason == "silent"
    assert str(errcode) in room.status()["trouble"]


def test_one_alone_is_no_group_and_a_busy_wecom_is_tried_again(wecom: FakeWecom) -> None:
    alone = platform(wecom, Everybody("lin"))
    with live(alone) as it, pytest.raises(Refused):
        it.run(alone.send(CHAT, Message(text="在")))
    room = platform(wecom, Everybody("lin", "zhou"))
    with live(room) as it:
        wecom.fail_next("appchat/send", 45009)
        _refused_for_now(it, room)
        it.run(room.send(CHAT, Message(text="在")))
    assert said(wecom) == ["在"]
    assert room.status()["trouble"] is None


def _refused_for_now(it: Live, room: Any, message: Message = Message(text="在")) -> None:  # noqa: B008  # frozen
    with pytest.raises(Unreachable):
        it.run(room.send(CHAT, message))


def test_a_photo_that_was_taken_is_not_repeated_and_a_card_whose_times_change_is_not_posted_anew(
    wecom: FakeWecom,
) -> None:
    room = platform(wecom, Everybody("lin", "zhou"))
    letter = Message(text="已接单 #1\n⏰ 到场 12:32 前", photos=(picture(),), name="l7")
    with live(room) as it:
        it.run(room.send(CHAT, Message(text="在")))
        posting = room._post  # the wire breaks after the photo

        async def words_are_lost(chat: str, body: dict[str, Any]) -> None:
            if body["msgtype"] == "text":
                raise CallLost("appchat/send", "ReadTimeout")
            await posting(chat, body)

        room._post = words_are_lost
        _refused_for_now(it, room, letter)
        room._post = posting
        first = it.run(room.send(CHAT, letter))
        it.run(room.edit(CHAT, first, replace(letter, text="已接单 #1\n⏰ 处理完成 17:30 前")))
        with pytest.raises(Vanished):
            it.run(room.edit(CHAT, first, Message(text="已完成 #1")))
    assert [one["msgtype"] for one in wecom.room_messages(CHAT)] == ["text", "image", "text"]
