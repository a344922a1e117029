"""A card's task_id: 42014 is said of one that was used and of one that is wrong; only the first is there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.platforms.base import Message, Refused, Shown, Unreachable
from bot.platforms.wecom.platform import WecomPlatform
from tests.bot.platforms.wecom_desk import Live, app, live
from tests.fakes.wecom.client import FakeWecom

CARD = Message(text="#1 漏水", buttons=((Shown(key="accept:1", label="接单"),),), name="17-abc")


@pytest.fixture
def platform(wecom: FakeWecom) -> WecomPlatform:
    return app(wecom)


@pytest.fixture
def it(platform: WecomPlatform) -> Iterator[Live]:
    with live(platform) as running:
        yield running


def test_a_card_refused_at_its_first_try_counts_as_not_delivered(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    wecom.fail_next("message/send", 42014)
    with pytest.raises(Refused):
        it.run(platform.send("zhou", CARD))
    assert wecom.messages_to("zhou") == []


def test_a_card_that_may_have_been_sent_before_is_there_and_does_not_come_twice(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    wecom.fail_next("message/send", "reset-after-apply")
    with pytest.raises(Unreachable):
        it.run(platform.send("zhou", CARD))
    assert it.run(platform.send("zhou", replace(CARD, tried=True))) == "17-abc"
    assert len(wecom.cards("zhou")) == 1
