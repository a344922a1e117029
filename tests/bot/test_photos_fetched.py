"""Photos are fetched when they can be had; one that cannot holds up neither the others nor a letter."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.platforms.base import Refused, Unreachable
from handlers.fetched import PATIENCE
from handlers.forgetting import SWEEP
from tests.fakes.postbox import LEAD, Office, Postbox, until
from tests.storage.builders import NOW


@pytest.fixture
def office(data: Path) -> Iterator[Office]:
    office = Office(data, Postbox(), Postbox("other"))
    yield office
    office.close()


def fetch(office: Office, *, after: timedelta = timedelta()) -> list[str]:
    """What is asked for when so much time has passed."""
    office.later(after.total_seconds())
    office.box.fetched.clear()
    asyncio.run(office.app.media.fetch_waiting())
    return list(office.box.fetched)


def failing(error: Callable[[], Exception], *refs: str) -> Callable[[str], Awaitable[None]]:
    async def fail(ref: str) -> None:
        if ref in refs:
            raise error()

    return fail


def kept(office: Office) -> list[bool]:
    """Of the ticket's photos, the oldest first: whether it lies in the directory."""
    media = office.data / "media"
    return [
        bool(one.file) and (media / one.file).exists()
        for one in office.do(lambda uow: uow.photos.of(office.ticket.id))
    ]


def told(office: Office) -> list[str]:
    """What the head of customer service has been written."""
    asyncio.run(office.app.delivery.settle())
    return [words for chat, words, _ in office.box.sent if chat == LEAD]


def test_what_cannot_be_had_now_is_asked_for_ever_more_seldom(office: Office) -> None:
    office.box.before_fetch = failing(lambda: Unreachable("away"), "one")
    office.photo("one")
    assert fetch(office) == ["one"]
    assert fetch(office) == []
    assert fetch(office, after=timedelta(seconds=3)) == ["one"]
    assert fetch(office, after=timedelta(seconds=3)) == []
    assert fetch(office, after=timedelta(seconds=3)) == ["one"]
    office.box.before_fetch = failing(Exception)
    assert fetch(office, after=timedelta(minutes=1)) == ["one"]
    assert kept(office) == [True]


def test_a_platform_that_says_when_is_not_asked_before(office: Office) -> None:
    office.box.before_fetch = failing(lambda: Unreachable("429", after=300), "one")
    office.photo("one")
    assert fetch(office) == ["one"]
    assert fetch(office, after=timedelta(seconds=298)) == []
    assert fetch(office, after=timedelta(seconds=3)) == ["one"]


def test_many_that_cannot_be_had_starve_none_that_can(office: Office) -> None:
    """Neither those of the same platform nor those of one that is set up no more."""
    lost = [f"lost {n}" for n in range(30)]
    office.box.before_fetch = failing(lambda: Unreachable("away"), *lost)
    office.photo(*lost)
    office.photo(*(f"gone {n}" for n in range(30)), platform="sold")
    office.photo("one")
    fetch(office)
    assert kept(office) == [False] * 60 + [True]


def test_a_platform_that_hangs_holds_up_no_other(office: Office) -> None:
    async def hangs(_ref: str) -> None:
        await asyncio.Event().wait()

    office.box.before_fetch = hangs
    office.photo("one")
    office.photo("two", platform="other")

    async def look() -> None:
        fetching = asyncio.create_task(office.app.media.fetch_waiting())
        await until(lambda: kept(office) == [False, True])
        assert office.box.fetched == ["one"]
        fetching.cancel()

    asyncio.run(look())


def test_a_directory_that_takes_nothing_loses_no_photo(office: Office) -> None:
    (office.data / "media").write_text("in the way")
    office.photo("one", "two")
    assert fetch(office) == ["one", "two"]
    assert fetch(office) == []
    (office.data / "media").unlink()
    assert fetch(office, after=timedelta(seconds=3)) == ["one", "two"]
    assert kept(office) == [True, True]


def test_one_that_is_never_had_is_given_up_and_somebody_told_once(office: Office) -> None:
    office.box.before_fetch = failing(lambda: Unreachable("away"), "one", "two")
    office.photo("one", "two", at=NOW - PATIENCE - timedelta(hours=1))
    assert fetch(office) == ["one", "two"]
    assert fetch(office, after=timedelta(days=1)) == []
    (words,) = told(office)
    assert "#1" in words
    assert "照片" in words


def test_one_of_a_platform_that_is_set_up_no_more_is_given_up_too(office: Office) -> None:
    office.photo("one", platform="sold", at=NOW - PATIENCE - timedelta(hours=1))
    fetch(office)
    assert "sold is not set up" in told(office)[0]
    assert office.do(lambda uow: uow.photos.platforms()) == []


@pytest.mark.parametrize(("error", "content"), [(Refused("too old"), b""), (None, b"no picture")])
def test_one_that_will_never_be_had_is_told_at_once(
    office: Office, error: Exception | None, content: bytes
) -> None:
    if error:
        office.box.before_fetch = failing(lambda: error, "one")
    office.box.content = content
    office.photo("one")
    assert fetch(office) == ["one"]
    assert len(told(office)) == 1
    assert fetch(office, after=timedelta(days=1)) == []


def test_a_letter_goes_without_a_photo_whose_file_is_lost(office: Office) -> None:
    """And without one of a platform that is set up no more."""
    office.box.content = (b"GIF89a" + bytes(7)) * 4
    keys = office.photo("one", "two")
    keys += office.photo("three", platform="sold")
    office.do(lambda uow: uow.photos.stored(keys[0], "lost.jpg"))
    office.write("a", photos=tuple(keys))
    asyncio.run(office.app.delivery.settle())
    (said,) = [one for one in office.box.sent if one[0] == "a"]
    assert said[2] == (office.box.content,)


def test_a_file_of_somebody_forgotten_that_cannot_be_removed_is_removed_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the desk was killed before it was."""
    (kept,) = office.photo("one")
    asyncio.run(office.app.media.fetch_waiting())
    (file,) = (office.data / "media").iterdir()
    office.do(lambda uow: uow.personal.forget(office.resident.id, office.site.id, lambda fact: fact))
    office.do(lambda uow: uow.seen.set_mark(SWEEP, "now"))
    with monkeypatch.context() as holding:
        holding.setattr(Path, "unlink", _refuses)
        asyncio.run(office.app.media.fetch_waiting())
    assert file.exists()
    asyncio.run(office.app.media.fetch_waiting())
    assert not file.exists()
    assert office.do(lambda uow: (uow.photos.get((kept,)), uow.seen.mark(SWEEP))) == ([], "")


def _refuses(*_: object, **__: object) -> None:
    raise PermissionError("held by another program")
