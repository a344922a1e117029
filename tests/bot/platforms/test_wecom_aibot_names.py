"""智能机器人: while WeCom cannot say whose an enciphered id is, nothing is lost or taken for a stranger's."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.platforms.base import Message, Shown
from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.sealing import Keys
from bot.platforms.wecom.wire import Timing
from handlers.incoming import Kind
from tests.bot.platforms.wecom_desk import QUICK, Kept, app_settings, live
from tests.fakes.wecom.aibot_socket import BOT, SECRET, running_socket
from tests.fakes.wecom.client import FakeWecom, wait_until

API = "batch/openuserid_to_userid"
ALWAYS = 10**6


@pytest.fixture
def group(wecom: FakeWecom) -> str:
    wecom.limits(on=False)
    wecom.add_member("lin", "林芳")
    return wecom.add_room("3栋维修", ["zhou", "lin"])


@pytest.fixture
def aibot(wecom: FakeWecom) -> str:
    return wecom.add_aibot(plain_ids=False)


def made(wecom: FakeWecom, aibot: str, marks: Kept, timing: Timing = QUICK) -> AibotPlatform:
    keys = wecom.aibot_credentials(aibot)
    own = Keys(receiveid="", token=keys["token"], aes_key=keys["aes_key"])
    members = Client(app_settings(wecom).account, QUICK)
    return AibotPlatform(AibotSettings(keys=own, base_url=wecom.url), marks, members=members, timing=timing)


@pytest.fixture
def called(wecom: FakeWecom, aibot: str) -> Iterator[Any]:
    platform = made(wecom, aibot, Kept())
    with live(platform) as it:
        wecom.set_callback(f"{it.base}/wecom/aibot", to=aibot)
        yield it, platform


@pytest.mark.parametrize("how", [-1, 45009, 60020, 50002, "502", "hang"])
def test_what_is_said_meanwhile_is_taken_from_the_member_that_it_is_as_soon_as_wecom_says_who(
    wecom: FakeWecom, group: str, called: Any, how: int | str
) -> None:
    it, platform = called
    wecom.fail_next(API, how, seconds=30)
    wecom.aibot_say("zhou", "@小助手 3栋漏水", chat=group)
    (heard,) = it.desk.wait()
    assert (heard.text, heard.sender.account) == ("3栋漏水", "zhou")
    assert [one["accepted"] for one in wecom.deliveries()] == [True]
    assert len(wecom.deliveries()[0]["attempts"]) == 1
    wait_until(lambda: not platform.status()["trouble"], what="the end of the trouble")
    it.run(platform.send(group, Message(text="收到")))
    assert [one["how"] for one in wecom.aibot_messages(group)] == ["response_url"]


def test_what_one_member_says_is_taken_in_its_order(wecom: FakeWecom, group: str, called: Any) -> None:
    it, platform = called
    wecom.fail_next(API, -1, times=ALWAYS)
    for text in ("一", "二"):
        wecom.aibot_say("zhou", f"@小助手 {text}", chat=group)
        wecom.wait_settled()
    wait_until(lambda: platform.status()["trouble"], what="the trouble told")
    assert not it.desk.taken
    wecom.clear_faults()
    it.desk.wait(2)
    assert it.desk.texts() == ["一", "二"]


def test_what_waits_for_a_name_outlives_the_process(wecom: FakeWecom, aibot: str, group: str) -> None:
    marks = Kept()
    wecom.fail_next(API, -1, times=ALWAYS)
    with live(made(wecom, aibot, marks)) as it:
        wecom.set_callback(f"{it.base}/wecom/aibot", to=aibot)
        wecom.aibot_say("zhou", "@小助手 3栋漏水", chat=group)
        wecom.wait_settled()
        assert not it.desk.taken
    wecom.clear_faults()
    with live(made(wecom, aibot, marks)) as it:
        (heard,) = it.desk.wait()
        assert (heard.text, heard.sender and heard.sender.account) == ("3栋漏水", "zhou")


def test_while_wecom_is_away_it_is_not_asked_at_every_message(
    wecom: FakeWecom, group: str, aibot: str
) -> None:
    wecom.fail_next(API, -1, times=ALWAYS)
    with live(made(wecom, aibot, Kept(), replace(QUICK, longest_delay=60))) as it:
        wecom.set_callback(f"{it.base}/wecom/aibot", to=aibot)
        for member in ("zhou", "lin"):
            wecom.aibot_say(member, "@小助手 漏水", chat=group)
            wecom.wait_settled()
    assert len(wecom.calls(API)) == 1


def test_where_the_app_may_not_ask_people_go_by_the_ids_that_the_bot_hears(
    wecom: FakeWecom, group: str, called: Any
) -> None:
    it, _platform = called
    wecom.fail_next(API, 48002, times=ALWAYS)
    wecom.aibot_say("zhou", "@小助手 3栋漏水", chat=group)
    (heard,) = it.desk.wait()
    assert heard.sender.account != "zhou"


def test_a_tap_that_waited_is_answered_in_words(wecom: FakeWecom, group: str, called: Any) -> None:
    it, platform = called
    wecom.aibot_say("lin", "@小助手 3栋漏水", chat=group)
    it.desk.wait()
    wecom.wait_settled()
    card = Message(text="#1 漏水", buttons=((Shown(key="v1:accept:1", label="接单"),),), name="17-abc")
    it.run(platform.send(group, card))
    wecom.fail_next(API, -1)
    wecom.aibot_tap("zhou", "接单", chat=group)
    (tapped,) = it.desk.wait(1, Kind.TAP)
    assert (tapped.button, tapped.sender.account) == ("v1:accept:1", "zhou")
    wait_until(lambda: len(wecom.aibot_messages(group)) == 2, what="the tap's answer")
    assert wecom.aibot_messages(group)[1]["text"] == "好"


def test_over_the_connection_nothing_said_is_lost(wecom: FakeWecom) -> None:
    members = Client(app_settings(wecom).account, QUICK)
    wecom.fail_next(API, 60020, times=2)
    with running_socket() as fake:
        settings = AibotSettings(bot_id=BOT, bot_secret=SECRET, address=fake.address)
        platform: Any = AibotPlatform(settings, Kept(), members=members, timing=QUICK)
        with live(platform) as it:
            wait_until(lambda: platform._line._socket, what="the subscription, as the platform knows it")
            fake.say("zhou", "漏水")
            assert [one.text for one in it.desk.wait()] == ["漏水"]
            assert it.desk.kinds() == [Kind.MESSAGE]
