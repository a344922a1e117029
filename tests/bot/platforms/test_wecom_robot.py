"""Group robots: they post within WeCom's limits, and never show their keys."""

import logging
from collections.abc import Iterator

import pytest

from bot.platforms.base import Blocked, Message, Refused, Unreachable, Vanished
from bot.platforms.wecom.robot import RobotPlatform, RobotSettings
from bot.shaping import shaped
from bot.texts.render import Rendered, Texts
from tests.bot.platforms.wecom_desk import QUICK, Live, live
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import picture

KEY = "693a91f6-7a8b-4bc4-97a0-0ec2sifa5aaa"


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    wecom.add_robot(KEY)
    return wecom


@pytest.fixture
def robot(wecom: FakeWecom) -> RobotPlatform:
    return RobotPlatform(RobotSettings(keys=(KEY,), base_url=wecom.url), timing=QUICK)


@pytest.fixture
def it(robot: RobotPlatform) -> Iterator[Live]:
    with live(robot) as running:
        yield running


@pytest.mark.parametrize(
    ("length", "kind"), [(10, "text"), (682, "text"), (683, "markdown"), (9000, "markdown")]
)
def test_words_of_any_length_are_taken(
    wecom: FakeWecom, robot: RobotPlatform, it: Live, length: int, kind: str
) -> None:
    it.run(robot.send("1", Message(text="漏" * length)))
    (posted,) = wecom.webhook_messages(KEY)
    assert posted["msgtype"] == kind
    assert ("另有" in posted[kind]["content"]) == (length > 1365)


def test_nobodys_words_become_markup(wecom: FakeWecom, robot: RobotPlatform, it: Live) -> None:
    said = "<@all> [点这里](http://x.example) **急** `x`\n> 引用\n# 一级\n"
    it.run(robot.send("1", Message(text=said + "漏" * 800)))
    content = wecom.webhook_messages(KEY)[0]["markdown"]["content"]
    assert not set("<>[]*`") & set(content)
    assert "\n＃ 一级" in content


def test_what_was_cut_by_its_measure_is_not_cut_again(
    wecom: FakeWecom, robot: RobotPlatform, it: Live
) -> None:
    lines = "\n".join(f"#{number} [3栋]<漏水>*急*｜待派单" for number in range(1, 201))
    said = shaped(Rendered(text=f"逾期\n{lines}"), robot.abilities, Texts.load(), "zh_CN")
    it.run(robot.send("1", Message(text=said.text)))
    shown = wecom.webhook_messages(KEY)[0]["markdown"]["content"]
    assert shown.endswith(f"… 另有 {200 - shown.count('#')} 条")


def test_a_photo_goes_before_the_words(wecom: FakeWecom, robot: RobotPlatform, it: Live) -> None:
    it.run(robot.send("1", Message(text="现场", photos=(picture(),))))
    assert [one["msgtype"] for one in wecom.webhook_messages(KEY)] == ["image", "text"]


@pytest.mark.parametrize("state", ["removed", "disabled", "not-in-group"])
def test_a_robot_that_is_gone_is_blocked(
    wecom: FakeWecom, robot: RobotPlatform, it: Live, state: str
) -> None:
    wecom.set_robot(KEY, state)
    with pytest.raises(Blocked):
        it.run(robot.send("1", Message(text="日报")))


def test_too_many_a_minute_wait_for_a_minute(wecom: FakeWecom, robot: RobotPlatform, it: Live) -> None:
    wecom.fail_next("webhook/send", 45009)
    with pytest.raises(Unreachable) as later:
        it.run(robot.send("1", Message(text="日报")))
    assert later.value.after == 60


def test_a_photo_that_was_taken_is_not_repeated_when_the_words_were_not(
    wecom: FakeWecom, robot: RobotPlatform, it: Live
) -> None:
    """The robot's limit falls where it will: after the picture, before the words."""
    for _ in range(18):
        it.run(robot.send("1", Message(text="日报")))
    letter = Message(text="月报", photos=(picture(), picture()), name="l7")
    with pytest.raises(Unreachable):
        it.run(robot.send("1", letter))
    wecom.limits(on=False)
    it.run(robot.send("1", letter))
    assert [one["msgtype"] for one in wecom.webhook_messages(KEY)[18:]] == ["image", "image", "text"]


def test_a_card_is_posted_anew_only_where_it_says_more_than_other_times(
    robot: RobotPlatform, it: Live
) -> None:
    first = it.run(robot.send("1", Message(text="已接单 #1\n⏰ 到场 12:32 前")))
    it.run(robot.edit("1", first, Message(text="已接单 #1\n⏰ 处理完成 17:30 前")))
    with pytest.raises(Vanished):
        it.run(robot.edit("1", first, Message(text="已完成 #1")))


def test_it_has_only_the_rooms_that_are_set_and_changes_nothing(robot: RobotPlatform, it: Live) -> None:
    with pytest.raises(Refused):
        it.run(robot.send("2", Message(text="日报")))
    with pytest.raises(Vanished):
        it.run(robot.edit("1", "", Message(text="日报")))


def test_the_key_is_never_shown(
    wecom: FakeWecom, robot: RobotPlatform, it: Live, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    told = []
    for how in ("reset", "500", 93000):
        wecom.fail_next("webhook/send", how)
        with pytest.raises((Unreachable, Blocked)) as error:
            it.run(robot.send("1", Message(text="日报")))
        told.append(f"{error.value!r} {error.value.__cause__!r}")
    assert KEY not in " ".join([*told, caplog.text, repr(RobotSettings(keys=(KEY,))), str(robot.status())])
