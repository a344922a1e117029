"""Delivering letters: in order per chat, one in flight each, retried, given up loudly."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from bot.intake import Desk
from bot.media import Media, shown
from bot.platforms import base
from bot.platforms.base import Abilities, Document, Message, Platform
from bot.shaping import Shaped, message, shaped
from desk.local import Switches
from desk.notices import Notice, of_site
from desk.privacy import guarded
from handlers import delivered, preferring
from handlers.tools import Tools
from storage.letters import Letter
from storage.photos import Photo
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")

Enclosed: TypeAlias = "tuple[bytes | Document, ...]"
"""Pictures, or a file."""
Composer: TypeAlias = "Callable[[Letter], Awaitable[tuple[Notice, Enclosed]]]"
"""Makes the notice that a letter stands for, and what goes with it, outside any unit of work."""

Linker = Callable[[UnitOfWork, Letter], str]
"""The address of a letter's page; "": it has none."""

_BATCH = 100  # chats served at a time
_IDLE = 1.0  # seconds between looks when nothing has been committed


@dataclass(frozen=True, kw_only=True)
class _Job:
    """A letter with what is needed to send it."""

    letter: Letter
    zone: ZoneInfo
    target: str | None  # the message to edit
    whom: str | None  # name of the person mentioned
    photos: list[Photo]
    plain: bool  # whoever reads it is shown no cards
    link: str  # to its page, for who is shown no buttons
    switches: Switches  # what its site does not use

    @property
    def chat(self) -> tuple[str, str]:
        """(platform, chat) where it goes."""
        return (self.letter.platform, self.letter.chat)


class Delivery:
    """The postman of all platforms of this process."""

    def __init__(
        self,
        desk: Desk,
        platforms: Mapping[str, Platform],
        media: Media,
        composers: Mapping[str, Composer] | None = None,
        linker: Linker | None = None,
    ) -> None:
        """`composers`: by a notice's key, who makes what is sent of a letter that only names it."""
        self._linker = linker
        self._composers = composers or {}
        self._desk = desk
        self._platforms = platforms
        self._media = media
        self._wake = asyncio.Event()
        self._busy: dict[tuple[str, str], asyncio.Task[None]] = {}
        self.sent: Counter[str] = Counter()  # letters by platform
        self._older: int | None = None  # letters up to this one may have been sent by a process that died
        desk.on_commit = self._wake.set

    async def run(self) -> None:
        """Deliver for ever."""
        while True:
            self._wake.clear()
            try:
                await self._round()
                await self._media.fetch_waiting()
            except Exception:
                log.exception("delivery stumbled; it goes on")
            try:
                await asyncio.wait_for(self._wake.wait(), _IDLE)
            except TimeoutError:
                continue

    async def settle(self) -> None:
        """Return once everything that can be sent now has been."""
        while await self._round() or self._busy:
            if self._busy:
                await asyncio.wait(list(self._busy.values()), return_when=asyncio.FIRST_COMPLETED)
        await self._media.fetch_waiting()

    async def stop(self) -> None:
        """Let the letters in flight land."""
        if self._busy:
            await asyncio.wait(list(self._busy.values()), timeout=5)

    async def _round(self) -> int:
        """Start a delivery in every chat that has a letter due and none in flight; returns how many."""
        now = self._desk.clock.now()
        busy = frozenset(self._busy)
        jobs = await self._unit(lambda uow: self._due(uow, now, busy))
        fresh = [job for job in jobs if job.chat not in self._busy]
        for job in fresh:
            self._busy[job.chat] = asyncio.create_task(self._deliver(job))
        return len(fresh)

    def _due(self, uow: UnitOfWork, now: datetime, busy: frozenset[tuple[str, str]]) -> list[_Job]:
        letters = uow.letters.waiting(list(self._platforms), _BATCH, now, busy)
        if self._older is None:
            self._older = uow.letters.newest()
        return [self._job(uow, letter) for letter in letters]

    def _job(self, uow: UnitOfWork, letter: Letter) -> _Job:
        site = uow.sites.get(letter.site)
        target = None
        if letter.card and letter.ticket:
            target = uow.posts.message_of(letter.ticket, letter.platform, letter.chat, letter.card)
        elif letter.card:
            target = uow.loose_cards.message_of(letter.platform, letter.chat, letter.card)
        linker = None if letter.notice.key in self._composers else self._linker
        return _Job(
            letter=letter,
            zone=ZoneInfo(site.timezone),
            target=target,
            whom=guarded(uow.people.get(letter.person).name) if letter.mention and letter.person else None,
            photos=uow.photos.get(letter.photos) if letter.photos else [],
            plain=bool(uow.seen.mark(preferring.mark(letter.platform, letter.chat))),
            link=linker(uow, letter) if linker else "",
            switches=self._desk.book.switches(site),
        )

    async def _deliver(self, job: _Job) -> None:
        """Send a chat's letters one after the other until none is due there."""
        chat = job.chat
        following: _Job | None = job
        try:
            while following is not None:
                following = await self._done(following, await self._attempt(following))
        except Exception:
            log.exception("a letter in %s: its outcome could not be kept; it is sent again", chat)
            await asyncio.sleep(1)
        finally:
            del self._busy[chat]
            self._wake.set()

    async def _done(self, job: _Job, outcome: Callable[[Tools], None]) -> _Job | None:
        """Record what became of a letter; returns what is next in its chat."""
        now = self._desk.clock.now()

        def record(uow: UnitOfWork) -> _Job | None:
            outcome(self._desk.tools(uow))
            letter = uow.letters.next_in(*job.chat, now)
            return self._job(uow, letter) if letter else None

        return await self._unit(record)

    async def _unit(self, work: Callable[[UnitOfWork], T]) -> T:
        return await asyncio.wrap_future(self._desk.writer.submit(work))

    async def _attempt(self, job: _Job) -> Callable[[Tools], None]:
        """Send one letter; returns how its outcome is to be recorded."""
        letter = job.letter
        now = self._desk.clock.now()
        try:
            said, drawn = await self._shaped(job)
            posted = await self._send(job, said, drawn)
        except base.PlatformError as error:
            return _outcome(letter, error, now)
        except Exception as error:
            log.exception("letter %s: the platform failed", letter.id)
            return _outcome(letter, base.Unreachable(type(error).__name__), now)
        self.sent[letter.platform] += 1
        heard = self._platforms[letter.platform].abilities.hears
        return lambda tools: delivered.sent(tools, letter, posted, now, said.choices, heard=heard)

    async def _send(self, job: _Job, said: Shaped, drawn: Enclosed) -> str | None:
        platform = self._platforms[job.letter.platform]
        message = await self._message(job, said, drawn)
        if job.target is None:
            return await platform.send(job.letter.chat, message)
        if platform.name in job.switches.unpainted:
            raise base.Vanished("cards are not repainted at this site")
        await platform.edit(job.letter.chat, job.target, message)
        return None

    async def _shaped(self, job: _Job) -> tuple[Shaped, Enclosed]:
        """The words, and what was made to go with them."""
        letter = job.letter
        if letter.platform in job.switches.closed:
            raise base.Refused(f"{letter.platform} is switched off at this site", "off")
        notice: Notice = letter.notice
        drawn: Enclosed = ()
        if composer := self._composers.get(notice.key):
            made, drawn = await composer(letter)
            notice = of_site(made, letter.site)
        rendered = self._desk.texts.render(notice, letter.language, job.zone)
        able: Abilities = await self._platforms[letter.platform].able(letter.chat)
        if job.plain or letter.platform in job.switches.buttonless:
            able = replace(able, buttons=0)
        whom = (job.whom or "") if letter.mention else ""
        return shaped(rendered, able, self._desk.texts, letter.language, whom, link=job.link), drawn

    async def _message(self, job: _Job, said: Shaped, drawn: Enclosed) -> Message:
        document = next((one for one in drawn if isinstance(one, Document)), None)
        pictures = [one for one in drawn if isinstance(one, bytes)]
        photos = [*pictures, *[await self._media.content(photo) for photo in job.photos]]
        kept = [photo for photo in photos if photo and shown(photo)]
        tried = job.letter.id <= (self._older or 0)
        made = message(job.letter, said, kept, job.whom, tried=tried, plain=job.plain)
        listing = made.listing and job.letter.platform not in job.switches.listless
        return replace(made, document=document, listing=listing)


def _outcome(letter: Letter, error: base.PlatformError, now: datetime) -> Callable[[Tools], None]:
    """How a failure is to be recorded."""
    why = str(error)
    match error:
        case base.Vanished():
            return lambda tools: delivered.vanished(tools, letter)
        case base.Departed():
            return lambda tools: delivered.departed(tools, letter, why, now)
        case base.Blocked(reason=reason):
            return lambda tools: delivered.blocked(tools, letter, why, now, reason)
        case base.Moved(chat=chat):
            return lambda tools: delivered.moved(tools, letter, chat)
        case base.Unreachable(after=after):
            return lambda tools: delivered.unreachable(tools, letter, why, now, after)
        case _:
            reason = error.reason if isinstance(error, base.Refused) else ""
            return lambda tools: delivered.refused(tools, letter, why, now, reason)
