from datetime import datetime, timedelta, timezone

import pytest

from nlp.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load(["翠湖苑"])


@pytest.fixture
def now() -> datetime:
    """A Saturday evening in Shanghai."""
    return datetime(2026, 11, 21, 19, 0, tzinfo=timezone(timedelta(hours=8)))
