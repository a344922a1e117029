"""智能机器人: mentioned in a group it answers, by callback and by its own connection."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from bot.platforms.base import Message, Refused, Shown, Unreachable, Vanished
from bot.platforms.wecom.aibot_media import deciphered, fetch
from bot.platforms.wecom.aibot_parse import read
from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.sealing import Keys
from handlers.incoming import Kind
from tests.bot.platforms.wecom_desk import QUICK, Kept, Live, app_settings, live
from tests.fakes.wecom.aibot_socket import BOT, SECRET, FakeSocket, running_socket
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.real import picture
from tests.fakes.wecom.server import running_fake


def job(name: str = "17-abc", text: str = "#1 漏水") -> Message:
    return Message(text=text, buttons=((Shown(key="v1:accept:1", label="接单"),),), name=name)


class Called:
    """A bot in callback mode, in a group with zhou."""

    def __init__(self, wecom: FakeWecom, it: Live, platform: AibotPlatform, group: str) -> None:
        self.wecom, self.it, self.platform, self.group = wecom, it, platform, group

    def say(self, text: str, **more: Any) -> Any:
        return self.wecom.aibot_say("zhou", text, chat=self.group, **more)

    def shown(self) -> list[dict[str, Any]]:
        assert not self.wecom.aibot_refused()
        return self.wecom.aibot_messages(self.group)

    def send(self, message: Message) -> str:
        return str(self.it.run(self.platform.send(self.group, message)))


@pytest.fixture(params=[True, False], ids=["plain ids", "enciphered ids"])
def called(request: pytest.FixtureRequest) -> Iterator[Called]:
    with running_fake() as wecom:
        wecom.limits(on=False)
        wecom.add_member("zhou", "周婷")
        aibot = wecom.add_aibot(plain_ids=request.param)
        group = wecom.add_room("3栋维修", ["zhou"])
        keys = wecom.aibot_credentials(aibot)
        own = app_settings(wecom)
        settings = AibotSettings(
            keys=Keys(receiveid="", token=keys["token"], aes_key=keys["aes_key"]), base_url=wecom.url
        )
        platform = AibotPlatform(settings, Kept(), members=Client(own.account, QUICK), timing=QUICK)
        with live(platform) as it:
            wecom.set_callback(f"{it.base}/wecom/aibot", to=aibot)
            yield Called(wecom, it, platform, group)


def test_a_mention_comes_in_without_the_name_from_the_member_that_it_is(called: Called) -> None:
    called.say("@小助手 3栋漏水")
    (heard,) = called.it.desk.wait()
    assert (heard.text, heard.chat, heard.private, heard.addressed) == ("3栋漏水", called.group, False, True)
    assert heard.sender is not None
    assert (heard.sender.account, heard.sender.also) == ("zhou", "wecom")


def test_words_and_a_picture_come_together_and_the_picture_can_be_fetched(called: Called) -> None:
    called.say("@小助手 3栋漏水", image=picture())
    (heard,) = called.it.desk.wait()
    assert heard.text == "3栋漏水"
    assert called.it.run(called.platform.fetch(heard.photos[0])) == picture()


def test_the_answer_is_the_callbacks_the_next_one_its_response_url_and_then_it_is_silent(
    called: Called,
) -> None:
    """Nothing may be pushed in callback mode: whoever needs to know is told privately instead."""
    called.it.desk.after_commit = lambda: called.it.run_soon(
        called.platform.send(called.group, Message(text="一"))
    )
    called.say("@小助手 3栋漏水")
    called.it.desk.wait()
    wait_until(called.shown, what="the answer")
    called.send(job())
    assert [(one["msgtype"], one["how"]) for one in called.shown()] == [
        ("stream", "passive"),
        ("template_card", "response_url"),
    ]
    with pytest.raises(Refused) as silent:
        called.send(Message(text="三"))
    assert silent.value.reason == "silent"


def test_a_photo_goes_with_the_answer_to_the_callback(called: Called) -> None:
    letter = Message(text="现场", photos=(picture(),))
    called.it.desk.after_commit = lambda: called.it.run_soon(called.platform.send(called.group, letter))
    called.say("@小助手 3栋漏水")
    wait_until(called.shown, what="the answer")
    (answer,) = called.shown()
    assert (answer["text"], answer["images"]) == ("现场", 1)


def test_a_tap_repaints_the_card_at_once_and_its_answer_is_said(called: Called) -> None:
    called.say("@小助手 3栋漏水")
    called.it.desk.wait()
    wait_until(lambda: not called.wecom.status()["unsettled"], what="the callback's end")
    task = called.send(job())
    edit = called.platform.edit
    called.it.desk.after_commit = lambda: called.it.run_soon(
        edit(called.group, task, Message(text="#1 已接单"))
    )
    called.wecom.aibot_tap("zhou", "接单", chat=called.group)
    (tapped,) = called.it.desk.wait(1, Kind.TAP)
    assert (tapped.button, tapped.message) == ("v1:accept:1", task)
    wait_until(lambda: len(called.shown()) == 2, what="the tap's answer")
    card, said = called.shown()
    assert card["card"]["main_title"]["title"] == "#1 已接单"
    assert said["text"] == "好"


def test_a_card_that_nobody_has_just_tapped_is_posted_anew(called: Called) -> None:
    with pytest.raises(Vanished):
        called.it.run(called.platform.edit(called.group, "17-abc", Message(text="#1 已接单")))


def test_what_could_not_be_committed_is_delivered_again(called: Called) -> None:
    called.it.desk.failures = 1
    called.say("@小助手 3栋漏水")
    called.it.desk.wait()
    assert called.it.desk.texts() == ["3栋漏水"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"msgtype": "text"},
        {"msgtype": "mixed", "msgid": "1", "from": {"userid": "u"}, "mixed": {"msg_item": "x"}},
        {"msgtype": "text", "msgid": "1", "from": {"userid": "u" * 999}, "text": {"content": "x"}},
        {"msgtype": "event", "msgid": "1", "from": {"userid": "u"}, "event": {"eventtype": 3}},
        {"msgtype": "event", "msgid": "1", "from": {"userid": "u"}, "event": []},
        [],
        None,
    ],
)
def test_what_cannot_be_understood_never_raises(body: Any) -> None:
    assert read(body).kind in {Kind.BROKEN, Kind.OTHER}


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("@小助手 转派 12 @王强", "转派 12 @王强"),
        ("3栋漏水 @小助手", "3栋漏水"),
        ("@小助手", ""),
        ("没有提到谁", "没有提到谁"),
    ],
)
def test_only_the_bots_own_name_is_taken_off(said: str, heard: str) -> None:
    body = {"msgtype": "text", "msgid": "1", "chattype": "group", "chatid": "wr1", "from": {"userid": "u"}}
    assert read({**body, "text": {"content": said}}).text == heard


def test_a_quoted_picture_is_part_of_what_is_said() -> None:
    body = {"msgtype": "text", "msgid": "1", "chattype": "group", "chatid": "wr1", "from": {"userid": "u"}}
    quote = {"msgtype": "image", "image": {"url": "https://example.com/1"}}
    assert read({**body, "text": {"content": "@小助手 漏水"}, "quote": quote}).photos == (
        "https://example.com/1",
    )


def test_a_picture_whose_store_is_away_is_fetched_again() -> None:
    with running_fake() as wecom:
        wecom.fail_next("*", "503")
        with pytest.raises(Unreachable):
            asyncio.run(fetch(f"{wecom.url}/cgi-bin/media/get", "", QUICK))


def test_a_picture_in_the_wrong_key_is_refused() -> None:
    with pytest.raises(Refused):
        deciphered(b"\x00" * 64, "a" * 43)
    with pytest.raises(Refused):
        deciphered(b"", "short")


# the long connection


class Connected:
    def __init__(self, fake: FakeSocket, it: Live, platform: AibotPlatform) -> None:
        self.fake, self.it, self.platform = fake, it, platform


@pytest.fixture
def connected() -> Iterator[Connected]:
    with running_socket() as fake:
        settings = AibotSettings(bot_id=BOT, bot_secret=SECRET, address=fake.address)
        platform: Any = AibotPlatform(settings, Kept(), timing=QUICK)
        with live(platform) as it:
            wait_until(lambda: platform._line._socket, what="the subscription, as the platform knows it")
            yield Connected(fake, it, platform)


def test_over_the_connection_a_mention_is_answered_by_a_card_and_more_is_pushed(connected: Connected) -> None:
    fake, it, platform = connected.fake, connected.it, connected.platform
    fake.say("zhou", "@小助手 3栋漏水", chat="wr1", image=picture())
    (heard,) = it.desk.wait()
    assert heard.text == "3栋漏水"
    assert it.run(platform.fetch(heard.photos[0])) == picture()
    assert it.run(platform.able("wr1")).buttons
    it.run(platform.send("wr1", job()))
    assert not it.run(platform.able("wr1")).buttons
    it.run(platform.send("wr1", Message(text="# 二\n配件已到", name="18-abc")))
    card, said = fake.wait("wr1", 2)
    assert (card["how"], card["card"]["task_id"]) == ("answer", "17-abc")
    assert (said["how"], said["text"]) == ("push", "＃ 二\n配件已到")
    assert not fake.refused


def test_a_tap_over_the_connection_repaints_the_card_for_everybody(connected: Connected) -> None:
    fake, it, platform = connected.fake, connected.it, connected.platform
    fake.say("zhou", "@小助手 3栋漏水", chat="wr1")
    it.desk.wait()
    task = it.run(platform.send("wr1", job()))
    it.desk.after_commit = lambda: it.run_soon(platform.edit("wr1", task, Message(text="#1 已接单")))
    fake.tap("zhou", "v1:accept:1", task, chat="wr1")
    fake.wait("wr1", 2)
    wait_until(
        lambda: fake.shown["wr1"][0]["card"]["main_title"]["title"] == "#1 已接单",
        what="repainting",
    )
    assert not fake.refused


def test_a_photo_over_the_connection_goes_up_in_parts_and_once(connected: Connected) -> None:
    fake, it, platform = connected.fake, connected.it, connected.platform
    fake.say("zhou", "@小助手 3栋漏水", chat="wr1")
    it.desk.wait()
    large = picture() + b"\0" * 1_200_000  # three parts
    letter = Message(text="现场", photos=(large, b"no picture"), name="19-abc")
    with pytest.raises(Refused):
        it.run(platform.send("wr1", letter))
    it.run(platform.send("wr1", replace(letter, photos=(large,))))
    shown, said = fake.wait("wr1", 2)
    assert (shown["image"], said["text"]) == (large, "现场")
    assert not fake.refused


def test_a_chat_that_never_spoke_is_not_written_to(connected: Connected) -> None:
    with pytest.raises(Refused):
        connected.it.run(connected.platform.send("wrElse", Message(text="在吗", name="1-a")))


def test_a_broken_connection_comes_back_and_nothing_said_after_is_missed(connected: Connected) -> None:
    connected.fake.drop()
    wait_until(lambda: connected.fake.subscribed == 2, what="the connection")
    connected.fake.say("zhou", "漏水")
    assert [one.text for one in connected.it.desk.wait()] == ["漏水"]


@pytest.mark.parametrize("odd", [{"headers": [1]}, {"body": [1]}])
def test_a_frame_unlike_wecoms_ends_the_connection_and_not_the_listening(
    connected: Connected, odd: dict[str, Any]
) -> None:
    with contextlib.suppress(ConnectionClosed):  # it may end while the frame is still being sent
        connected.fake._send({"cmd": "aibot_msg_callback", **odd})
    wait_until(lambda: connected.fake.subscribed == 2, what="the connection")
    connected.fake.say("zhou", "漏水")
    assert [one.text for one in connected.it.desk.wait()] == ["漏水"]


def test_who_was_put_out_by_another_process_does_not_come_back_at_once(connected: Connected) -> None:
    connected.fake.put_out()
    wait_until(lambda: connected.platform.status()["trouble"], what="the trouble told")
    assert "another process" in connected.platform.status()["trouble"]
    with pytest.raises(Unreachable):
        connected.it.run(connected.platform.send("zhou", Message(text="在吗", name="1-a")))
    assert connected.fake.subscribed == 1


def test_the_same_message_twice_is_one_update(connected: Connected) -> None:
    body = connected.fake.say("zhou", "漏水")
    connected.fake.again(body)
    connected.fake.say("zhou", "第二条")
    assert [one.text for one in connected.it.desk.wait(2)] == ["漏水", "第二条"]


def test_what_could_not_be_committed_is_tried_again(connected: Connected) -> None:
    """WeCom does not send it again over the connection."""
    connected.it.desk.failures = 2
    connected.fake.say("zhou", "漏水")
    assert [one.text for one in connected.it.desk.wait()] == ["漏水"]


def test_wrong_credentials_are_told_and_not_tried_in_a_loop() -> None:
    with running_socket() as fake:
        fake.wrong_secret = True
        settings = AibotSettings(bot_id=BOT, bot_secret="another", address=fake.address)  # noqa: S106  # opens nothing
        platform: Any = AibotPlatform(settings, Kept(), timing=QUICK)
        with live(platform):
            wait_until(lambda: platform.status()["trouble"], what="the trouble told")
            assert "40001" in platform.status()["trouble"]
            assert "another" not in platform.status()["trouble"]
            assert len(fake.refused) == 1
