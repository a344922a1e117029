"""Complaints about people: how a standard has the identity of who complained kept, and verdicts counted."""

from dataclasses import dataclass
from enum import StrEnum


class Identity(StrEnum):
    """Who may learn who complained anonymously (匿名)."""

    NOBODY = "nobody"  # C9, S2-113: as if no name had been left
    REVIEWER = "reviewer"  # S3-04: the name is on record, for the heads alone


@dataclass(frozen=True, kw_only=True)
class Conduct:
    """What a standard says of complaints about people."""

    anonymous: Identity = Identity.NOBODY
    counted: bool = False  # proven complaints a person and year, for the heads (S4-31 … S4-34)
