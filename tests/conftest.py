"""What every test may ask for."""

import pytest
from hypothesis import HealthCheck, settings

from bot.cli.reader import reader as shipped
from nlp.reader import Reader
from tests.storage_fixtures import *  # noqa: F403  # fixtures are found by being here

# Promises hold on a busy machine too: no example is measured by the clock. Speed is for benchmarks/.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits longest begins first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: "crash" not in item.path.parts)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader as it is shipped."""
    return shipped()
