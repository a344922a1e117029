"""A platform in memory, and a desk that delivers to it: what is sent is held up and refused at will."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.app import App, build, open_store
from bot.clock import MovableClock
from bot.delivery import Linker
from bot.platforms.base import Abilities, Intake, Message, Platform
from desk.people import Person, Role, RoomKind, Site
from storage.photos import Photo
from storage.unit_of_work import UnitOfWork
from tests.fakes.serving import PATIENCE
from tests.storage.builders import NOW, a_letter, a_person, a_ticket

LEAD = "lin"
ENDED = "the platform was stopped while something was under way"


async def nothing(_what: str) -> None:
    """Holds nothing up."""


class Postbox(Platform):
    """Everything that was sent, as (chat, words, photos); `before` is awaited first, and may raise."""

    abilities = Abilities(text=4000, rooms=True)

    def __init__(self, name: str = "web") -> None:
        self.name = name
        self.sent: list[tuple[str, str, tuple[bytes, ...]]] = []
        self.fetched: list[str] = []
        self.before: Callable[[str], Awaitable[None]] = nothing
        self.before_fetch: Callable[[str], Awaitable[None]] = nothing
        self.content = b"%PDF- a letter"
        self.under_way = 0
        self.complaints: list[str] = []

    async def start(self, intake: Intake) -> None: ...

    async def stop(self) -> None:
        if self.under_way:
            self.complaints.append(ENDED)

    async def send(self, chat: str, message: Message) -> str:
        self.under_way += 1
        try:
            await self.before(chat)
        finally:
            self.under_way -= 1
        self.sent.append((chat, message.text, message.photos))
        return f"m{len(self.sent)}"

    async def fetch(self, ref: str) -> bytes:
        self.fetched.append(ref)
        await self.before_fetch(ref)
        return self.content

    @property
    def chats(self) -> list[str]:
        """Where something was sent, in order."""
        return [chat for chat, _, _ in self.sent]


class Office:
    """A desk whose letters and photos a test writes by hand."""

    def __init__(self, data: Path, *platforms: Postbox, linker: Linker | None = None) -> None:
        self.store = open_store(f"sqlite:///{data / 'desk.db'}")
        self.clock = MovableClock(NOW)
        self.data = data
        self.box = platforms[0]
        self.app: App = build(
            self.store, data, self.clock, platforms, cast("Any", object()), linker=linker
        )  # nobody reads
        self.do(self._found)

    def _found(self, uow: UnitOfWork) -> None:
        self.site = uow.sites.add(Site(id=0, name="阳光花园"))
        uow.rooms.bind(self.site.id, "web", "staff", RoomKind.STAFF, "工作群")
        lead = uow.people.add(Person(id=0, site=self.site.id, name="林芳", role=Role.CS_LEAD))
        uow.people.reach(lead.id, "web", LEAD, "ok")
        self.resident = a_person(uow, self.site)
        self.ticket = a_ticket(uow, self.site, self.resident, standard="s0")

    def do(self, work: Callable[[UnitOfWork], Any]) -> Any:
        return self.store.writer.submit(work).result()

    def write(self, *chats: str, **others: Any) -> None:
        """A letter to each chat, in this order."""
        letters = [a_letter(self.site, chat=chat, **others) for chat in chats]
        self.do(lambda uow: uow.letters.add(*letters))

    def photo(self, *refs: str, platform: str = "web", at: datetime = NOW) -> list[int]:
        """Photos of the ticket that are to be fetched; their ids."""
        photos = [
            Photo(ticket=self.ticket.id, person=self.resident.id, platform=platform, ref=ref, at=at)
            for ref in refs
        ]
        keys: list[int] = self.do(lambda uow: [uow.photos.add(photo) for photo in photos])
        return keys

    def states(self) -> list[str]:
        """Of all letters, the oldest first."""
        return self.do(lambda uow: [uow.letters.get(key)[1] for key in range(1, uow.letters.newest() + 1)])

    def close(self) -> None:
        self.store.writer.close()

    def later(self, seconds: float) -> None:
        self.clock.advance_to(self.clock.now() + timedelta(seconds=seconds))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Letters go out while the context is open."""
        async with self.app.running(frozenset({"delivery"})):
            yield


async def until(found: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not found():  # noqa: ASYNC110  # nobody tells of it
            await asyncio.sleep(0.01)
