"""`wuyebot demo` as a process: its first words are true."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.fakes.serving import PATIENCE, PLAIN, free_port
from tests.fakes.terminal import call


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


@pytest.mark.parametrize("pace", ["nan", "inf", "-1", "1441", "fast"])
def test_a_pace_that_no_clock_can_go_by_is_refused(tmp_path: Path, pace: str) -> None:
    refused = call("demo", "--data", tmp_path, "--minutes-per-second", pace)
    assert refused.exit_code == 2
    assert f"{pace} is no number from 0 to 1440" in refused.output
    assert not (tmp_path / "demo").exists()
