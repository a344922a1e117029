"""A full disk and a locked database, under the running program: nothing is confirmed, nobody told a lie."""

import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash import kept
from tests.crash.live import cards
from tests.crash.process import DeskProcess, warm
from tests.crash.town import Report, Town, settle_in
from tests.fakes.serving import PATIENCE
from tests.fakes.telegram.client import spawned_fake, wait_until


@pytest.fixture
def town(data: Path) -> Iterator[Town]:
    with spawned_fake("--no-limits") as telegram:
        town = Town(telegram, 2)
        settle_in(town, data)
        yield town


@pytest.fixture
def desk(town: Town, data: Path) -> Iterator[DeskProcess]:
    """At work, and everything of its start done."""
    with DeskProcess(data, warm) as desk:
        town.report(town.compounds[0])
        town.telegram.wait_message(town.compounds[0].residents)
        yield desk


def _handled_once(town: Town, data: Path, reports: list[Report]) -> None:
    town.telegram.wait_confirmed()
    wait_until(lambda: kept.letters_waiting(data) == 0, what="every letter delivered")
    opened = sorted(ticket.text for ticket, _ in kept.tickets(data))
    assert [opened.count(report.text) for report in reports] == [1] * len(reports)
    answered = cards(town)
    assert [answered.get((one.compound.residents, one.message)) for one in reports] == [1] * len(reports)
    assert kept.is_sound(data)


def test_on_a_full_disk_nothing_is_confirmed_and_nobody_gets_a_receipt(
    town: Town, desk: DeskProcess, data: Path
) -> None:
    """When there is space again, everything is handled once."""
    limits = resource.prlimit(desk.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, (1, limits[1]))  # not a byte more in any file
    before = len(town.telegram.from_bot(town.compounds[1].residents))
    reports = [town.report(compound) for compound in town.compounds[1:] for _ in range(3)]
    time.sleep(3)
    assert town.telegram.status()["pending"] == len(reports)
    assert len(town.telegram.from_bot(town.compounds[1].residents)) == before
    assert desk.running()
    resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, limits)
    _handled_once(town, data, reports)


def test_what_is_on_its_way_when_the_disk_fills_up_is_posted_once(
    town: Town, desk: DeskProcess, data: Path
) -> None:
    wait_until(lambda: not kept.letters_waiting(data), what="what was said at the beginning")
    town.telegram.settings(latency=3.0)  # time to fill the disk while nothing has arrived
    limits = resource.prlimit(desk.pid, resource.RLIMIT_FSIZE)
    report = town.report(town.compounds[1])
    wait_until(lambda: kept.letters_waiting(data), what="letters on their way")
    resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, (1, limits[1]))  # not a byte more in any file
    time.sleep(8)  # it cannot even complain: its log is a file too
    assert kept.letters_waiting(data)
    town.telegram.settings(latency=0)
    resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, limits)
    _handled_once(town, data, [report])


def test_a_database_that_another_program_holds_costs_nothing_but_time(
    town: Town, desk: DeskProcess, data: Path
) -> None:
    with closing(sqlite3.connect(data / "desk.db", timeout=PATIENCE, isolation_level=None)) as other:
        other.execute("begin immediate")
        reports = [town.report(compound) for compound in town.compounds for _ in range(2)]
        wait_until(lambda: "telegram: Unavailable" in desk.log, what="the desk's complaint")
        time.sleep(2)  # the same updates are asked for again
        assert town.telegram.status()["pending"] == len(reports)
        assert desk.running()
        other.execute("rollback")
    _handled_once(town, data, reports)
