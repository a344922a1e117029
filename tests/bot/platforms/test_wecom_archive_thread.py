"""The vendor's library is for one thread at a time, also where whoever waited for it has gone."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.platforms.wecom.archive_sdk import Sdk, SdkError, declared
from storage.lease import Lease
from tests.bot.platforms.wecom_archive import ROOM, Archive, made, said
from tests.bot.platforms.wecom_desk import Desk, Kept, live
from tests.fakes.serving import PATIENCE
from tests.fakes.wecom.archive.stub import Stub
from tests.fakes.wecom.client import FakeWecom


class OnceLost(Lease):
    """It is taken away once, while the library waits for WeCom, and given back at once."""

    def __init__(self, stub: Stub) -> None:
        self.name = "wecom_archive"
        self._stub, self._lost, self.times = stub, False, 0

    def take(self) -> bool:
        self.times += 1
        if self.times > 1:
            threading.Timer(0.3, self._stub.release).start()  # time for who would not wait
        return True

    def kept(self) -> bool:
        self._stub.inside.wait(PATIENCE)
        lost, self._lost = not self._lost, True
        return not lost

    def release(self) -> None:
        """Somebody else might take it now."""


@pytest.fixture
def stub() -> Iterator[Stub]:
    stub = Stub()
    yield stub
    stub.release()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_stopping_waits_for_the_call_that_is_under_way_before_the_library_is_closed(
    wecom: FakeWecom, stub: Stub, archive: Archive
) -> None:
    stub.hold()
    platform = made(wecom, declared(stub.functions), archive, Kept())
    with live(platform) as it:
        stub.inside.wait(PATIENCE)
        stopping = asyncio.run_coroutine_threadsafe(platform.stop(), it.loop)
        it.run(asyncio.sleep(0.1))
        stub.release()
        stopping.result(PATIENCE)
    assert stub.clashes == []
    assert stub.held == 0


def test_a_lease_lost_and_won_again_brings_no_second_call_beside_the_first(
    wecom: FakeWecom, stub: Stub, archive: Archive
) -> None:
    wecom.do("agree", roomid=ROOM, external="wmChen", status="Agree")
    archive.keep(said("一"))
    stub.hold()
    lease = OnceLost(stub)
    with live(made(wecom, declared(stub.functions), archive, Kept(), lease), desk=Desk()) as it:
        assert [one.text for one in it.desk.wait()] == ["一"]
    assert lease.times == 2
    assert stub.clashes == []
    assert stub.held == 0


def test_what_could_not_be_begun_is_given_back(stub: Stub) -> None:
    with pytest.raises(SdkError):
        Sdk(declared(stub.functions), "", "secret")
    assert stub.held == 0
