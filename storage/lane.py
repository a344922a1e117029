"""One thread that carries out units of work in order, on one connection.

SQLite: units that wait are committed together, each inside a savepoint, since one commit costs as much as
dozens of units. PostgreSQL groups the commits of its sessions itself, so there each unit is a transaction:
no savepoints, and no lock is held longer than its own unit.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from storage.errors import Trouble, Unavailable, transient, translated
from storage.unit_of_work import UnitOfWork

GROUP = 32  # SQLite units in one commit at most: beyond it a commit's cost no longer matters
PAUSE = 0.02  # seconds before another try, so that whoever was in the way gets through first
TRIES = 3  # of a unit that met another in a deadlock or found its connection dead


@dataclass(frozen=True, slots=True)
class Job:
    """A unit and who waits for it."""

    work: Callable[[UnitOfWork], Any]
    future: "Future[Any]"


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a job, should its group be committed."""

    job: Job
    uow: UnitOfWork
    result: Any = None
    failure: BaseException | None = None

    def tell(self) -> None:
        if self.failure is None:
            self.job.future.set_result(self.result)
        else:
            self.job.future.set_exception(self.failure)


class Lane:
    """Carries out what is put, until it is closed."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._grouping = engine.dialect.name == "sqlite"
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        """Carry it out after what was put before; raises Unavailable once closed."""
        with self._closing:  # nothing may come to stand behind the end mark, where nobody would do it
            if self._closed:
                raise Unavailable(Trouble.CLOSED)
            self._jobs.put(job)

    def close(self) -> None:
        """Take nothing more."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)

    def join(self) -> None:
        """Wait until everything has been carried out."""
        self._thread.join()

    def _run(self) -> None:
        while group := self._take():
            wanted = [job for job in group if job.future.set_running_or_notify_cancel()]
            for tried in range(1, TRIES + 1):
                if not wanted or self._committed(wanted, last=tried == TRIES):
                    break
        self._disconnect()

    def _take(self) -> list[Job]:
        """What waits now, up to a group; nothing when the lane was closed."""
        group: list[Job] = []
        while job := self._jobs.get():
            group.append(job)
            if not self._grouping or len(group) == GROUP or self._jobs.empty():
                return group
        self._jobs.put(None)  # the end mark, to be found again after this group
        return group

    def _committed(self, group: list[Job], *, last: bool) -> bool:
        """Carry the jobs out and tell who waits; False: worth another try at once."""
        done: list[_Done] = []
        try:
            connection = self._connected()
            with connection.begin():
                for job in group:
                    done.append(self._carried_out(connection, job))  # noqa: PERF401  # known one by one, to be undone
        except BaseException as error:  # noqa: BLE001  # disk full, locked, connection lost: all who wait are told
            for one in reversed(done):
                _undo(one.uow, error)
            return self._gave_up(group, error, last=last)
        for one in done:
            one.tell()
        return True

    def _carried_out(self, connection: Connection, job: Job) -> _Done:
        uow = UnitOfWork(connection)
        try:
            if self._grouping:
                return _in_savepoint(connection, job, uow)
            return _Done(job, uow, job.work(uow))
        except BaseException as error:
            _undo(uow, error)
            raise

    def _gave_up(self, group: list[Job], error: BaseException, *, last: bool) -> bool:
        told = translated(error)
        if isinstance(told, Unavailable):
            self._disconnect()
        if transient(error) and not last:
            time.sleep(PAUSE)
            return False
        for job in group:
            job.future.set_exception(told)
        return True

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()


def _in_savepoint(connection: Connection, job: Job, uow: UnitOfWork) -> _Done:
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT unit")
    try:
        result = job.work(uow)
    except BaseException as error:  # it is raised again where the future is awaited
        if not driver.in_transaction:
            raise  # a full or failing disk undid the whole group
        driver.execute("ROLLBACK TO unit")
        driver.execute("RELEASE unit")
        _undo(uow, error)
        return _Done(job, uow, failure=translated(error))
    driver.execute("RELEASE unit")
    return _Done(job, uow, result)


def _undo(uow: UnitOfWork, error: BaseException) -> None:
    try:
        uow.undone()
    except Exception as another:  # noqa: BLE001  # the thread goes on; whoever waits reads of both
        error.add_note(f"and undoing what it changed in memory: {another!r}")
