"""A history through reader and desk on a sample site in a passing database; nothing is sent."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import sample
from bot.book import load_book
from bot.cli.history import Said
from desk.people import Person, Role, RoomKind, Site
from desk.ticket import Status, Ticket
from handlers import delivered, router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage import schema
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer

PLATFORM = "replay"
_BATCH = 50  # letters posted at a time


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one message led to."""

    said: Said
    at: datetime
    ticket: Ticket | None = None  # the one that it opened or proposed
    added: bool = False  # it went into one that was there
    answers: int = 0  # new messages of the bot in the residents' room

    @property
    def asked(self) -> bool:
        """Whether staff alone would have been asked."""
        return self.ticket is not None and self.ticket.status is Status.PROPOSED


class Rehearsal:
    """The desk, played for one history."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader
        self._book = load_book()
        self._window = Window()
        self._known: set[int] = set()
        self._posted = 0
        self._site: Site = writer.submit(self._seed).result()

    def employ(self, accounts: Iterable[str]) -> None:
        """These accounts belong to the company's people: what they write is no report."""

        def work(uow: UnitOfWork) -> None:
            for account in accounts:
                staff = Person(id=0, site=self._site.id, name=account, role=Role.FRONT_DESK)
                uow.people.reach(uow.people.add(staff).id, PLATFORM, _account(account))

        self._writer.submit(work).result()

    def hear(self, messages: list[tuple[Said, datetime]]) -> list[Outcome]:
        """What the messages lead to, each at its moment."""
        work: Callable[[UnitOfWork], list[Outcome]]
        work = lambda uow: [self._one(self._tools(uow), said, at) for said, at in messages]  # noqa: E731  # named for its type
        return self._writer.submit(work).result()

    def _seed(self, uow: UnitOfWork) -> Site:
        site = sample.seed(uow, PLATFORM)
        [room] = uow.rooms.of(site.id, RoomKind.RESIDENTS)
        self._room = room.chat
        return site

    def _tools(self, uow: UnitOfWork) -> Tools:
        return Tools(uow=uow, reader=self._reader, book=self._book, window=self._window)

    def _one(self, tools: Tools, said: Said, at: datetime) -> Outcome:
        router.handle(self._incoming(said), tools, at)
        key = tools.uow.posts.ticket_of(PLATFORM, self._room, said.id)
        fresh = key is not None and key not in self._known
        ticket = tools.uow.tickets.get(key) if key is not None and fresh else None
        if key is not None:
            self._known.add(key)
        answers = self._deliver(tools, at)
        return Outcome(said=said, at=at, ticket=ticket, added=key is not None and not fresh, answers=answers)

    def _incoming(self, said: Said) -> Incoming:
        return Incoming(
            platform=PLATFORM,
            update=said.id,
            kind=Kind.MESSAGE,
            chat=self._room,
            sender=Sender(account=_account(said.account), name=said.name),
            message=said.id,
            text=said.text,
            photos=(said.photo,) if said.photo else (),
            reply_to=said.reply_to,
        )

    def _deliver(self, tools: Tools, at: datetime) -> int:
        """Take every letter as sent, so that cards are edited as they would be; returns what is new aloud."""
        answers = 0
        while letters := tools.uow.letters.waiting([PLATFORM], _BATCH):
            for letter in letters:
                place = (letter.ticket or 0, PLATFORM, letter.chat, letter.card or "")
                standing = tools.uow.posts.message_of(*place) if letter.card else None
                answers += letter.chat == self._room and standing is None
                self._posted += 1
                delivered.sent(tools, letter, None if standing else f"bot-{self._posted}", at)
        return answers


@contextmanager
def rehearsal(reader: Reader) -> Iterator[Rehearsal]:
    """A desk whose database is gone afterwards."""
    with TemporaryDirectory(prefix="wuyebot-replay-") as directory:
        engine = open_engine(f"sqlite:///{Path(directory) / 'desk.db'}")
        schema.upgrade(engine)
        writer = Writer(engine)
        try:
            yield Rehearsal(writer, reader)
        finally:
            writer.close()
            engine.dispose()


def _account(name: str) -> str:
    """Apart from the sample's own people, whose accounts are numbers."""
    return f"person:{name}"
