"""What a journal entry says, as `storage.sayings` has it read: a text; and that text taken apart.

Without SQLAlchemy: the process that writes an archive's journal begins a second sooner without it.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, TypeAlias

from desk.journal import Audience, Entry
from storage.facts import decode_facts

_AUDIENCES = {one.value: one for one in Audience}
_json = json.JSONDecoder().raw_decode
PROMISES = b'{"kept":['  # where an entry kept some they stand before its other facts
_KEPT = b"]"  # and end so
BETWEEN = b"\x1e"  # entries; JSON has no such character
IDS = 10**10  # added to each, so that all have as many digits
_SAID = re.compile(r"(.*\})([a-z_]+)(-|\d+)([a-z_]+)", re.DOTALL)
# In JSON a quotation mark within somebody's words has a backslash before it. What is marked by $ is no text.
_TEXT = re.compile(rb'("[a-z_]+":")([^"\\]+)(?=")')
_AT, _NOTICE = b'{"$at"', b'{"$notice"'  # facts with texts that are nobody's words

# Where in the text of an entry what is; its moment is in UTC.
_ID = len(str(IDS))
_TO_HOUR, _TO_MINUTE, _TO_SECOND = (
    _ID + len(at) for at in ("2026-10-31 22", "2026-10-31 22:59", "2026-10-31 22:59:59")
)
HOUR, PAST_HOUR = slice(_ID, _TO_HOUR), slice(_TO_HOUR, _TO_SECOND)
MINUTE, PAST_MINUTE = slice(_ID, _TO_MINUTE), slice(_TO_MINUTE, _TO_SECOND)
SAYS = _ID + len("2026-10-31 22:59:59.000000")

Told: TypeAlias = tuple[int, list[bytes]]


class Saying(NamedTuple):
    """What an entry says, without its moment and the promises that it kept."""

    kind: str
    audience: str
    actor: int | None
    facts: str  # JSON


def essence(entry: bytes) -> bytes:
    """What it says, without its moment and the promises that it kept: equal where somebody reads the same."""
    return entry[entry.index(_KEPT, SAYS) :] if entry.startswith(PROMISES, SAYS) else entry[SAYS:]


def saying(said: bytes) -> Saying:
    """An essence taken apart."""
    found = _SAID.fullmatch(said.removeprefix(_KEPT).decode())
    assert found is not None  # noqa: S101  # `_ENTIRE` is no other
    facts, kind, actor, audience = found.groups()
    if not facts.startswith("{"):
        facts = "{" + facts.removeprefix(",")
    return Saying(kind, audience, None if actor == "-" else int(actor), facts)


def entry(said: Saying, at: datetime) -> Entry:
    """The entry that says this, at a moment."""
    return Entry(
        kind=said.kind,
        at=at,
        actor=said.actor,
        audience=_AUDIENCES[said.audience],
        facts=decode_facts(_json(said.facts)[0]),
    )


def parted(said: bytes) -> tuple[bytes, list[bytes]]:
    """An essence with gaps where it has texts, and these: entries of one kind differ in little else."""
    if _AT in said or _NOTICE in said:
        return said, []
    parts = _TEXT.split(said)
    texts = parts[2::3]
    del parts[2::3]
    return b"".join(parts), texts


def with_texts(said: bytes, texts: Iterable[bytes]) -> bytes:
    """The same with these in the places of those that `parted` gives; they are as JSON has them."""
    others = iter(texts)
    return _TEXT.sub(lambda found: found[1] + next(others), said)
