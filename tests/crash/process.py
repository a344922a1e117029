"""`wuyebot run` as a process that can be killed."""

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, Self

from tests.crash.program import NAME, run
from tests.fakes.serving import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([run.__module__])


class Process(Protocol):
    """What is asked of a process."""

    pid: int

    def poll(self) -> int | None: ...
    def kill(self) -> None: ...
    def terminate(self) -> None: ...
    def wait(self, timeout: float | None = None) -> object: ...


def cold(data: Path) -> Process:
    """As an operator starts it."""
    command = [sys.executable, "-m", "bot", "run", "--data", str(data)]
    with (data / NAME).open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603  # our own program


def warm(data: Path) -> Process:
    """Forked off a process that has imported the program, which takes longer than all else of a start."""
    process = _Forked(target=run, args=(data,), daemon=True)
    process.start()
    return process


class _Forked(_FORKING.Process):  # type: ignore[name-defined]
    """With the words of subprocess."""

    def poll(self) -> int | None:
        code: int | None = self.exitcode
        return code

    def wait(self, timeout: float | None = None) -> None:
        self.join(timeout)
        if self.is_alive():
            raise TimeoutError(f"still there after {timeout} s")


class DeskProcess:
    """The desk on one data directory; what it logs stands in desk.log there."""

    def __init__(self, data: Path, launch: Callable[[Path], Process] = cold) -> None:
        self._data, self._launch = data, launch
        self._process: Process | None = None
        self._started = 0.0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started

    @property
    def log(self) -> str:
        return (self._data / NAME).read_text(encoding="utf-8")

    def start(self) -> None:
        self._started = time.monotonic()
        self._process = self._launch(self._data)

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9: nothing is finished, nothing is closed."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """As an operator stops it; what was begun is finished."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
