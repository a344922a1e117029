"""The person whom a command names."""

from bot.cli.refusal import Refusal
from bot.persons import find
from bot.settings import Settings
from bot.sites import keep
from bot.terminal import say
from desk.people import Person
from storage.unit_of_work import UnitOfWork


def meant(uow: UnitOfWork, settings: Settings, word: str) -> Person:
    """The one person of that name, home or account; refused where there is none, or more than one."""
    found = find(uow, keep(uow, settings), word.strip())
    if not found:
        raise Refusal(say("person.unknown", word=word))
    if len(found) > 1:
        lines = "\n".join(say("person.one", id=one.id, name=one.name, home=one.home or "—") for one in found)
        raise Refusal(say("person.many", word=word, lines=lines))
    return found[0]
