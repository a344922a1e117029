"""Starting: how long until `wuyebot run` serves, what it then holds, and what its libraries cost alone.

python benchmarks/startup.py [--times N]
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = str(Path(__file__).resolve().parents[1])
if sys.path[0] != ROOT:
    sys.path[0] = ROOT  # run as a file

import httpx  # noqa: E402  # after the path is set
import psutil  # noqa: E402

from tests.crash.process import DeskProcess  # noqa: E402
from tests.crash.town import Town, settle_in  # noqa: E402
from tests.fakes.telegram.client import FakeTelegram, spawned_fake  # noqa: E402

IDLE = 5.0  # seconds after which the memory is read
SECONDS, MEGABYTES = 1.5, 180  # the goals

_LIBRARIES = (
    "import telegram.ext, sqlmodel, alembic, apscheduler.schedulers.asyncio, starlette, uvicorn, httpx"
)
_SEGMENTER = "import jieba; jieba.setLogLevel(60); jieba.initialize()"
_PROBE = "import os; print(int(open('/proc/self/statm').read().split()[1]) * os.sysconf('SC_PAGE_SIZE'))"
FLOORS = {
    "python alone": "",
    "libraries": _LIBRARIES,
    "libraries and jieba": f"{_LIBRARIES}; {_SEGMENTER}",
    "our own imports": "import bot.cli.run",
}


@dataclass(frozen=True, kw_only=True)
class Start:
    """One start; seconds and bytes."""

    seconds: float
    cpu: float
    memory: int


def main() -> None:
    """Print medians; the floors are measured between the starts, so that both see the same machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    starts: list[Start] = []
    floors: dict[str, list[Start]] = {name: [] for name in FLOORS}
    with tempfile.TemporaryDirectory() as home, spawned_fake() as telegram:
        data = Path(home)
        port = settle_in(Town(telegram, 1), data)
        for done in range(times):
            print(f"\r{done} of {times}", end="", flush=True)
            starts.append(_start(data, port, telegram))
            for name, code in FLOORS.items():
                floors[name].append(_floor(code))
    print("\r" + _row("wuyebot run, to ready and polling", starts))
    print(f"goals: {SECONDS} s and {MEGABYTES} MB; memory after {IDLE:.0f} s idle")
    for name, measured in floors.items():
        print(_row(name, measured))


def _row(name: str, starts: list[Start]) -> str:
    seconds, cpu = (median(getattr(one, of) for one in starts) for of in ("seconds", "cpu"))
    memory = median(one.memory for one in starts) / 1e6
    return f"{name:34} {seconds:5.2f} s {cpu:5.2f} s CPU {memory:5.0f} MB"


def _start(data: Path, port: int, telegram: FakeTelegram) -> Start:
    before = len(telegram.calls("getUpdates"))
    desk = DeskProcess(data)
    with desk:
        process = psutil.Process(desk.pid)
        _until(lambda: len(telegram.calls("getUpdates")) > before and _healthy(port))
        seconds, cpu = desk.age, sum(process.cpu_times()[:2])
        time.sleep(IDLE)
        memory = process.memory_info().rss
        desk.stop()
    return Start(seconds=seconds, cpu=cpu, memory=memory)


def _healthy(port: int) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).is_success
    return False


def _until(ready: Callable[[], bool]) -> None:
    while not ready():
        time.sleep(0.02)


def _floor(code: str) -> Start:
    began = time.monotonic()
    command = [sys.executable, "-c", f"{code or 'pass'}\n{_PROBE}\nprint(os.times()[0] + os.times()[1])"]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603  # our own words
    return Start(seconds=time.monotonic() - began, cpu=float(told[1]), memory=int(told[0]))


if __name__ == "__main__":
    main()
