"""会话内容存档: what is said in residents' groups comes in once, opened, and only from who has agreed.

The same tests run over ctypes' own C function pointers, and over a shared library that is compiled here where
there is a compiler.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.base import Message, Refused
from bot.platforms.wecom.archive_parse import read
from bot.platforms.wecom.archive_platform import ArchivePlatform
from bot.platforms.wecom.archive_sdk import Sdk, SdkError, declared, load
from handlers.incoming import Kind
from tests.bot.platforms.wecom_archive import ROOM, Archive, made, said
from tests.bot.platforms.wecom_desk import Kept, Live, live
from tests.fakes.wecom.archive.stub import Stub
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.real import picture
from tests.fakes.wecom.server import running_fake

STUB = Path(__file__).parents[2] / "fakes" / "wecom" / "archive" / "stub.c"
Library = Callable[[], Any]


@pytest.fixture(params=["ctypes", "compiled"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if request.param == "ctypes":
        return declared(Stub().functions)
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        if os.environ.get("CI"):
            pytest.fail("no C compiler: .ci/run installs one, and what needs it is not skipped there")
        pytest.skip("no C compiler here: the same tests have run over ctypes' own function pointers")
    built = tmp_path / "libstub.so"
    command = [compiler, "-shared", "-fPIC", "-Wall", "-Werror", "-o", str(built), str(STUB)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own file
    return load(str(built))


class Heard:
    def __init__(self, wecom: FakeWecom, it: Live, platform: ArchivePlatform, archive: Archive) -> None:
        self.wecom, self.it, self.platform, self.archive = wecom, it, platform, archive

    def ring(self) -> None:
        self.it.run(self.platform.ring())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def heard(library: Any, archive: Archive) -> Iterator[Heard]:
    with running_fake() as wecom:
        wecom.do("agree", roomid=ROOM, external="wmChen", status="Agree")
        wecom.do("agree", roomid=ROOM, external="wmLi", status="Disagree")
        platform = made(wecom, library, archive, Kept())
        with live(platform) as it:
            yield Heard(wecom, it, platform, archive)


def test_what_a_resident_says_in_the_group_comes_in_with_room_and_sender(heard: Heard) -> None:
    heard.archive.keep(said("3栋电梯坏了"))
    heard.ring()
    (one,) = heard.it.desk.wait()
    assert (one.text, one.chat, one.private) == ("3栋电梯坏了", ROOM, False)
    assert one.sender is not None
    assert one.sender.account == "wmChen"


def test_who_has_not_agreed_is_not_heard_members_are_and_nothing_else_comes_in(heard: Heard) -> None:
    heard.archive.keep(
        said("不同意的", "wmLi"),
        said("没问过的", "woNobody"),
        said("机器人的", "wbBot"),
        said("单聊的", roomid=""),
        said("撤回的", action="recall"),
        said("员工的", "zhou"),
    )
    heard.ring()
    assert [one.text for one in heard.it.desk.wait()] == ["员工的"]


def test_who_agrees_is_heard_from_then_on(heard: Heard) -> None:
    heard.archive.keep(said("同意以前", "wmLi"), said("再说一次", "wmLi"), said("3栋电梯坏了"))
    heard.ring()
    heard.it.desk.wait()
    assert len(heard.wecom.calls("msgaudit/check_room_agree")) == 1
    heard.wecom.do("agree", roomid=ROOM, external="wmLi", status="Agree")
    heard.archive.keep(said("漏水", "wmLi"))
    heard.ring()
    assert [one.text for one in heard.it.desk.wait(2)] == ["3栋电梯坏了", "漏水"]


def test_pictures_are_fetched_in_pieces(heard: Heard) -> None:
    large = picture() + b"\x00" * 1_200_000
    (heard.archive.folder / "file-1").write_bytes(large)
    heard.archive.keep(said("", msgtype="image", msgid="p1", image={"sdkfileid": "file-1"}))
    heard.ring()
    (one,) = heard.it.desk.wait()
    assert heard.it.run(heard.platform.fetch(one.photos[0])) == large
    with pytest.raises(Refused):
        heard.it.run(heard.platform.fetch("gone"))


def test_what_cannot_be_opened_is_set_aside_without_its_words_and_blocks_nothing(heard: Heard) -> None:
    heard.archive.keep(said("别的密钥"), publickey_ver=9)
    heard.ring()
    heard.it.desk.wait(1, Kind.BROKEN)
    heard.archive.keep(said("坏的"), encrypt_random_key="AAAA")
    heard.ring()
    heard.it.desk.wait(2, Kind.BROKEN)
    heard.archive.keep(said("错的"), encrypt_chat_msg="other:{}")
    heard.archive.keep(said("好的，3栋漏水"))
    heard.ring()
    assert [one.text for one in heard.it.desk.wait()] == ["好的，3栋漏水"]
    broken = [one for one in heard.it.desk.taken if one.kind is Kind.BROKEN]
    assert len(broken) == 3
    assert not [one for one in broken if "的" in one.raw + one.text]


def test_the_place_in_the_archive_outlives_the_process_and_moves_only_after_the_commit(
    library: Any, archive: Archive
) -> None:
    marks = Kept()
    with running_fake() as wecom:
        wecom.do("agree", roomid=ROOM, external="wmChen", status="Agree")
        archive.keep(said("一"), said("二"))
        first = made(wecom, library, archive, marks)
        with live(first) as it:
            it.desk.failures = 0
            it.desk.wait(2)
            wait_until(lambda: marks.values.get("wecom_archive.seq") == "2", what="the mark")
        archive.keep(said("三"))
        with live(made(wecom, library, archive, marks)) as it:
            it.desk.failures = 1
            assert [one.text for one in it.desk.wait()] == ["三"]


def test_nothing_can_be_said_there(heard: Heard) -> None:
    with pytest.raises(Refused) as refused:
        heard.it.run(heard.platform.send(ROOM, Message(text="在吗")))
    assert refused.value.reason == "silent"


def test_trouble_that_passes_is_waited_for(library: Any, archive: Archive) -> None:
    (archive.folder / "after-0.json").unlink()
    with running_fake() as wecom:
        platform = made(wecom, library, archive, Kept())
        with live(platform):
            wait_until(lambda: platform.status()["trouble"], what="the trouble told")
            assert platform.status()["trouble"] == "GetChatData: 10001"
            archive.keep()
            wait_until(lambda: not platform.status()["trouble"], what="the end of it")


@pytest.mark.parametrize("errcode", [86003, 40058, 301_058])
def test_a_group_of_which_wecom_tells_nothing_any_more_keeps_no_other_from_being_heard(
    library: Any, archive: Archive, errcode: int
) -> None:
    with running_fake() as wecom:
        wecom.do("agree", roomid=ROOM, external="wmChen", status="Agree")
        wecom.fail_next("msgaudit/check_room_agree", errcode, times=10**6, to="wrGone")
        archive.keep(said("散了的群", roomid="wrGone"), said("3栋漏水"))
        with live(made(wecom, library, archive, Kept())) as it:
            assert [one.text for one in it.desk.wait()] == ["3栋漏水"]


@pytest.mark.parametrize("how", [-1, 48002, 60020, "502"])
def test_while_wecom_tells_of_no_group_at_all_everything_waits(
    library: Any, archive: Archive, how: int | str
) -> None:
    with running_fake() as wecom:
        wecom.do("agree", roomid=ROOM, external="wmChen", status="Agree")
        wecom.fail_next("msgaudit/check_room_agree", how, times=2)
        archive.keep(said("3栋漏水"))
        with live(made(wecom, library, archive, Kept())) as it:
            assert [one.text for one in it.desk.wait()] == ["3栋漏水"]


def test_everything_that_the_library_gave_out_goes_back(archive: Archive) -> None:
    stub = Stub()
    sdk = Sdk(declared(stub.functions), "ww1", str(archive.folder))
    archive.keep(said("一"))
    (sealed,) = sdk.after(0)
    own, _, _ = sealed["encrypt_chat_msg"].partition(":")
    assert sdk.opened(own, sealed["encrypt_chat_msg"])["text"]["content"] == "一"
    with pytest.raises(SdkError):
        sdk.opened("wrong", sealed["encrypt_chat_msg"])
    assert stub.held == 1
    sdk.close()
    assert stub.held == 0


def test_another_library_is_told_at_once() -> None:
    with pytest.raises(OSError, match="no-such"):
        load("/no-such/library.so")


ODD = [{}, {"msgid": 1}, {**said("x"), "text": None}, {**said("x"), "msgtype": "mixed", "mixed": {"item": 3}}]


@pytest.mark.parametrize("odd", ODD)
def test_what_cannot_be_understood_never_raises(odd: dict[str, Any]) -> None:
    assert read(odd).kind in {Kind.BROKEN, Kind.OTHER}
