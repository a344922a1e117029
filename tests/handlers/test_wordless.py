"""Who answers the desk by voice or video in a room hears that nobody listens to it."""

from typing import cast

import pytest

from bot.book import load_book
from desk.people import RoomKind
from handlers import router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.unit_of_work import UnitOfWork
from tests.handlers.undone import undone
from tests.storage.builders import NOW, a_site


@pytest.mark.parametrize(("reply_to", "told"), [("4", ["wordless"]), (None, [])])
def test_a_reply_without_words_is_answered(reply_to: str | None, told: list[str]) -> None:
    with undone() as connection:
        uow = UnitOfWork(connection)
        uow.rooms.bind(a_site(uow).id, "web", "room", RoomKind.STAFF, "工作群")
        tools = Tools(uow=uow, reader=cast("Reader", None), book=load_book(), window=Window())
        said = {"platform": "web", "update": "1", "chat": "room", "message": "5"}
        incoming = Incoming(kind=Kind.MESSAGE, sender=Sender(account="7"), reply_to=reply_to, **said)
        router.handle(incoming, tools, NOW)
        assert [one.notice.key for one in uow.letters.waiting(["web"], 9)] == told
