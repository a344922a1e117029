import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.server import running_fake as running_telegram
from tests.fakes.terminal import call
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.server import running_fake as running_wecom


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory as `init` leaves it; only to be copied."""
    data = tmp_path_factory.mktemp("begun") / "data"
    assert call("init", "--data", data).exit_code == 0
    return data


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> Path:
    """The data directory of a desk that was begun just now."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="session")
def one_telegram() -> Iterator[FakeTelegram]:
    with running_telegram() as fake:
        yield fake


@pytest.fixture
def telegram(one_telegram: FakeTelegram) -> FakeTelegram:
    """A fake Telegram with nobody in it yet; all tests share its server."""
    one_telegram.reset()
    return one_telegram


@pytest.fixture(scope="session")
def one_wecom() -> Iterator[FakeWecom]:
    with running_wecom() as fake:
        yield fake


@pytest.fixture
def wecom(one_wecom: FakeWecom) -> FakeWecom:
    """A fake WeCom with nobody in it yet; all tests share its server."""
    one_wecom.reset()
    return one_wecom
