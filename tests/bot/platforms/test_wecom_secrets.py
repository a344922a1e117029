"""What nobody may read stands in no log and no status, whatever goes wrong."""

import logging
from typing import Any

import pytest

from bot.platforms.base import Message, PlatformError
from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.robot import RobotPlatform, RobotSettings
from handlers.incoming import Kind
from tests.bot.platforms.wecom_desk import QUICK, Kept, Live, app, app_settings, live
from tests.fakes.wecom.aibot_socket import BOT, SECRET, running_socket
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.server import running_fake

ROBOT = "robot-key-0123456789"
TROUBLE = (40014, 45009, 60020, "500", "html", "reset")


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def test_no_secret_stands_in_a_log_or_a_status(said: pytest.LogCaptureFixture) -> None:
    with running_fake() as wecom, running_socket() as socket:
        wecom.limits(on=False)
        wecom.settings(tokenless_per_minute=10_000)
        wecom.add_member("zhou", "周婷")
        wecom.add_kf("wk1")
        wecom.add_external("wmChen", "陈")
        wecom.add_robot(ROBOT)
        own = app_settings(wecom)
        settings = KfSettings(account=own.account, keys=own.keys, open_kfids=("wk1",))
        bot = AibotSettings(bot_id=BOT, bot_secret=SECRET, address=socket.address)
        platforms: list[Any] = [
            app(wecom),
            KfPlatform(settings, Kept(), timing=QUICK),
            RobotPlatform(RobotSettings(keys=(ROBOT,), base_url=wecom.url), timing=QUICK),
            AibotPlatform(bot, Kept(), timing=QUICK),
        ]
        with live(*platforms) as it:
            wecom.set_callback(f"{it.base}/wecom/app")
            wait_until(lambda: socket.subscribed, what="the subscription")
            _everything_goes_wrong(wecom, it, platforms)
            shown = (
                said.text
                + "".join(f"{one.status()} {one!r}" for one in platforms)
                + repr((own, settings, bot))
            )
        keys = wecom.credentials()
        tokens = {str(call["params"].get("access_token")) for call in wecom.calls()} - {"None", ""}
    for secret in (keys["secret"], keys["token"], keys["aes_key"], ROBOT, SECRET, *tokens):
        assert secret not in shown


def _everything_goes_wrong(wecom: FakeWecom, it: Live, platforms: list[Any]) -> None:
    chats = dict(zip(platforms, ("zhou", "wk1:wmChen", "1", "zhou"), strict=True))
    for how in TROUBLE:
        wecom.fail_next("*", how, times=2, **({"seconds": 0.1} if how == "hang" else {}))
        for platform, chat in chats.items():
            try:
                it.run(platform.send(chat, Message(text="在吗")))
            except PlatformError as error:
                logging.getLogger("test").warning("%s %r", error, error)
        wecom.clear_faults()
    for spoil in ("signature", "token", "key", "ciphertext"):
        wecom.post("<xml><MsgType>text</MsgType></xml>", spoil=spoil)
    wecom.post("<xml><MsgType>text</MsgType></xml>")
    it.desk.failures = 1
    wecom.say("zhou", "在吗")
    it.desk.wait(1, Kind.MESSAGE)
