"""`wuyebot demo` as a process: its first words are true."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from tests.fakes.serving import PATIENCE, PLAIN, free_port


def test_the_address_that_is_told_answers_at_once_until_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "demo", "--data", str(tmp_path), "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own program
        assert process.stdout is not None
        try:
            address = re.search(r"http://[\d.:]+", process.stdout.readline())
            assert address is not None
            assert httpx.get(address[0], **PLAIN).status_code == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
