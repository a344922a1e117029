"""Which households a count is held against: 每百户 of a site, of its buildings, of several sites."""

from desk.figures.asking import Query
from desk.figures.terms import SERIES, By
from desk.homes import Homes

BESIDE = (By.BUILDING, By.SITE)  # lines that have households of their own
_ALIKE = frozenset({By.TOPIC, By.KIND, By.CATEGORY, By.CLASS, By.SOURCE, By.HOUR, *SERIES})


def homes_of(query: Query, homes: Homes, key: str | None = None) -> int | None:
    """Of all that is asked about, or of the line `key`; None where that is not known, or makes no sense.

    `homes`: where sites are compared, its buildings are the sites by their id.
    """
    if query.unit or query.floors or query.room or query.person:
        return None
    if key is not None and query.by in BESIDE:
        return homes.buildings.get(key)
    if key is not None and query.by not in _ALIKE:
        return None
    return homes.buildings.get(query.building) if query.building else homes.all


def can_tell(query: Query, homes: Homes) -> bool:
    """Whether some line of the answer can be told per hundred households."""
    if query.by in BESIDE:
        return any(homes_of(query, homes, key) for key in homes.buildings)
    return homes_of(query, homes, "" if query.by else None) is not None
