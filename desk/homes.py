"""How many households (户) a site and its buildings have: what counts are held against (每百户).

Only what the settings say: homes that the desk happens to know are those whose people wrote to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Homes:
    """Of a site, and of its buildings by their name; None and absent: nobody said."""

    all: int | None = None
    buildings: Mapping[str, int] = field(default_factory=dict)


NO_HOMES = Homes()


def per_hundred(count: int, homes: int | None) -> str | None:
    """Of a hundred households: 2.4, a whole number without its zero; never 0 for more than none.

    None: how many households there are is not known.
    """
    if not homes:
        return None
    shown = _HUNDRED * count / homes
    if 0 < shown < 0.1:  # noqa: PLR2004  # a tenth is what is shown
        return f"{shown:.2g}" if shown >= 0.01 else "<0.01"  # noqa: PLR2004
    return f"{shown:.1f}".removesuffix(".0")
