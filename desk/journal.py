"""The journal (流水): append-only entries of a ticket, each with an audience."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk.notices import Fact, Notice, Who

# Facts in which people's own words, names or numbers stand; the rest is figures.
WORDS = frozenset(
    "words result reason remark document body phone whom option options measures difficulty".split()
)


class Audience(StrEnum):
    """The widest circle that may see an entry: each includes those above it."""

    MANAGERS = "managers"
    STAFF = "staff"
    RESIDENT = "resident"  # the reporters too


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that happened; `kind` is its text key "journal.<kind>"."""

    kind: str
    at: datetime
    actor: int | None  # person id; None: the desk itself
    audience: Audience
    facts: Mapping[str, Fact] = field(default_factory=dict)


def notice_of(entry: Entry) -> Notice:
    """One journal entry in words."""
    return Notice(f"journal.{entry.kind}", {**entry.facts, "by": Who(entry.actor)})
