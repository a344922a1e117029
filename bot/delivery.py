"""Delivering letters: in order per chat, one in flight each, retried, given up loudly."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from bot.intake import Desk
from bot.media import Media, shown
from bot.outcomes import Outcome, Record, keep
from bot.platforms import base
from bot.platforms.base import Abilities, Document, Message, Platform
from bot.platforms.chores import ended
from bot.pulse import Pulse
from bot.shaping import Shaped, message, shaped
from desk.local import Switches
from desk.notices import Notice, of_site
from desk.privacy import guarded
from handlers import delivered, preferring
from storage.errors import Unavailable
from storage.letters import UNREADABLE, Letter
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
_LANDING = 5.0  # seconds that letters in flight have at the end
_ODD = 8  # tries, some twenty minutes, of what ends in no way that a platform has: its chat waits; house


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
        self._stopping = False
        self.pulse = Pulse()
        self.sent: Counter[str] = Counter()  # letters by platform
        self._older: int | None = None  # letters up to this one may have been sent by a process that died
        desk.on_commit = self._wake.set

    async def run(self) -> None:
        """Deliver for ever; what is in flight lands before this ends."""
        self._stopping, self._older = False, None  # meanwhile another process may have delivered
        self.pulse.begin()
        try:
            while True:
                await self._look()
        finally:
            self.pulse.end()
            await self.stop()

    async def settle(self) -> None:
        """Return once everything that can be sent now has been."""
        while await self._round() or self._busy:
            if self._busy:
                await asyncio.wait(list(self._busy.values()), return_when=asyncio.FIRST_COMPLETED)
        await self._media.fetch_waiting()

    async def stop(self) -> None:
        """Let the letters in flight land and begin no other: soon another process may send them."""
        self._stopping = True
        await ended(list(self._busy.values()), _LANDING)

    async def _look(self) -> None:
        self._wake.clear()
        try:
            await self._round()
        except Exception:
            log.exception("delivery stumbled; it goes on")
        else:
            self.pulse.beat()
        with suppress(TimeoutError):
            async with asyncio.timeout(_IDLE):  # wait_for would forget that it was cancelled while woken
                await self._wake.wait()

    async def _round(self) -> int:
        """Start a delivery in every chat that has a letter due and none in flight; returns how many."""
        if self._stopping:
            return 0
        now = self._desk.clock.now()
        busy = frozenset(self._busy)
        letters = await self._unit(lambda uow: self._due(uow, now, busy))
        heads = {(one.platform, one.chat): one for one in letters}
        fresh = heads.keys() - self._busy
        for chat in fresh:
            self._busy[chat] = asyncio.create_task(self._deliver(chat, heads[chat]))
        return len(fresh)

    def _due(self, uow: UnitOfWork, now: datetime, busy: frozenset[tuple[str, str]]) -> list[Letter]:
        if self._older is None:
            self._older = uow.letters.newest()
        return uow.letters.waiting(None, _BATCH, now, busy)  # also of one that is not set up any more

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

    async def _deliver(self, chat: tuple[str, str], letter: Letter | None) -> None:
        """Send a chat's letters one after the other until none is due there."""
        try:
            while letter is not None and not self._stopping:
                await keep(self._desk, await self._attempt(letter), f"letter {letter.id}")
                letter = await self._next_in(chat)
        except Exception:
            log.exception("%s: what is next there cannot be read; it is looked for again", chat)
            await asyncio.sleep(_IDLE)
        finally:
            del self._busy[chat]
            self._wake.set()

    async def _next_in(self, chat: tuple[str, str]) -> Letter | None:
        now = self._desk.clock.now()
        return await self._unit(lambda uow: uow.letters.next_in(*chat, now))

    async def _unit(self, work: Callable[[UnitOfWork], T]) -> T:
        return await asyncio.wrap_future(self._desk.writer.submit(work))

    async def _attempt(self, letter: Letter) -> Outcome:
        """Send one letter; returns what is to be recorded of it. Raises Unavailable before it is sent."""
        now = self._desk.clock.now()
        try:
            job = await self._prepared(letter)
        except base.PlatformError as error:
            return _failed(letter, error, now)
        try:
            said, drawn = await self._shaped(job)
            posted = await self._send(job, said, drawn)
        except base.PlatformError as error:
            return _failed(letter, error, now)
        except Exception as error:
            log.exception("letter %s: the platform failed", letter.id)
            return _failed(letter, _odd(letter, error), now)
        self.sent[letter.platform] += 1
        heard = self._platforms[letter.platform].abilities.hears
        return Outcome(
            whole=lambda tools: delivered.sent(tools, letter, posted, now, said.choices, heard=heard),
            least=lambda tools: tools.uow.letters.sent(letter.id, now),
        )

    async def _prepared(self, letter: Letter) -> _Job:
        """In a unit of its own. Raises PlatformError where there is no sending it, Unavailable."""
        if letter.notice == UNREADABLE:
            raise base.Refused("what it says cannot be read")
        if letter.platform not in self._platforms:
            raise base.Unreachable(f"{letter.platform} is not set up")
        try:
            return await self._unit(lambda uow: self._job(uow, letter))
        except Unavailable:
            raise
        except Exception as error:
            log.exception("letter %s cannot be prepared", letter.id)
            raise base.Refused(type(error).__name__) from error

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
        able: Abilities = await self._platforms[letter.platform].able(letter.chat)
        if job.plain or letter.platform in job.switches.buttonless:
            able = replace(able, buttons=0)
        return self._worded(job, notice, able), drawn

    def _worded(self, job: _Job, notice: Notice, able: Abilities) -> Shaped:
        """In the reader's words. Raises Refused: what has none now never has."""
        letter, texts = job.letter, self._desk.texts
        whom = (job.whom or "") if letter.mention else ""
        try:
            rendered = texts.render(notice, letter.language, job.zone)
            return shaped(rendered, able, texts, letter.language, whom, link=job.link)
        except Exception as error:
            log.exception("letter %s cannot be worded", letter.id)
            raise base.Refused(type(error).__name__) from error

    async def _message(self, job: _Job, said: Shaped, drawn: Enclosed) -> Message:
        document = next((one for one in drawn if isinstance(one, Document)), None)
        pictures = [one for one in drawn if isinstance(one, bytes)]
        photos = [*pictures, *[await self._media.content(photo) for photo in job.photos]]
        kept = [photo for photo in photos if photo and shown(photo)]
        tried = job.letter.id <= (self._older or 0)
        made = message(job.letter, said, kept, job.whom, tried=tried, plain=job.plain)
        listing = made.listing and job.letter.platform not in job.switches.listless
        return replace(made, document=document, listing=listing)


def _odd(letter: Letter, error: Exception) -> base.PlatformError:
    """What becomes of a letter on an error that no platform means: given up before its chat waits a day."""
    why = type(error).__name__
    passing = isinstance(error, Unavailable | OSError) or letter.attempts < _ODD
    return base.Unreachable(why) if passing else base.Refused(why)


def _failed(letter: Letter, error: base.PlatformError, now: datetime) -> Outcome:
    why = str(error)
    return Outcome(
        whole=_failure(letter, error, now), least=lambda tools: tools.uow.letters.failed(letter.id, why)
    )


def _failure(letter: Letter, error: base.PlatformError, now: datetime) -> Record:
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
