"""What a matter must be in two ways at once: 还没处理完的群诉, group complaints still open."""

from desk.figures.marks import MEASURED, Mark
from desk.figures.terms import STANDS, Measure
from nlp.asked_counts import asks
from nlp.asked_words import Hit, joined

_OF = MEASURED - STANDS.keys()  # of which some stand still


def both(found: list[Hit], text: str) -> tuple[Measure, Mark] | None:
    """What stands still, and what it must be beside; None where only one is asked for, or each of two."""
    named = [hit for hit in found if hit.sort == "measure" or (hit.sort == "state" and hit.value in STANDS)]
    standing = next((hit for hit in named if hit.value in STANDS), None)
    other = next((hit for hit in named if hit.value in _OF), None)
    apart = standing is None or other is None or standing.start == other.start
    if apart or len({hit.value for hit in named}) > 2:  # noqa: PLR2004  # it is of two
        return None
    each = asks(text) > 1
    if each and other and other.value not in (Measure.GROUP, Measure.SECOND):
        return None  # 超时几单没处理几单
    if not each and joined([hit for hit in named if hit in (standing, other)], text):
        return None
    return (Measure(standing.value), Mark("measure", other.value)) if standing and other else None
