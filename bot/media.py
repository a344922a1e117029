"""Photos in the media directory: fetched from their platform after the commit, checked, named by content."""

import asyncio
import hashlib
import io
import logging
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from bot.platforms.base import Platform, PlatformError, Unreachable
from bot.whereabouts import hidden
from handlers.forgetting import SWEEP
from storage.photos import Photo
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

log = logging.getLogger(__name__)

_BATCH = 20
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


def _waiting(uow: UnitOfWork) -> tuple[list[Photo], set[str]]:
    """What is to be fetched, and the files that are to go because a person was forgotten."""
    gone: set[str] = set()
    if uow.seen.mark(SWEEP):
        gone = uow.photos.let_go()
        uow.seen.set_mark(SWEEP, "")
    return uow.photos.waiting(_BATCH), gone


class Media:
    """The directory and those who fill it."""

    def __init__(self, directory: Path, writer: Writer, platforms: Mapping[str, Platform]) -> None:
        self._directory = directory
        self._writer = writer
        self._platforms = platforms

    async def fetch_waiting(self) -> None:
        """Fetch what tickets are still waiting for; a photo that cannot be had is marked so."""
        photos, gone = await asyncio.wrap_future(self._writer.submit(_waiting))
        for name in gone:
            await asyncio.to_thread((self._directory / name).unlink, missing_ok=True)
        for photo in photos:
            if photo.platform in self._platforms:
                await self._fetch(photo)

    async def content(self, photo: Photo) -> bytes | None:
        """The picture, from the directory or else from its platform; None: it cannot be had."""
        if photo.file:
            return await asyncio.to_thread((self._directory / photo.file).read_bytes)
        try:
            return hidden(await self._platforms[photo.platform].fetch(photo.ref))
        except PlatformError:
            return None

    async def _fetch(self, photo: Photo) -> None:
        try:
            content = hidden(await self._platforms[photo.platform].fetch(photo.ref))
            file = await asyncio.to_thread(self._store, content)
        except Unreachable:
            return  # next time
        except (PlatformError, NotAPhotoError) as error:
            why = str(error)
            log.warning("photo %s cannot be had: %s", photo.id, why)
            await asyncio.wrap_future(self._writer.submit(lambda uow: uow.photos.failed(photo.id, why)))
            return
        await asyncio.wrap_future(self._writer.submit(lambda uow: uow.photos.stored(photo.id, file)))

    def _store(self, content: bytes) -> str:
        name = f"{hashlib.sha256(content).hexdigest()}.{kind_of(content)}"
        path = self._directory / name
        if not path.exists():
            self._directory.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{uuid4().hex}.part")  # another may fetch the same picture now
            draft.write_bytes(content)
            draft.replace(path)
        return name
