"""The compound as a grid: a column for each building, a row for some floors, as a house stands."""

from collections import Counter

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from bot.pictures.canvas import PALE, SHADES, Brush, bare, contrast
from desk.figures import captions
from desk.figures.captions import BANDS, BELOW, UNKNOWN, band
from desk.figures.month import Month

_BUILDINGS = 12  # columns that can still be read
_FEW = 8  # whose names fit in large letters


def draw(month: Month, brush: Brush) -> bytes | None:
    """The picture; None: no ticket named a building."""
    counts: Counter[tuple[str, str]] = Counter()
    for (building, floor), count in month.floors.items():
        counts[building, band(floor)] += count
    if not counts:
        return None
    totals: Counter[str] = Counter()
    for (building, _), count in counts.items():
        totals[building] += count
    chosen = {name for name, _ in totals.most_common(_BUILDINGS)}
    buildings = sorted(chosen, key=lambda name: (len(name), name))
    rows = [name for name in (*(name for _, name in BANDS), BELOW) if any(counts[b, name] for b in buildings)]
    rows.append(UNKNOWN)
    most = max((n for (_, row), n in counts.items() if row), default=1)

    def fill(panels: list[Axes]) -> None:
        (axes,) = panels
        for x, building in enumerate(buildings):
            for y, row in enumerate(rows):
                _cell(axes, x, y, counts[building, row], most if row else None)
        axes.set_xlim(-0.5, len(buildings) - 0.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        names = [brush.say(captions.building(name)) for name in buildings]
        axes.set_xticks(range(len(buildings)), names, fontsize=16 if len(buildings) <= _FEW else 12)
        axes.set_yticks(range(len(rows)), [_named(brush, row) for row in rows])
        axes.xaxis.tick_top()
        bare(axes)

    return brush.paint(captions.places(month), fill, height=2.1 + 0.85 * len(rows))


def _named(brush: Brush, row: str) -> str:
    return brush.say(captions.floors(row) if row else captions.NO_FLOOR)


def _cell(axes: Axes, x: int, y: int, count: int, most: int | None) -> None:
    """A square; where no floor was told (no `most`) without a shade, which would outshine the others."""
    share = count / most / 1.25 if most else 0.0
    axes.add_patch(_square(x, y, SHADES(share) if count and most else PALE))
    if count:
        axes.text(x, y, str(count), ha="center", va="center", fontsize=19, color=contrast(share))


def _square(x: int, y: int, colour: object) -> Rectangle:
    return Rectangle((x - 0.46, y - 0.44), 0.92, 0.88, facecolor=colour, edgecolor="none")
