"""What a recurring job counts is counted beside the writer; the writer only writes it down."""

from datetime import UTC, datetime

import pytest

from bot import sample
from bot.app import Store, open_store
from bot.book import load_book
from handlers import daily, remedies
from tests.handlers.test_two_processes import tools_of

FIRST = datetime(2026, 12, 1, 1, 6, tzinfo=UTC)  # 9:06 there


@pytest.fixture
def store(sqlite_url: str) -> Store:
    store = open_store(sqlite_url)
    store.writer.submit(lambda uow: sample.seed(uow, "web")).result()
    store.writer.submit(lambda uow: uow.timers.arm(1, "remedies", FIRST)).result()
    return store


def test_S0_42_the_writer_does_not_count_what_was_counted_for_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S0-42: an intake does not wait while two months are counted; the mark says that it was done, once."""
    with store.reading() as uow:
        prepared = daily.prepare(uow, load_book(), FIRST)
    assert list(prepared) == [(1, "remedies")]

    def never(*_: object, **__: object) -> None:
        raise AssertionError("counted in the writer")

    monkeypatch.setattr(remedies, "span_of", never)
    fired = store.writer.submit(lambda uow: daily.fire(tools_of(uow), FIRST, prepared)).result()
    assert fired == 1
    marked = store.writer.submit(lambda uow: uow.seen.mark("remedies-told 1")).result()
    assert marked == "2026-11"
    again = store.writer.submit(lambda uow: daily.fire(tools_of(uow), FIRST, prepared)).result()
    assert again == 0
    store.writer.close()
