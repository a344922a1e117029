"""The doctor's look at the account tells what an operator must know."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.platforms.base import Unreachable
from bot.platforms.telegram.examine import Examination, examine
from tests.bot.platforms.telegram_desk import ANN, QUICK, account
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.real import api
from tests.fakes.telegram.server import running_fake


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    with running_fake() as fake:
        yield fake


def test_name_privacy_mode_webhook_and_what_waits_are_told(telegram: FakeTelegram) -> None:
    telegram.add_user(ANN, "Ann")
    telegram.say(ANN, ANN, "漏水")
    found = asyncio.run(examine(account(telegram), QUICK))
    name = "wuye_test_bot"
    assert found == Examination(username=name, privacy_mode=True, webhook="", pending=1, last_error=None)
    telegram.set_privacy(on=False)
    api(telegram, lambda bot: bot.set_webhook("http://127.0.0.1:9/telegram"))
    found = asyncio.run(examine(account(telegram), QUICK))
    assert (found.privacy_mode, found.webhook) == (False, "http://127.0.0.1:9/telegram")


@pytest.mark.parametrize("token", ["700000000:wrong", "nonsense"])
def test_a_refused_token_is_told_without_showing_it(telegram: FakeTelegram, token: str) -> None:
    with pytest.raises(Unreachable) as raised:
        asyncio.run(examine(account(telegram, token=token), QUICK))
    assert token not in str(raised.value)
