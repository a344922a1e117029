"""`wuyebot run` as a process that can be killed."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]


class DeskProcess:
    """The desk on one data directory; what it logs stands in desk.log there."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._process: subprocess.Popen[bytes] | None = None
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
        return (self._data / "desk.log").read_text(encoding="utf-8")

    def start(self) -> None:
        command = [sys.executable, "-m", "bot", "run", "--data", str(self._data)]
        self._started = time.monotonic()
        with (self._data / "desk.log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603  # our own program

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9: nothing is finished, nothing is closed."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self, timeout: float = 20) -> None:
        """As an operator stops it; what was begun is finished."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout)
