"""Photos in the media directory: fetched from their platform after the commit, checked, named by content."""

import asyncio
import hashlib
import io
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from bot.intake import Desk
from bot.outcomes import Outcome, Record, keep
from bot.platforms.base import Platform, PlatformError, Unreachable
from bot.platforms.chores import ended
from bot.whereabouts import hidden
from handlers import fetched
from handlers.forgetting import SWEEP
from storage.durable import sync_directory, synced
from storage.photos import Photo
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

_BATCH = 20  # of each platform at a time
_IDLE = 1.0  # seconds between looks
_LARGEST = 80_000_000  # pixels; beyond it a picture is a decompression bomb, not evidence
_KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}


_PDF = b"%PDF-"


def shown(content: bytes) -> bool:
    """Whether a chat shows it as a picture; a letter (PDF) is kept with the ticket."""
    return not content.startswith(_PDF)


class NotAPhotoError(ValueError):
    """The file is no picture of a kind that chats show (JPEG, PNG, WebP, GIF)."""


def kind_of(content: bytes) -> str:
    """The file ending of a picture, or of a letter (PDF); raises NotAPhotoError for anything else."""
    if content.startswith(_PDF):
        return "pdf"
    from PIL import Image  # noqa: PLC0415  # only who sends photos pays for it

    try:
        with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as picture:
            (width, height), kind = picture.size, str(picture.format)
    except Exception as error:
        raise NotAPhotoError("not a JPEG, PNG, WebP or GIF") from error
    if width * height > _LARGEST:
        raise NotAPhotoError(f"{width}×{height} pixels are too many")
    return _KINDS[kind]


class Media:
    """The directory and those who fill it."""

    def __init__(self, directory: Path, desk: Desk, platforms: Mapping[str, Platform]) -> None:
        self._directory = directory
        self._desk = desk
        self._platforms = platforms
        self._busy: dict[str, asyncio.Task[None]] = {}  # by platform: one that hangs holds up no other

    async def run(self) -> None:
        """Fetch for ever what is waited for."""
        try:
            while True:
                try:
                    await self._round()
                except Exception:
                    log.exception("fetching photos stumbled; it goes on")
                await asyncio.sleep(_IDLE)
        finally:
            await ended(list(self._busy.values()))

    async def fetch_waiting(self) -> None:
        """Return once everything that can be fetched now has been."""
        while await self._round() or self._busy:
            if self._busy:
                await asyncio.wait(list(self._busy.values()), return_when=asyncio.FIRST_COMPLETED)

    async def content(self, photo: Photo) -> bytes | None:
        """The picture, from the directory or else from its platform; None: it cannot be had now."""
        try:
            if photo.file:
                return await asyncio.to_thread((self._directory / photo.file).read_bytes)
            return await self._given(photo)
        except (PlatformError, OSError) as error:
            log.warning("photo %s: a letter goes without it: %s", photo.id, error)
            return None

    async def _round(self) -> int:
        """Begin to fetch from every platform that has something due and is not busy; returns how many."""
        now = self._desk.clock.now()
        due, asked = await asyncio.wrap_future(self._desk.writer.submit(lambda uow: _due(uow, now)))
        if asked:
            await self._sweep(asked)
        fresh = {name: photos for name, photos in due.items() if name not in self._busy}
        for name, photos in fresh.items():
            self._busy[name] = asyncio.create_task(self._fetch(name, photos))
        return len(fresh)

    async def _sweep(self, asked: str) -> None:
        """Remove the files of who was forgotten; only once they are gone is that not to be done again."""
        submit = self._desk.writer.submit
        gone = await asyncio.wrap_future(submit(lambda uow: uow.photos.unwanted()))
        try:
            for name in gone:
                await asyncio.to_thread((self._directory / name).unlink, missing_ok=True)
        except OSError as error:
            log.error("what is to be forgotten cannot be removed: %s", error)  # noqa: TRY400  # known
            return
        await asyncio.wrap_future(submit(lambda uow: _swept(uow, gone, asked)))

    async def _fetch(self, platform: str, photos: Sequence[Photo]) -> None:
        try:
            for photo in photos:
                await keep(self._desk, await self._attempt(photo), f"photo {photo.id}")
        finally:
            del self._busy[platform]

    async def _attempt(self, photo: Photo) -> Outcome:
        """Fetch one; returns what became of it."""
        try:
            file = await asyncio.to_thread(self._store, await self._given(photo))
        except Exception as error:  # noqa: BLE001  # whatever it was, the photos behind it do not wait for it
            why = str(error) if isinstance(error, PlatformError | NotAPhotoError) else type(error).__name__
            whole = self._failure(photo, error, why)
            return Outcome(whole=whole, least=lambda tools: tools.uow.photos.failed(photo.id, why))
        return Outcome(
            whole=lambda tools: tools.uow.photos.stored(photo.id, file),
            least=lambda tools: tools.uow.photos.failed(photo.id, "not kept"),
        )

    def _failure(self, photo: Photo, error: Exception, why: str) -> Record:
        now = self._desk.clock.now()
        if isinstance(error, PlatformError | NotAPhotoError) and not isinstance(error, Unreachable):
            log.warning("photo %s cannot be had: %s", photo.id, why)
            return lambda tools: fetched.lost(tools, photo, why, now)
        if not isinstance(error, PlatformError):
            log.error("photo %s is not stored; it is fetched again later", photo.id, exc_info=error)
        after = error.after if isinstance(error, Unreachable) else None
        return lambda tools: fetched.unreachable(tools, photo, why, now, after)

    async def _given(self, photo: Photo) -> bytes:
        """From its platform. Raises PlatformError."""
        platform = self._platforms.get(photo.platform)
        if platform is None:
            raise Unreachable(f"{photo.platform} is not set up")
        return hidden(await platform.fetch(photo.ref))

    def _store(self, content: bytes) -> str:
        name = f"{hashlib.sha256(content).hexdigest()}.{kind_of(content)}"
        path = self._directory / name
        if not path.exists():
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f"{uuid4().hex}.part")  # another may fetch the same picture now
            try:
                with draft.open("wb") as file:
                    file.write(content)
                    synced(file)  # else a power cut leaves the row, which is synced, and no picture
                draft.replace(path)
                sync_directory(self._directory)
            finally:
                draft.unlink(missing_ok=True)  # on a full disk half a picture takes the last room
        return name


def _due(uow: UnitOfWork, now: datetime) -> tuple[dict[str, list[Photo]], str | None]:
    """What is to be fetched, by platform; and the mark that files of somebody forgotten are to go."""
    due = {platform: uow.photos.waiting(platform, _BATCH, now) for platform in uow.photos.platforms()}
    return {platform: photos for platform, photos in due.items() if photos}, uow.seen.mark(SWEEP)


def _swept(uow: UnitOfWork, gone: set[str], asked: str) -> None:
    uow.photos.let_go(gone)
    if uow.seen.mark(SWEEP) == asked:  # else somebody else was forgotten meanwhile
        uow.seen.set_mark(SWEEP, "")
