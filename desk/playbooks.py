"""Playbooks (预案): what is done about each kind of emergency, as data (S0-17, S2-67 … S2-80)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from desk.notices import Word
from desk.people import Role
from desk.reading import Place

OTHER = "other"  # the kind of whatever is no other


class Near(StrEnum):
    """How near a later report must be to be of the same incident."""

    SITE = "site"  # one for the whole compound: a storm, a child that is missing
    BUILDING = "building"
    UNIT = "unit"  # a lift
    HOME = "home"  # a patient


_PARTS = {
    Near.SITE: (),
    Near.BUILDING: ("building",),
    Near.UNIT: ("building", "unit"),
    Near.HOME: ("building", "unit", "room"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of the checklist."""

    words: Word | str
    role: Role  # who sees to it
    within: timedelta
    required: bool  # no all-clear before it is done
    clause: str


@dataclass(frozen=True, kw_only=True)
class Playbook:
    """One kind of emergency."""

    kind: str
    order: int  # of two that fit, the lower one is meant
    title: Word | str
    topics: frozenset[str]
    words: tuple[str, ...]  # any of them in the text
    near: Near
    advice: Word | str  # what residents are told in the first second
    pinged: tuple[Role, ...]  # at once, at every address
    answer: timedelta  # until the next one is called
    steps: tuple[Step, ...]
    reviser: Role  # who revisits (S2-105)
    revisit: timedelta  # after the all-clear
    clause: str

    def fits(self, topic: str | None, text: str) -> bool:
        """Whether a report with that topic and those words is of this kind; `other` fits all."""
        return self.kind == OTHER or topic in self.topics or any(word in text for word in self.words)


def meant(playbooks: Iterable[Playbook], topic: str | None, text: str) -> Playbook:
    """The first playbook, in their order, that fits; raises LookupError where there is none at all."""
    for one in sorted(playbooks, key=lambda one: (one.kind == OTHER, one.order)):
        if one.fits(topic, text):
            return one
    raise LookupError("no playbook is called other")


def same_place(near: Near, known: Place, said: Place) -> bool:
    """Whether two reports may be of one incident: what only one of them says contradicts nothing."""
    pairs = [(getattr(known, part), getattr(said, part)) for part in _PARTS[near]]
    return not any(a is not None and b is not None and a != b for a, b in pairs)
