"""Names that a matter does not tell: whoever complained of a person, or anonymously, is 某业主 (S4-30)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from desk.notices import Fact, Notice, Who, Word

SOMEBODY = Word("someone.resident")


def veiled(notice: Notice, people: Collection[int]) -> Notice:
    """The notice without the names of these people."""
    if not people:
        return notice
    return replace(notice, facts={key: _veiled(fact, people) for key, fact in notice.facts.items()})


def _veiled(fact: Fact, people: Collection[int]) -> Fact:
    if isinstance(fact, Who):
        return SOMEBODY if fact.person in people else fact
    if isinstance(fact, Notice):
        return veiled(fact, people)
    if isinstance(fact, Sequence) and not isinstance(fact, str):
        return [_veiled(item, people) for item in fact]
    return fact
