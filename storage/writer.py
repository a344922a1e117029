"""The writer: units of work, committed in groups by one thread (SQLite) or in lanes by a few (PostgreSQL).

Units of one lane are carried out in the order in which they came. A unit that raises is undone alone; the
others of its group stand. A future is done only after the commit, so whoever waits may acknowledge.
"""

import queue
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
Work = Callable[[UnitOfWork], Any]
_Job = tuple[Work, "Future[Any]"]

GROUP = 32  # units in one commit at most: beyond it a commit's cost no longer matters
LANES = 4  # PostgreSQL threads; more only wait for the same two cores


class Writer:
    """Carries out units of work; the only writer of its process."""

    def __init__(self, engine: Engine) -> None:
        lanes = 1 if engine.dialect.name == "sqlite" else LANES
        self._engine = engine
        self._queues: list[queue.SimpleQueue[_Job | None]] = [queue.SimpleQueue() for _ in range(lanes)]
        self._threads = [
            threading.Thread(target=self._run, args=(jobs,), name=f"writer-{n}", daemon=True)
            for n, jobs in enumerate(self._queues)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[UnitOfWork], T], lane: str = "") -> "Future[T]":
        """Carry out `work`; the future gets its result after the commit, or the error that undid it."""
        future: Future[T] = Future()
        self._queues[zlib.crc32(lane.encode()) % len(self._queues)].put((work, future))
        return future

    def close(self) -> None:
        """Finish what was submitted, then stop."""
        for jobs in self._queues:
            jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self, jobs: "queue.SimpleQueue[_Job | None]") -> None:
        while (group := _take(jobs)) is not None:
            self._commit(group)

    def _commit(self, group: list[_Job]) -> None:
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._engine.begin() as connection:
                for work, future in group:
                    outcomes.append((future, *_attempt(connection, work)))
        except Exception as error:  # noqa: BLE001  # disk full, locked, connection lost: all who wait are told
            for _work, future in group:
                future.set_exception(error)
            return
        for future, result, failure in outcomes:
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)


def _take(jobs: "queue.SimpleQueue[_Job | None]") -> list[_Job] | None:
    """What waits now, up to a group; None when the writer is closed."""
    first = jobs.get()
    if first is None:
        return None
    group = [first]
    while len(group) < GROUP and not jobs.empty():
        job = jobs.get()
        if job is None:
            jobs.put(None)  # close after this group
            break
        group.append(job)
    return group


def _attempt(connection: Connection, work: Work) -> tuple[Any, BaseException | None]:
    connection.exec_driver_sql("SAVEPOINT unit")
    try:
        result = work(UnitOfWork(connection))
    except Exception as error:  # noqa: BLE001  # it is raised again where the future is awaited
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT unit")
        return None, error
    connection.exec_driver_sql("RELEASE SAVEPOINT unit")
    return result, None
