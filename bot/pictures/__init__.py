"""A month's pictures, drawn by matplotlib; imported only when one is drawn."""

from collections.abc import Callable, Mapping

from bot.pictures import funnel, heat, lateness, places, trend
from bot.pictures.canvas import Brush
from desk.figures.month import Month
from desk.notices import Notice, Word

DRAWN: Mapping[str, Callable[[Month, Brush], bytes | None]] = {
    "trend": trend.draw,
    "heat": heat.draw,
    "places": places.draw,
    "funnel": funnel.draw,
    "lateness": lateness.draw,
}


def pictures(month: Month, say: Callable[[Notice | Word], str], language: str) -> dict[str, bytes]:
    """The PNGs by name, in their order; without those that would have nothing to show."""
    if not month.total:
        return {}
    brush = Brush(say=say, language=language)
    found = {name: draw(month, brush) for name, draw in DRAWN.items()}
    return {name: content for name, content in found.items() if content is not None}
