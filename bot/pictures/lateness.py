"""How late the late ones were."""

from matplotlib.axes import Axes

from bot.pictures.canvas import INK, ORANGE, Brush, bare
from desk.figures import captions
from desk.figures.captions import LATENESS
from desk.figures.month import Month


def draw(month: Month, brush: Brush) -> bytes | None:
    """The picture; None: nothing was late."""
    if not month.late_by:
        return None
    counts = [0] * len(LATENESS)
    for minutes in month.late_by:
        counts[next(at for at, (end, _) in enumerate(LATENESS) if end is None or minutes < end)] += 1
    names = [brush.say(captions.bucket(name)) for _, name in LATENESS]

    def fill(panels: list[Axes]) -> None:
        (axes,) = panels
        axes.barh(range(len(counts)), counts, color=ORANGE, height=0.72)
        for y, count in enumerate(counts):
            axes.text(count + max(counts) * 0.02, y, str(count), va="center", fontsize=19, color=INK)
        axes.set_yticks(range(len(counts)), names, fontsize=18)
        axes.invert_yaxis()
        axes.set_xlim(0, max(counts) * 1.15)
        axes.set_xticks([])
        bare(axes)

    return brush.paint(captions.lateness(month), fill, height=6.6)
