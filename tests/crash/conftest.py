from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.platforms.telegram.client import Account
from nlp.reader import Reader
from tests.crash.live import LiveDesk
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.server import running_fake

Opened = Callable[[FakeTelegram], LiveDesk]


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with running_fake() as fake:
        fake.limits(on=False)
        yield fake


@pytest.fixture
def opened(data: Path, reader: Reader) -> Opened:
    """A desk for that Telegram; to be used as a context."""

    def open_(telegram: FakeTelegram) -> LiveDesk:
        account = Account(
            token=telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url
        )
        return LiveDesk(data, account, reader)

    return open_
