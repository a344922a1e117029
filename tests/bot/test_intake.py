"""Updates that nothing can be made of block none behind them."""

import asyncio
from pathlib import Path

import pytest

from handlers import router
from handlers.incoming import Incoming, Kind, Sender
from tests.fakes.postbox import Office, Postbox


def test_an_update_of_which_nobody_can_even_be_told_is_set_aside_all_the_same(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would be delivered for ever, and all behind it."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("an error of ours\x00")

    office = Office(data, Postbox())
    monkeypatch.setitem(router._BEHAVIOURS, Kind.MESSAGE, broken)
    monkeypatch.setattr("handlers.post.Post.tell", broken)
    said = Incoming(
        platform="web",
        update="1",
        kind=Kind.MESSAGE,
        chat="staff",
        sender=Sender(account="a", name="a"),
        text="你好",
        raw='{"text": "\x00"}',
    )
    assert asyncio.run(office.app.desk.take([said])) == [None]
    with office.store.reading() as uow:
        ((_, update, why),) = uow.seen.quarantined()
    assert (update, why) == ("1", "RuntimeError: an error of ours")
    office.close()
