"""The month's card from 10,000, 100,000 and 300,000 tickets, with fifteen journal entries each.

    python -m benchmarks.figures [tickets …]

All of them in one month, which is the worst case; each measured in a process of its own on SQLite.
"""

import gc
import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._months import grown
from bot.monthly import drawn, names_in, written
from bot.texts.render import Texts
from desk.figures.period import Period
from handlers.figures import month_of
from storage import schema
from storage.engine import open_engine


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
    counted, counting = time.perf_counter(), time.process_time()
    pictures = drawn(month, site, texts, "zh_CN")
    done, ended = time.perf_counter(), time.process_time()
    assert text
    assert pictures
    times = {"count s": counted - began, "draw s": done - counted, "count cpu": counting - busy}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tickets": month.total, **times, "cpu s": ended - busy, "MB": peak}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        grown("benchmarks.figures")
