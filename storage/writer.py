"""The writer: carries out units of work, by one thread (SQLite) or in lanes by a few (PostgreSQL).

Units of one lane are carried out in the order in which they came. A unit that raises is undone alone. A
future is done only after the commit, so whoever waits may acknowledge.
"""

import zlib
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from sqlalchemy import Engine

from storage.lane import Job, Lane
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

LANES = 4  # PostgreSQL threads; more only wait for the same two cores


class Writer:
    """Carries out units of work; on SQLite the only writer to its file."""

    def __init__(self, engine: Engine) -> None:
        lanes = 1 if engine.dialect.name == "sqlite" else LANES
        self._lanes = [Lane(engine, f"writer-{n}") for n in range(lanes)]

    def submit(self, work: Callable[[UnitOfWork], T], lane: str = "") -> "Future[T]":
        """Carry out `work`; the future gets its result after the commit, or the error that undid it.

        `Unavailable` means that the database could not keep it and that it is worth doing again; any other
        error is the unit's own. On PostgreSQL a unit is carried out again when it met another in a
        deadlock, so what it changes in memory it must give to `UnitOfWork.if_undone`. A future that is
        cancelled in time is not carried out.
        """
        future: Future[T] = Future()
        self._lanes[zlib.crc32(lane.encode()) % len(self._lanes)].put(Job(work, future))
        return future

    def close(self) -> None:
        """Finish what was submitted, then stop; whatever comes later raises Unavailable."""
        for lane in self._lanes:
            lane.close()
        for lane in self._lanes:
            lane.join()
