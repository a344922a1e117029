"""The journal of a large month is written by a process of its own, on another core, meanwhile."""

import gc
import multiprocessing
import signal
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.archiving import journal
from bot.archiving.manifest import sha256
from bot.archiving.voice import Voice
from bot.texts.render import DEFAULT, LANGUAGES, Texts
from desk.people import Site
from storage.bare import Aside
from storage.teller import Teller

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork  # the other process need not wait for all its tables

MANY = 5_000  # tickets; for fewer a process takes longer to start than it saves

Told = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be written: plain values, since they go to another process."""

    url: str | None  # of the database; None: nobody else can read it
    file: Path
    site: Site
    names: Mapping[int, str]
    language: str
    until: datetime
    span: journal.Span
    aside: Aside | None = None  # how to read without SQLAlchemy, which takes long to load


class Writing(ABC):
    """A journal that is being written, or is still to be."""

    def told(self) -> int:
        """How many tickets are done; raises OSError where it failed."""
        return 0

    @abstractmethod
    def finish(self, told: Told) -> str:
        """Wait until it is written; returns its SHA-256, raises OSError."""


@contextmanager
def begun(job: Job, uow: "UnitOfWork", voice: Voice, tickets: int) -> Iterator[Writing]:
    """The journal is written meanwhile; for a small month, when its end is waited for."""
    if job.url is None or tickets < MANY:
        yield _Here(job, uow, voice)
        return
    mine, theirs = (starting := multiprocessing.get_context("spawn")).Pipe(duplex=False)
    job = replace(job, aside=uow.sayings.aside())
    process = starting.Process(target=_work, args=(job, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _There(mine)
    finally:
        process.terminate()  # it has ended, unless we failed
        process.join()
        mine.close()


class _Here(Writing):
    def __init__(self, job: Job, uow: "UnitOfWork", voice: Voice) -> None:
        self._job, self._uow, self._voice = job, uow, voice

    def finish(self, told: Told) -> str:
        journal.write(self._uow.sayings, self._job.file, self._voice, self._job.span, told)
        return sha256(self._job.file)


class _There(Writing):
    def __init__(self, news: Connection) -> None:
        self._news, self._done, self._digest = news, 0, ""

    def told(self) -> int:
        while not self._digest and self._news.poll():
            self._hear()
        return self._done

    def finish(self, told: Told) -> str:
        while not self._digest:
            self._hear()
            told(self._done)
        return self._digest

    def _hear(self) -> None:
        try:
            news = self._news.recv()
        except EOFError:
            raise ChildProcessError("the journal's process ended") from None
        if isinstance(news, OSError):
            raise news
        if isinstance(news, str):
            self._digest = news
        else:
            self._done = news


def _work(job: Job, news: Connection) -> None:
    """In the other process: write, and say how far it is; at the end the SHA-256, or what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began it ends it
    try:
        gc.disable()  # this process makes no cycles, and ends soon
        texts = Texts.load([one for one in LANGUAGES if one in (job.language, DEFAULT)])
        voice = Voice(site=job.site, texts=texts, language=job.language, until=job.until, names=job.names)
        with job.aside.opened() if job.aside else _reading(job.url or "") as sayings:
            journal.write(sayings, job.file, voice, job.span, news.send)
        news.send(sha256(job.file))
    except OSError as error:
        news.send(error)


@contextmanager
def _reading(url: str) -> Iterator[Teller[Any]]:
    """Where SQLAlchemy is needed."""
    from storage.engine import open_engine  # noqa: PLC0415  # who does without it need not wait for it
    from storage.sayings import Sayings  # noqa: PLC0415
    from storage.snapshot import snapshot  # noqa: PLC0415
    from storage.statements import Transaction  # noqa: PLC0415

    engine = open_engine(url)
    with snapshot(engine) as connection:
        yield Sayings(Transaction(connection, reading=True))
    engine.dispose()
