"""The journal's hash chain: each entry sealed with the one before, so that nothing can be changed unseen.

A link's hash is SHA-256 over the hash before, what the entry says beside its facts, and the digest of its
facts. The facts themselves are not in it: a lawful redaction takes them away and leaves the chain whole,
and is an entry of its own (`REDACTED`, which names the other's id).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

START = bytes(32)  # what stands before a site's first entry
REDACTED = "redacted"
BACKWARDS = timedelta(hours=1)  # house: further back than clocks of several machines ever differ


class Sealed(NamedTuple):
    """An entry as the chain sees it. A tuple: a journal has very many."""

    id: int
    ticket: int
    at: datetime
    kind: str
    actor: int | None
    audience: str


class Fault(StrEnum):
    """What can be wrong at a link."""

    DELETED = "deleted"
    CHANGED = "changed"
    INSERTED = "inserted"
    CUT = "cut"  # the newest links are gone, or the chain's end was put back


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first entry that is not as it was written."""

    fault: Fault
    entry: int  # its id; 0: unknown
    ticket: int | None = None  # number
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A chain that holds."""

    length: int
    hash: bytes


def digest(facts: Mapping[str, Any]) -> bytes:
    """The seal of an entry's facts, as they are stored."""
    return hashlib.sha256(_canonical(facts)).digest()


def link(before: bytes, entry: Sealed, facts: bytes) -> bytes:
    """The hash of the entry's link after `before`; `facts` is the digest of its facts."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    kind, audience = _quoted(entry.kind), _quoted(entry.audience)
    actor = "null" if entry.actor is None else entry.actor
    said = f'[{entry.id},{entry.ticket},"{at}",{kind},{actor},{audience}]'  # JSON, faster than by an encoder
    return hashlib.sha256(before + said.encode() + facts).digest()


@lru_cache(maxsize=1_000)  # kinds and audiences are few
def _quoted(text: str) -> str:
    return _encode(text)


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def _canonical(value: object) -> bytes:
    return _encode(value).encode()
