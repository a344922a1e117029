"""微信客服: an entry unlike WeCom's is set aside as it came, and blocks nothing behind it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.kf_pulling import sent_at
from handlers.incoming import Kind
from tests.bot.platforms.wecom_desk import QUICK, Kept, Live, app_settings, live
from tests.fakes.wecom.client import FakeWecom


@pytest.fixture
def it(wecom: FakeWecom) -> Iterator[Live]:
    wecom.add_kf("wk1")
    wecom.add_external("wmChen", "陈")
    wecom.settings(tokenless_per_minute=1000)
    app = app_settings(wecom)
    assert app.keys
    settings = KfSettings(account=app.account, keys=app.keys, open_kfids=("wk1",))
    platform = KfPlatform(settings, Kept(), timing=QUICK)
    with live(platform) as running:
        wecom.set_callback(f"{running.base}/wecom/kf")
        yield running


ODD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("msg_send_fail", {"fail_msgid": "m1", "fail_type": 4}),
    ("msg_send_fail", {"fail_msgid": "m1", "fail_type": "late", "external_userid": "wmChen"}),
    ("msg_send_fail", {"fail_msgid": "m1", "fail_type": [4], "external_userid": "wmChen"}),
    ("session_status_change", {"change_type": 3}),
    ("session_status_change", {"change_type": 3, "external_userid": 7}),
    ("session_status_change", {"change_type": [], "external_userid": "wmChen"}),
)


@pytest.mark.parametrize(("event", "fields"), ODD)
def test_an_odd_event_is_set_aside_as_it_came_and_what_follows_is_heard(
    wecom: FakeWecom, it: Live, event: str, fields: dict[str, Any]
) -> None:
    wecom.kf_event(event, fields)
    wecom.kf_say("wmChen", "漏水")
    assert [one.text for one in it.desk.wait()] == ["漏水"]
    (broken,) = it.desk.wait(1, Kind.BROKEN)
    assert json.loads(broken.raw)["event"] == {"event_type": event, "open_kfid": "wk1", **fields}


@pytest.mark.parametrize("odd", ["soon", None, [], 10**40, -1, 1.5])
def test_what_does_not_say_rightly_when_it_was_sent_was_sent_now(odd: Any) -> None:
    assert sent_at({"send_time": odd}) > 1_700_000_000
