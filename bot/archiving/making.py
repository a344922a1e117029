"""Making the archive (归档) of a month (S0-41): workbook, journal, photos, manifest; beside a running desk.

It is put together in a directory of its own and gets its name when it is whole, so that nobody takes half
of one for an archive. An archive that is there is never written over: a later one of the month stands
beside it and says what changed.
"""

import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.archiving import manifest
from bot.archiving.bar import Bar, Progress
from bot.archiving.beside import Job, begun
from bot.archiving.journal import Span
from bot.archiving.sheets import JOURNAL
from bot.archiving.voice import Voice
from bot.archiving.writing import Sheets, Tally
from bot.texts import clean
from desk.archives import Run, differences, figures_of
from desk.figures.month import Month
from desk.figures.period import Period
from desk.matters import DEFAULT, Matters
from handlers.figures import counting
from storage.unit_of_work import UnitOfWork

_MANY = 100_000  # lists, tuples and the like: more than a page of tickets has
_JOURNAL = f"{JOURNAL.name}.csv"
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|\0', "_"))


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be archived, and where."""

    period: Period
    media: Path  # the directory of the photos
    out: Path  # the directory of the archives
    by: int | None = None
    rule: Matters = DEFAULT  # what the site's standard counts as a group complaint
    url: str | None = None  # of the database, so that two processes can read it


def make(
    uow: UnitOfWork, order: Order, voice: Voice, progress: Progress = lambda _done, _all: None
) -> tuple[Run, Month]:
    """Count the month and write its archive; returns what is to be kept of it, and the figures.

    Raises OSError: then nothing is left of it.
    """
    before = uow.archives.of(voice.site.id, str(order.period))
    with _room(order.out) as room, _seldom_collected():
        month, count, journal = _written(uow, order, voice, room, progress)
        figures = figures_of(month)
        changes = differences(before[-1].figures, figures) if before else ()
        about = {**_about(month, voice, count), "journal": _seal(uow, voice.site.id)}
        if before:
            about["corrects"] = {
                "manifest": before[-1].manifest,
                "made_at": before[-1].made_at.isoformat(),
                "changes": [vars(one) for one in changes],
            }
        digest = manifest.write(room, about, {_JOURNAL: journal})
        folder = _settle(room, order, voice)
    run = Run(
        site=voice.site.id,
        month=str(order.period),
        made_at=voice.until,
        by=order.by,
        folder=folder.name,
        manifest=digest,
        tickets=count.tickets,
        photos=count.photos,
        missing=len(count.missing),
        figures=figures,
        changes=changes,
    )
    return run, month


def _written(
    uow: UnitOfWork, order: Order, voice: Voice, room: Path, progress: Progress
) -> tuple[Month, Tally, str]:
    """The files, three works in one bar: the year before is counted; sheets, and the month; journal.

    Returns the SHA-256 of this last one too.
    """
    site, first, last = voice.site, order.period.begins(voice.zone), order.period.ends(voice.zone)
    everything = uow.figures.count(site.id, first, last)
    job = Job(
        url=order.url,
        file=room / _JOURNAL,
        site=site,
        names=voice.names,
        language=voice.language,
        until=voice.until,
        span=Span(first=first, last=last, newest=uow.sayings.newest()),
    )
    with begun(job, uow, voice, everything) as journal:
        bar = Bar(progress, everything, journal.told)
        count = counting(uow, site, order.period, voice.until, bar.counted, rule=order.rule, last=first)
        month, found = Sheets(uow, count, voice, room, order.media).write(bar.filed)
        return month, found, journal.finish(bar.told)


def _about(month: Month, voice: Voice, count: Tally) -> dict[str, Any]:
    return {
        "site": voice.site.name,
        "month": str(month.period),
        "made_at": voice.until.astimezone(voice.zone).isoformat(timespec="seconds"),
        "whole": month.whole,
        "tickets": count.tickets,
        "figures": figures_of(month),
        "missing_photos": count.missing,
    }


def _seal(uow: UnitOfWork, site: int) -> dict[str, Any] | None:
    """The end of the hash chain: kept outside the database, so that nobody makes it anew unseen (S2-18)."""
    head = uow.chain.head(site)
    return {"entries": head.length, "sha256": head.hash.hex()} if head else None


@contextmanager
def _room(out: Path) -> Iterator[Path]:
    out.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(dir=out, prefix=".making-"))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """The rows in hand are no garbage: looking for it among them takes a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(_MANY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _settle(room: Path, order: Order, voice: Voice) -> Path:
    """Give it its name: 阳光花园-2026-10, the next one 阳光花园-2026-10-2."""
    name = f"{folder_name(voice.site.name)}-{order.period}"
    number = 1
    while True:
        folder = order.out / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            number += 1
            continue
        room.chmod(0o750)
        room.replace(folder)  # an empty directory may be replaced
        return folder


def folder_name(text: str) -> str:
    """The text as it may stand in the name of a file on any system."""
    return clean.line(text).translate(_UNSAFE).strip(". ") or "_"
