"""Files asked for in chat: made beside the writer when their letter is delivered, recorded before they leave.

What is about somebody's conduct (the sealed part of an archive) never leaves by chat (S3-02, S4-28).
"""

import asyncio
import hashlib
import logging
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.archiving.archivist import FOLDER
from bot.archiving.sheets import REGISTER
from bot.archiving.voice import Voice, voice_of
from bot.clock import Clock
from bot.delivery import Composer, Enclosed
from bot.exporting.records import FORMATS, Out, Xlsx, fill
from bot.platforms.base import Document, Platform
from bot.texts.render import Texts
from desk.archives import Run
from desk.figures.period import Period, parse
from desk.notices import Fact, Notice, Who, Word
from storage.bundles import Bundle
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

log = logging.getLogger(__name__)

_SHOWN = 16  # characters of a digest that people compare
_MB = 1_000_000
_SEALED = "sealed"
_PHOTOS = "photos"
_LEFT_OUT = {_SEALED: Word("file.no_sealed"), _PHOTOS: Word("file.no_photos")}
_NAMED = ("archive", "register")
_ANY = Period(2000, 1)  # no month is left open here
_FORMS: Mapping[str, Callable[[Path, str, Voice], Out]] = {
    **FORMATS,
    "register": partial(Xlsx, sheets=(REGISTER,)),
}


class _KeptBackError(Exception):
    """Somebody else is to fetch it from the server."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which file is meant."""

    first: Period
    last: Period
    form: str
    persons: bool
    fresh: bool  # an archive of now, not the last one
    by: int

    @property
    def months(self) -> str:
        """2026-10, or 2026-01..2026-10."""
        return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return f"{self.form if self.form in _NAMED else 'export'}-{self.months.replace('..', '_')}"


class Clerk:
    """Makes the files that letters ask for."""

    def __init__(
        self,
        *,
        reading: Callable[[], AbstractContextManager[UnitOfWork]],
        writer: Writer,
        data: Path,
        texts: Texts,
        clock: Clock,
        platforms: Mapping[str, Platform],
        archive: Composer,
    ) -> None:
        """`archive` makes the archive of a letter that names one, or finds it made."""
        self._reading, self._writer, self._data = reading, writer, data
        self._texts, self._clock, self._platforms, self._archive = texts, clock, platforms, archive

    def composers(self) -> Mapping[str, Composer]:
        """By the key of the notice that stands in the letter."""
        return {"file.wanted": self._file}

    async def _file(self, letter: Letter) -> tuple[Notice, Enclosed]:
        wish = _wish(letter)
        facts: dict[str, Fact] = {"months": wish.months, "form": Word(f"fileform.{wish.form}")}
        most = (await self._platforms[letter.platform].able(letter.chat)).document
        if not most:
            return Notice("file.not_here"), ()
        if wish.form == "archive" and (
            wish.fresh or not await asyncio.to_thread(self._runs, letter.site, wish)
        ):
            asked = Notice("archived.month", {"month": str(wish.first), "by": wish.by})
            await self._archive(replace(letter, notice=asked))
        try:
            document, without = await asyncio.to_thread(self._made, letter.site, wish, most)
        except OSError:
            log.exception("a file for chat cannot be written")
            return Notice("file.failed", facts), ()
        except _KeptBackError:
            return Notice("file.kept_back", facts), ()
        if document is None:
            return Notice("file.too_big", {**facts, "most": most // _MB}), ()
        await asyncio.wrap_future(self._writer.submit(lambda uow: self._record(uow, letter, wish, document)))
        private = Word("file.private") if wish.persons else None
        absent = [_LEFT_OUT[part] for part in without]
        about = {
            **facts,
            "name": document.name,
            "digest": _digest(document),
            "without": absent,
            "private": private,
        }
        return Notice("file.sent", about), (document,)

    def _record(self, uow: UnitOfWork, letter: Letter, wish: Wish, document: Document) -> None:
        """Who is being given what, before it leaves; once, however often it is tried."""
        digest = _digest(document)
        if uow.seen.mark(f"file {letter.id}") == digest:
            return
        uow.seen.set_mark(f"file {letter.id}", digest)
        facts: dict[str, Fact] = {
            "by": Who(wish.by),
            "name": document.name,
            "digest": digest,
        }
        uow.duty_log.add(letter.site, self._clock.now(), Notice("dutylog.file", facts))

    def _made(self, site: int, wish: Wish, most: int) -> tuple[Document | None, list[str]]:
        """The file, None where the chat takes none so large; and which directories are not in it."""
        with tempfile.TemporaryDirectory(prefix="wuyebot-") as room:
            if wish.form != "archive":
                return _fitting(self._exported(Path(room), site, wish), most), []
            folder = self._archived(site, wish)
            file = Path(room) / f"{wish.stem}.zip"
            for without in ((_SEALED,), (_SEALED, _PHOTOS)):
                if document := _fitting(_packed(folder, file, without), most):
                    return document, [one for one in without if (folder / one).exists()]
            return None, []

    def _archived(self, site: int, wish: Wish) -> Path:
        """The archive's directory; kept back from whoever is complained of in it (S4-28)."""
        runs = self._runs(site, wish)
        if not runs:
            raise FileNotFoundError(f"no archive of {wish.first}")
        with self._reading() as uow:
            zone = ZoneInfo(uow.sites.get(site).timezone)
            if wish.by in uow.tickets.accused(site, wish.first.begins(zone), wish.first.ends(zone)):
                raise _KeptBackError
        return self._data / FOLDER / runs[-1].folder

    def _runs(self, site: int, wish: Wish) -> list[Run]:
        with self._reading() as uow:
            return uow.archives.of(site, str(wish.first))

    def _exported(self, room: Path, site: int, wish: Wish) -> Path:
        with self._reading() as uow:
            place, now = uow.sites.get(site), self._clock.now()
            voice = voice_of(uow, place, self._texts, place.language, now, persons=wish.persons)
            sink = _FORMS[wish.form](room, wish.stem, voice)
            pages = uow.bundles.pages(site, wish.first.begins(voice.zone), wish.last.ends(voice.zone))
            fill(sink, map(partial(_readable, wish.by), pages), lambda _done: None)
        files = [room / name for name in sink.done()]
        return files[0] if len(files) == 1 else _zipped(room / f"{wish.stem}.zip", room, files)


def _wish(letter: Letter) -> Wish:
    facts = letter.notice.facts
    first, _, last = str(facts["months"]).partition("..")
    begin, end, by = parse(first, _ANY), parse(last, _ANY), facts["by"]
    return Wish(
        first=begin or _ANY,
        last=end or begin or _ANY,
        form=str(facts["form"]),
        persons=bool(facts["persons"]),
        fresh=bool(facts["fresh"]),
        by=by if isinstance(by, int) else 0,
    )


def _readable(person: int, page: list[Bundle]) -> list[Bundle]:
    """Without what that person is complained of in (S4-28)."""
    return [one for one in page if person not in one.ticket.accused]


def _packed(folder: Path, file: Path, without: tuple[str, ...]) -> Path:
    """The archive as one file, but for these directories."""
    inside = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return _zipped(file, folder, [one for one in inside if one.relative_to(folder).parts[0] not in without])


def _zipped(file: Path, folder: Path, files: list[Path]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            archive.write(one, one.relative_to(folder).as_posix())
    return file


def _fitting(file: Path, most: int) -> Document | None:
    return Document(name=file.name, content=file.read_bytes()) if file.stat().st_size <= most else None


def _digest(document: Document) -> str:
    return hashlib.sha256(document.content).hexdigest()[:_SHOWN]
