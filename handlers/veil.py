"""Names that a matter does not tell: whoever complained of a person, or anonymously, is 某业主 (S4-30)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.journal import WORDS
from desk.notices import Fact, Notice, Who, Word
from desk.people import Person, Role

if TYPE_CHECKING:
    from handlers.tools import Tools  # who only hides names need not wait for all that handlers have

SOMEBODY = Word("someone.resident")


def veiled(notice: Notice, people: Collection[int]) -> Notice:
    """The notice without the names of these people."""
    if not people:
        return notice
    return replace(notice, facts={key: _veiled(fact, people) for key, fact in notice.facts.items()})


def as_read(tools: "Tools", person: Person, notice: Notice) -> Notice:
    """The notice as this member of staff may read it: headquarters figures, never persons (S0-47)."""
    if person.role is not Role.HEADQUARTERS:
        return notice
    people = tools.uow.people.named(set(persons_in([notice])))
    return _without_persons(notice, {key: one.role for key, one in people.items()})


def _without_persons(notice: Notice, roles: Mapping[int, Role]) -> Notice:
    """Roles for names, and nobody's words."""
    told = {key: "…" if fact and key in WORDS else fact for key, fact in notice.facts.items()}
    return replace(notice, facts={key: _by_role(fact, roles) for key, fact in told.items()})


def _by_role(fact: Fact, roles: Mapping[int, Role]) -> Fact:
    if isinstance(fact, Who):
        role = roles.get(fact.person or 0)
        return fact if role is None else SOMEBODY if role is Role.RESIDENT else Word(f"role.{role}")
    if isinstance(fact, Notice):
        return _without_persons(fact, roles)
    if isinstance(fact, Sequence) and not isinstance(fact, str):
        return [_by_role(item, roles) for item in fact]
    return fact


def persons_in(facts: Iterable[Fact]) -> Iterator[int]:
    """The ids of the persons whom they name."""
    for fact in facts:
        if isinstance(fact, Who) and fact.person is not None:
            yield fact.person
        elif isinstance(fact, Notice):
            yield from persons_in(fact.facts.values())
        elif isinstance(fact, Sequence) and not isinstance(fact, str):
            yield from persons_in(fact)


def _veiled(fact: Fact, people: Collection[int]) -> Fact:
    if isinstance(fact, Who):
        return SOMEBODY if fact.person in people else fact
    if isinstance(fact, Notice):
        return veiled(fact, people)
    if isinstance(fact, Sequence) and not isinstance(fact, str):
        return [_veiled(item, people) for item in fact]
    return fact
