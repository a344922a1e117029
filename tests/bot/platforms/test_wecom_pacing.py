"""Our own limits keep under WeCom's."""

import time
from dataclasses import replace

import pytest

from bot.platforms.base import Message
from bot.platforms.throttle import Rate, Throttle
from bot.platforms.wecom.aibot_platform import TALK
from bot.platforms.wecom.pacing import MEMBER
from bot.platforms.wecom.platform import WecomPlatform
from bot.platforms.wecom.robot import ROBOT
from bot.platforms.wecom.wire import Timing
from tests.bot.platforms.wecom_desk import QUICK, Kept, app_settings, live
from tests.fakes.wecom.client import FakeWecom


@pytest.mark.parametrize(("rate", "most"), [(MEMBER, 30), (TALK, 30), (ROBOT, 20)])
def test_no_minute_sees_more_than_wecom_lets_through(rate: Rate, most: int) -> None:
    """What is over it would be dropped in silence (paths 90454, 101463, 99110)."""
    throttle = Throttle(rate)
    waits = [throttle.book(0.0) for _ in range(most + 1)]
    assert sum(wait < 60 for wait in waits) <= most


def test_a_member_is_written_to_at_that_rate(wecom: FakeWecom) -> None:
    """Ten times as fast here; as it is where nobody says otherwise."""
    assert Timing().pace == 1
    platform = WecomPlatform(app_settings(wecom), Kept(), timing=replace(QUICK, pace=0.1))
    with live(platform) as it:
        began = time.monotonic()
        for number in range(MEMBER.burst + 1):
            it.run(platform.send("zhou", Message(text=f"{number}")))
        assert time.monotonic() - began >= MEMBER.interval / 10
