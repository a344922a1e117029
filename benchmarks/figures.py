"""The month's card from 10,000, 100,000 and 300,000 tickets, with fifteen journal entries each.

    python -m benchmarks.figures [tickets …]

All of them in one month, which is the worst case; each measured in a process of its own on SQLite.
"""

import gc
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import sample
from bot.app import open_store
from bot.monthly import drawn, names_in, written
from bot.texts.render import Texts
from desk.figures.period import Period
from handlers.figures import month_of
from storage import schema
from storage.engine import open_engine

SIZES = (10_000, 100_000, 300_000)
ENTRIES = 15
_FIRST = datetime(2026, 9, 30, 16, tzinfo=UTC)
_KINDS = (
    *"registered dispatched accepted contacted arrived note photographed joined added".split(),
    *"waiting resumed finished confirmed rated revisited".split(),
)
_CLOCKS = {"respond": 60, "dispatch": 10, "accept": 30, "first_contact": 30, "resolve": 2880, "revisit": 1440}
_TOPICS = "电梯 渗漏 照明 门禁 噪音 停车 保洁 物业费".split()
_CATEGORIES = ("facilities", "service", "fees")


def fill(file: Path, tickets: int) -> None:
    """A database with that many tickets in October."""
    store = open_store(f"sqlite:///{file}")
    store.writer.submit(lambda uow: sample.seed(uow, "web")).result()
    store.writer.close()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    columns = [row[1] for row in connection.execute("PRAGMA table_info(ticket)")]
    marks = ",".join("?" * len(columns))
    rng = random.Random(1)  # noqa: S311  # for a measurement, not for secrets
    connection.executemany(f"INSERT INTO ticket VALUES ({marks})", _tickets(columns, tickets, rng))
    connection.executemany(
        "INSERT INTO reporter VALUES (?, ?, 0)", ((n, 1 + n % 11) for n in range(1, tickets + 1))
    )
    connection.executemany(
        "INSERT INTO clock (ticket_id, kind, started_at, due_at, rule, met_at, step) VALUES (?,?,?,?,'',?,0)",
        _clocks(tickets, rng),
    )
    connection.executemany(
        "INSERT INTO entry (ticket_id, at, kind, actor_id, audience, facts) VALUES (?, ?, ?, 12, 'staff', ?)",
        _entries(tickets),
    )
    connection.execute("COMMIT")
    connection.close()


def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")[:26]


def _opened(number: int, tickets: int) -> datetime:
    return _FIRST + timedelta(days=31) * (number / (tickets + 2))


def _tickets(columns: list[str], tickets: int, rng: random.Random) -> Iterator[list[object]]:
    plain: dict[str, object] = dict.fromkeys(columns)
    plain |= {"site_id": 1, "status": "closed", "text": "3栋2单元电梯坏了", "class": 3, "urgency": "normal"}
    plain |= {"kind": "repair", "because": "[]", "confidence": 0.9, "source": "room", "round": 1}
    plain |= dict.fromkeys(("helpers", "followers", "accused"), "[]")
    plain |= {"standard": "s0", "anonymous": 0, "attitude": 5, "outcome": 4, "reporter_id": 1}
    for number in range(1, tickets + 1):
        topic = rng.choice(_TOPICS)
        own = {"id": number, "number": number, "opened_at": _text(_opened(number, tickets)), "topic": topic}
        own |= {"keywords": json.dumps([topic, "坏了"], ensure_ascii=False), "owner_id": 12 + number % 6}
        own |= {"building": str(1 + number % 10), "category": rng.choice(_CATEGORIES)}
        yield list((plain | own).values())


def _clocks(tickets: int, rng: random.Random) -> Iterator[tuple[object, ...]]:
    for number in range(1, tickets + 1):
        began = _opened(number, tickets)
        for kind, minutes in _CLOCKS.items():
            due = began + timedelta(minutes=minutes)
            met = began + timedelta(minutes=minutes * rng.uniform(0.2, 1.1))
            yield number, kind, _text(began), _text(due), _text(met)


def _entries(tickets: int) -> Iterator[tuple[object, ...]]:
    facts = json.dumps({"words": "已联系业主，下午带配件上门处理，请在家等候"}, ensure_ascii=False)
    for place, kind in enumerate(_KINDS):  # in the order of time: a ticket's entries lie far apart
        for number in range(1, tickets + 1):
            yield number, _text(_opened(number, tickets) + timedelta(hours=place)), kind, facts


def measure(file: Path) -> None:
    """Count, write and draw the month; print seconds and the most memory that was taken."""
    engine = open_engine(f"sqlite:///{file}")
    texts, now = Texts.load(), datetime(2026, 11, 1, 1, 7, tzinfo=UTC)
    gc.freeze()  # as `report` does, and the running desk
    began, busy = time.perf_counter(), time.process_time()
    with schema.reading(engine) as uow:
        site = uow.sites.all()[0]
        month = month_of(uow, site, Period(2026, 10), now)
        text = written(month, site, texts, "zh_CN", names_in(uow, month))
    counted, busy = time.perf_counter(), time.process_time() - busy
    pictures = drawn(month, site, texts, "zh_CN")
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert text
    assert pictures
    times = {"counted": counted - began, "busy": busy, "drawn": done - counted}
    print(json.dumps({**times, "mb": peak, "total": month.total}))


def main(sizes: list[int]) -> None:
    """One line a size, with the growth of processor time over the growth of tickets."""
    print(f"{'tickets':>9} {'entries':>10} {'count s':>8} {'cpu s':>6} {'draw s':>7} {'MB':>6} {'ratio':>6}")
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as home:
            file = Path(home) / "desk.db"
            fill(file, size)
            command = [sys.executable, "-m", "benchmarks.figures", "--measure", str(file)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603
        assert found["total"] == size
        growth = (found["busy"] / before[1]) / (size / before[0]) if before else 1.0
        line = f"{size:>9,} {size * ENTRIES:>10,} {found['counted']:>8.2f} {found['busy']:>6.2f}"
        print(f"{line} {found['drawn']:>7.2f} {found['mb']:>6.0f} {growth:>6.2f}", flush=True)
        before = (size, found["busy"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
