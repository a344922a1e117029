"""From report to revisit: how many tickets came how far."""

from matplotlib.axes import Axes

from bot.pictures.canvas import BLUE, INK, PALE, Brush, bare
from desk.figures import captions
from desk.figures.month import Month


def draw(month: Month, brush: Brush) -> bytes | None:
    """The picture; None: nothing was reported."""
    if not month.total:
        return None
    names = [brush.say(captions.station(name)) for name, _ in month.funnel]
    counts = [count for _, count in month.funnel]

    def fill(panels: list[Axes]) -> None:
        (axes,) = panels
        at = range(len(counts))
        axes.barh(at, [month.total] * len(counts), color=PALE, height=0.72)
        axes.barh(at, counts, color=BLUE, height=0.72)
        for y, count in enumerate(counts):
            text = f"{count} · {100 * count / month.total:.0f}%"
            axes.text(month.total * 1.02, y, text, va="center", fontsize=18, color=INK)
        axes.set_yticks(list(at), names, fontsize=18)
        axes.invert_yaxis()
        axes.set_xlim(0, month.total * 1.38)
        axes.set_xticks([])
        bare(axes)

    return brush.paint(captions.funnel(month), fill, height=6.6)
