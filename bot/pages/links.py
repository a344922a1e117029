"""Which letters have a page, and what stands on it: nothing but what that person was sent."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.pages.passes import LIVES, Pass, Passes
from desk.moves.table import knows
from desk.people import Person, Site
from handlers.gathering import GOES_ON
from handlers.naming import key_in, name
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork

PATH = "/t"


class Links:
    """The addresses of pages; `platform` is the one whose letters have some."""

    def __init__(self, public_url: str, passes: Passes, platform: str) -> None:
        self._base = f"{public_url.rstrip('/')}{PATH}/"
        self._passes = passes
        self._platform = platform

    def to(self, uow: UnitOfWork, letter: Letter) -> str:
        """The address of the letter's page; "": there is nothing to choose, or nobody known reads it."""
        if letter.platform != self._platform or not letter.notice.buttons:
            return ""
        reader = _reader(uow, letter)
        if reader is None:
            return ""
        until = int((letter.created_at + LIVES).timestamp())
        right = Pass(letter=name(letter), person=reader.id, ticket=letter.ticket or 0, until=until)
        return self._base + self._passes.sealed(right)


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What its holder sees."""

    letter: Letter  # the newest of the same card
    site: Site
    person: Person
    message: str | None  # as which it stands in the chat
    asked: str  # as what the desk waits for words about it (storage/questions.py); "": it does not
    until: datetime
    number: int | None  # the ticket's

    @property
    def language(self) -> str:
        """The person's, else the letter's."""
        return self.person.language or self.letter.language


def sight(uow: UnitOfWork, right: Pass, now: datetime) -> Sight | None:
    """None: the letter is gone, or it is that person's no more."""
    letter = _named(uow, right.letter)
    reader = _reader(uow, letter) if letter else None
    if letter is None or reader is None:
        return None
    ticket = uow.tickets.get(letter.ticket) if letter.ticket else None
    if (reader.id, letter.ticket or 0) != (right.person, right.ticket):
        return None
    if ticket is not None and not knows(reader, ticket):  # they may not any more (S4-28)
        return None
    newest = uow.letters.newest_of(letter) if letter.card else None
    return Sight(
        letter=newest or letter,
        site=uow.sites.get(letter.site),
        person=reader,
        message=_message(uow, letter),
        asked=_asked(uow, reader, letter, now),
        until=datetime.fromtimestamp(right.until, UTC),
        number=ticket.number if ticket else None,
    )


def _named(uow: UnitOfWork, named: str) -> Letter | None:
    key = key_in(named)
    found = uow.letters.get(key) if key else None
    return found[0] if found and name(found[0]) == named else None


def _reader(uow: UnitOfWork, letter: Letter) -> Person | None:
    """Whose account the letter goes to, at the letter's site."""
    there = [one for one in uow.people.at(letter.platform, letter.chat, letter.site) if one.active]
    return next((one for one in there if letter.person in (None, one.id)), None)


def _message(uow: UnitOfWork, letter: Letter) -> str | None:
    if letter.card is None:
        return None
    if letter.ticket:
        return uow.posts.message_of(letter.ticket, letter.platform, letter.chat, letter.card)
    return uow.loose_cards.message_of(letter.platform, letter.chat, letter.card)


def _asked(uow: UnitOfWork, reader: Person, letter: Letter, now: datetime) -> str:
    """What words written now would be taken for, as in the chat."""
    spoken = uow.scenes.in_private(letter.platform, letter.chat, letter.chat, now=now, since=now)
    question = spoken.question if spoken else None
    if question is None or (question.person, question.ticket) != (reader.id, letter.ticket):
        return ""
    return "" if question.kind == GOES_ON else question.kind
