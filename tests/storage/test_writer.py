"""The writer: order, groups, undoing, closing, many threads; on both databases."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, text

from storage.errors import Trouble, Unavailable
from storage.schema import reading
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.serving import PATIENCE
from tests.storage.builders import NOW, a_person, a_site, a_ticket


class OddError(Exception):
    """A unit's own error."""


@contextmanager
def held_up(writer: Writer, lane: str = "") -> Iterator[None]:
    """The lane waits; what is submitted meanwhile stands in the queue."""
    go, waiting = threading.Event(), threading.Event()

    def wait(_uow: UnitOfWork) -> None:
        waiting.set()
        go.wait(PATIENCE)

    future = writer.submit(wait, lane)
    waiting.wait(PATIENCE)
    yield
    go.set()
    future.result(PATIENCE)


def _keep(name: str) -> Callable[[UnitOfWork], None]:
    return lambda uow: uow.seen.set_mark(name, name)


def _kept(database: Engine, name: str) -> str | None:
    with reading(database) as uow:
        return uow.seen.mark(name)


def test_a_future_is_done_only_after_the_commit(writer: Writer, database: Engine) -> None:
    seen_by_others: list[str | None] = []
    future = writer.submit(_keep("a"))
    future.add_done_callback(lambda _future: seen_by_others.append(_kept(database, "a")))
    future.result(PATIENCE)
    writer.close()
    assert seen_by_others == ["a"]


def test_units_of_one_lane_are_carried_out_in_the_order_in_which_they_came(writer: Writer) -> None:
    done: list[int] = []
    for n in range(300):
        writer.submit(lambda _uow, n=n: done.append(n), "room")  # type: ignore[misc]
    writer.submit(lambda _uow: None, "room").result(PATIENCE)
    assert done == list(range(300))


def test_units_that_wait_are_committed_together_on_sqlite(
    sqlite_url: str, opened: Callable[[str], Engine]
) -> None:
    engine = opened(sqlite_url)
    commits: list[object] = []
    event.listen(engine, "commit", commits.append)
    writer = Writer(engine)
    with held_up(writer):
        futures = [writer.submit(_keep(f"m{n}")) for n in range(64)]
    for future in futures:
        future.result(PATIENCE)
    writer.close()
    assert len(commits) == 3  # the one that held up, and two groups of 32


def test_a_unit_that_raises_is_undone_alone(writer: Writer, database: Engine) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.seen.set_mark("bad", "bad")
        raise OddError

    with held_up(writer):
        before, bad, after = writer.submit(_keep("a")), writer.submit(fail), writer.submit(_keep("b"))
    before.result(PATIENCE)
    after.result(PATIENCE)
    with pytest.raises(OddError):
        bad.result(PATIENCE)
    assert (_kept(database, "a"), _kept(database, "bad"), _kept(database, "b")) == ("a", None, "b")


def test_a_unit_that_the_database_refuses_is_undone_alone(writer: Writer, database: Engine) -> None:
    """A broken constraint is the unit's own fault: no Unavailable, so nobody tries it for ever."""

    def twice(uow: UnitOfWork) -> None:
        uow.seen.set_mark("bad", "bad")
        a_site(uow)
        a_site(uow)

    with held_up(writer):
        bad, after = writer.submit(twice), writer.submit(_keep("b"))
    after.result(PATIENCE)
    error = bad.exception(10)
    assert error is not None
    assert not isinstance(error, Unavailable)
    assert (_kept(database, "bad"), _kept(database, "b")) == (None, "b")


def test_what_a_failed_unit_changed_in_memory_is_put_back_last_change_first(writer: Writer) -> None:
    memory: list[str] = []

    def fail(uow: UnitOfWork) -> None:
        uow.if_undone(lambda: memory.append("first"))
        uow.if_undone(lambda: memory.append("second"))
        raise OddError

    def stand(uow: UnitOfWork) -> None:
        uow.if_undone(lambda: memory.append("never"))

    writer.submit(stand).result(PATIENCE)
    with pytest.raises(OddError):
        writer.submit(fail).result(PATIENCE)
    assert memory == ["second", "first"]


def test_an_undoing_that_fails_is_told_beside_the_error_and_the_lane_goes_on(writer: Writer) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.if_undone(lambda: {}["nothing"])
        raise OddError

    error = writer.submit(fail).exception(10)
    assert "KeyError" in "".join(getattr(error, "__notes__", []))
    writer.submit(_keep("a")).result(PATIENCE)


def test_an_error_of_any_kind_reaches_who_waits_and_the_lane_goes_on(writer: Writer) -> None:
    def leave(_uow: UnitOfWork) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        writer.submit(leave).result(PATIENCE)
    writer.submit(_keep("a")).result(PATIENCE)


def test_a_future_cancelled_in_time_is_not_carried_out(writer: Writer, database: Engine) -> None:
    with held_up(writer):
        cancelled = writer.submit(_keep("a"))
        assert cancelled.cancel()
        after = writer.submit(_keep("b"))
    after.result(PATIENCE)
    assert (_kept(database, "a"), _kept(database, "b")) == (None, "b")


def test_closing_finishes_what_was_submitted(writer: Writer, database: Engine) -> None:
    with held_up(writer):
        futures = [writer.submit(_keep(f"m{n}")) for n in range(100)]
        closing = threading.Thread(target=writer.close)
        closing.start()
    closing.join(PATIENCE)
    assert all(future.done() and future.exception() is None for future in futures)
    assert _kept(database, "m99") == "m99"


def test_a_closed_writer_takes_nothing_more_and_may_be_closed_again(writer: Writer) -> None:
    writer.close()
    writer.close()
    with pytest.raises(Unavailable) as refused:
        writer.submit(_keep("a"))
    assert refused.value.trouble is Trouble.CLOSED


def test_many_threads_submit_at_once_and_nothing_is_lost(writer: Writer, database: Engine) -> None:
    def submit(thread: int, futures: list[Future[bool]]) -> None:
        for n in range(50):
            update = f"{thread}-{n}"
            work = lambda uow, update=update: uow.seen.first_time("web", update, NOW)  # noqa: E731
            futures.append(writer.submit(work, f"room {thread}"))

    futures: list[Future[bool]] = []
    threads = [threading.Thread(target=submit, args=(n, futures)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(future.result(PATIENCE) for future in futures)
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM seen")).scalar() == 400


def test_numbers_have_no_gaps_whoever_fails_and_however_many_write(
    writer: Writer, database: Engine, opened: Callable[[str], Engine], database_url: str
) -> None:
    """Two writers, as of two processes, and every third unit failing after it took its number."""
    other = Writer(opened(database_url))
    site, person = writer.submit(lambda uow: (site := a_site(uow), a_person(uow, site))).result(PATIENCE)

    def create(uow: UnitOfWork, n: int) -> None:
        a_ticket(uow, site, person)
        if n % 3 == 0:
            raise OddError

    futures = [
        (writer, other)[n % 2].submit(lambda uow, n=n: create(uow, n), f"lane {n}")  # type: ignore[misc]
        for n in range(60)
    ]
    assert sum(future.exception(20) is None for future in futures) == 40
    other.close()
    with reading(database) as uow:
        assert sorted(ticket.number for ticket in uow.tickets.of(site.id)) == list(range(1, 41))


def test_each_site_has_a_series_of_its_own(writer: Writer) -> None:
    def number(uow: UnitOfWork) -> list[int]:
        sites = [a_site(uow, name) for name in ("阳光花园", "翠湖")]
        return [a_ticket(uow, site, a_person(uow, site)).number for site in sites]

    assert writer.submit(number).result(PATIENCE) == [1, 1]


def test_reading_sees_one_moment_beside_the_writer(writer: Writer, database: Engine) -> None:
    writer.submit(_keep("a")).result(PATIENCE)
    with reading(database) as uow:
        assert uow.seen.mark("a") == "a"
        writer.submit(_keep("b")).result(PATIENCE)  # the reader holds nobody up
        assert uow.seen.mark("b") is None
    assert _kept(database, "b") == "b"


def test_reading_cannot_change_anything(database: Engine, writer: Writer) -> None:
    with pytest.raises(Unavailable) as told, reading(database) as uow:
        uow.seen.set_mark("a", "a")
    assert told.value.trouble is Trouble.READ_ONLY
    writer.submit(_keep("b")).result(PATIENCE)
    assert (_kept(database, "a"), _kept(database, "b")) == (None, "b")


def test_reading_a_ticket_holds_nobody_up(writer: Writer, database: Engine) -> None:
    site, person = writer.submit(lambda uow: (site := a_site(uow), a_person(uow, site))).result(PATIENCE)
    ticket = writer.submit(lambda uow: a_ticket(uow, site, person)).result(PATIENCE)
    with reading(database) as uow:
        assert uow.tickets.get(ticket.id) == ticket
        started = time.monotonic()
        writer.submit(lambda uow: uow.tickets.get(ticket.id)).result(PATIENCE)
        assert time.monotonic() - started < 2
