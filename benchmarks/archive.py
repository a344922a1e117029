"""The archive of a month of 10,000, 100,000 and 300,000 tickets, with fifteen journal entries each.

    python -m benchmarks.archive [tickets …]

The databases of benchmarks.figures; each archived in a process of its own on SQLite, beside the writer.
"""

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import ENTRIES, SIZES, fill
from bot.archiving.archivist import voice_of
from bot.archiving.making import Order, make
from bot.texts.render import Texts
from desk.figures.period import Period
from handlers.figures import month_of
from storage import schema
from storage.engine import open_engine


def measure(file: Path) -> None:
    """Count and archive the month; print seconds, and the megabytes of memory and of files."""
    engine = open_engine(f"sqlite:///{file}")
    texts, now = Texts.load(), datetime(2026, 11, 1, 1, 7, tzinfo=UTC)
    gc.freeze()  # as `archive` does
    began = time.perf_counter()
    with schema.reading(engine) as uow:
        site = uow.sites.all()[0]
        month = month_of(uow, site, Period(2026, 10), now)
        counted, busy = time.perf_counter(), time.process_time()
        order = Order(month=month, media=file.parent / "media", out=file.parent / "archives")
        run = make(uow, order, voice_of(uow, site, texts, "zh_CN", now))
    done, busy = time.perf_counter(), time.process_time() - busy
    files = sum(one.stat().st_size for one in (order.out / run.folder).iterdir()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = {"counted": counted - began, "written": done - counted, "busy": busy}
    print(json.dumps({**times, "mb": peak, "files": files, "n": run.tickets}))


def main(sizes: list[int]) -> None:
    """One line a size, with the growth of processor time over the growth of tickets."""
    print(f"{'tickets':>9} {'entries':>10} {'count s':>8} {'write s':>8} {'cpu s':>6}", end=" ")
    print(f"{'MB':>6} {'files':>6} {'ratio':>6}")
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as home:
            file = Path(home) / "desk.db"
            fill(file, size)
            command = [sys.executable, "-m", "benchmarks.archive", "--measure", str(file)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603
        assert found["n"] == size
        growth = (found["busy"] / before[1]) / (size / before[0]) if before else 1.0
        line = f"{size:>9,} {size * ENTRIES:>10,} {found['counted']:>8.2f} {found['written']:>8.2f}"
        rest = f"{found['busy']:>6.2f} {found['mb']:>6.0f} {found['files']:>6.0f} {growth:>6.2f}"
        print(f"{line} {rest}", flush=True)
        before = (size, found["busy"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
