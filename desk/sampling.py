"""Which finished matters are revisited where the rate is under 100 % (C7), and how far the month has come."""

import hashlib
from dataclasses import dataclass

_ALL = 100  # percent


def drawn(place: int, share: int, seed: str) -> bool:
    """Whether the `place`-th (from 1) of its rule and month is among `share` percent.

    Evenly spread: of the first n always n × share / 100 are drawn, rounded up or down. Where the even steps
    begin, `seed` decides, so that nobody can tell from a number; the same whenever it is asked.
    """
    return _before(place, share, seed) > _before(place - 1, share, seed)


def _before(place: int, share: int, seed: str) -> int:
    digest = hashlib.sha256(seed.encode()).digest()
    return (place * share + int.from_bytes(digest[:4]) % _ALL) // _ALL


@dataclass(frozen=True, kw_only=True)
class Meter:
    """One rule's month: what was finished, who needs no asking, who was asked (S2-101, S2-103)."""

    rule: str
    share: int  # percent
    finished: int
    exempt: int  # left out of the count, and told apart (C9)
    visited: int

    @property
    def target(self) -> int:
        """How many must be revisited: the share of those not exempt, rounded up."""
        return -(-(self.finished - self.exempt) * self.share // _ALL)

    @property
    def short(self) -> int:
        """How many are still missing."""
        return max(0, self.target - self.visited)
