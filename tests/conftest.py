"""What every test may ask for."""

import gc
import os
import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.cli.reader import reader as shipped
from nlp.reader import Reader
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.server import running_fake as running_telegram
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.server import running_fake as running_wecom
from tests.storage_fixtures import *  # noqa: F403  # fixtures are found by being here

HERE = Path(__file__).parent

# Promises hold on a busy machine too: no example is measured by the clock. Speed is for benchmarks/.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# The garbage of a test is its own: what was imported and collected stays, and is not looked through for it
# again and again (a sixth of all the work, measured).
gc.disable()

# httpcore asks for it at every request; pytest looks for it in every place, each time in vain.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]


def pytest_configure(config: pytest.Config) -> None:
    """Each worker begins with a directory of its own: the others are rewritten when it comes to them."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        parts = sorted({str(HERE / file.relative_to(HERE).parts[0]) for file in _files()})
        first = len(parts) * int(worker.removeprefix("gw")) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        config.args[:] = parts[first:] + parts[:first]


def _files() -> list[Path]:
    return sorted(HERE.rglob("test_*.py"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    collected = yield
    gc.freeze()
    gc.enable()
    return collected


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits longest begins first, the browser beside it: nobody waits for them at the end."""
    kinds: dict[str, list[pytest.Item]] = {"crash": [], "web_page": [], "": []}
    places = {file: place for place, file in enumerate(_files())}
    for item in sorted(items, key=lambda item: places[item.path]):
        kinds[next(kind for kind in kinds if kind in (*item.path.parts, ""))].append(item)
    share = len(items) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    begin = kinds["crash"] + kinds[""]
    items[:] = begin[:share] + kinds["web_page"] + begin[share:]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader as it is shipped."""
    return shipped()


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
