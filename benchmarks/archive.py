"""The archive of a month of 10,000, 100,000 and 300,000 tickets, with fifteen journal entries each.

    python -m benchmarks.archive [tickets …]

The databases of benchmarks.figures; each archived in a process of its own on SQLite, beside the writer.
"""

import gc
import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

_OURS, _OTHERS = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


def measure(file: Path) -> None:
    """Count and archive the month; print seconds, and the megabytes of memory and of files."""
    # The process beside reads this file too: like `wuyebot`, it loads what it needs when it needs it.
    from bot.archiving.making import Order, make  # noqa: PLC0415
    from bot.archiving.voice import voice_of  # noqa: PLC0415
    from bot.texts.render import Texts  # noqa: PLC0415
    from desk.figures.period import Period  # noqa: PLC0415
    from storage import schema  # noqa: PLC0415
    from storage.engine import open_engine  # noqa: PLC0415

    url = f"sqlite:///{file}"
    engine = open_engine(url)
    texts, now = Texts.load(), datetime(2026, 11, 1, 1, 7, tzinfo=UTC)
    gc.freeze()  # as `archive` does
    order = Order(period=Period(2026, 10), media=file.parent / "media", out=file.parent / "archives", url=url)
    began, busy = time.perf_counter(), _cpu(_OURS)
    with schema.reading(engine) as uow:
        site = uow.sites.all()[0]
        run, _ = make(uow, order, voice_of(uow, site, texts, "zh_CN", now))
    wall, busy, beside = time.perf_counter() - began, _cpu(_OURS) - busy, _cpu(_OTHERS)
    files = sum(one.stat().st_size for one in (order.out / run.folder).iterdir()) / 1e6
    peak = sum(resource.getrusage(who).ru_maxrss for who in (_OURS, _OTHERS)) / 1024
    times = {"wall s": wall, "cpu s": busy + beside, "of it two": beside}
    print(json.dumps({"tickets": run.tickets, **times, "MB": peak, "files MB": files}))


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        from benchmarks._months import grown

        grown("benchmarks.archive")
