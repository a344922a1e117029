"""An emergency on WeCom: the resident on 微信客服, the alarm and the checklist as cards of the app."""

import pytest

from tests.journeys.test_emergencies import LIFT
from tests.journeys.test_wecom import card, tap, told
from tests.journeys.wecom_desk import MANAGER, RESIDENT, WecomDesk


@pytest.fixture
def desk(on_wecom: WecomDesk) -> WecomDesk:
    return on_wecom


def test_S0_17_an_emergency_on_wecom_is_answered_and_ticked_off_on_cards(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LIFT)
    assert told(desk, "靠壁站稳", "120")
    tap(desk, MANAGER, "收到", "重要")
    words = "\n".join(one.text for one in desk.wecom.messages_to(MANAGER))
    assert "用对讲或隔门" in words, "the whole checklist can be read"
    assert "电梯停用，维保查好" in words
    for label in ("✓ 1", "✓ 2", "✓ 3", "✓ 5"):
        tap(desk, MANAGER, label, "电梯困人")
    tap(desk, MANAGER, "解除", "电梯困人")
    assert told(desk, "电梯困人", "解除")
    assert card(desk, MANAGER, "人和家里都好吗")
