"""Categories by weeks of the month: where and when it was much."""

from matplotlib.axes import Axes

from bot.pictures.canvas import SHADES, Brush, bare, contrast
from desk.figures import captions
from desk.figures.month import Month
from desk.notices import Word
from desk.reading import Category


def draw(month: Month, brush: Brush) -> bytes | None:
    """The picture; None: nothing was counted."""
    weeks = captions.weeks(month.period)
    rows = [
        name for name in (*Category, "None") if any(month.weeks.get((name, n)) for n in range(len(weeks)))
    ]
    counts = [[month.weeks.get((name, n), 0) for n in range(len(weeks))] for name in rows]
    if not rows:
        return None
    most = max(map(max, counts))

    def fill(panels: list[Axes]) -> None:
        (axes,) = panels
        axes.imshow(counts, cmap=SHADES, vmin=0, vmax=most * 1.25, aspect="auto")
        for y, line in enumerate(counts):
            for x, count in enumerate(line):
                colour = contrast(count / most / 1.25)
                axes.text(x, y, str(count), ha="center", va="center", fontsize=22, color=colour)
        axes.set_xticks(range(len(weeks)), [brush.say(one) for one in weeks], fontsize=14)
        axes.set_yticks(range(len(rows)), [brush.say(Word(f"category.{name}")) for name in rows])
        axes.xaxis.tick_top()
        bare(axes)
        for line_at in range(1, len(weeks)):
            axes.axvline(line_at - 0.5, color="white", linewidth=4)
        for line_at in range(1, len(rows)):
            axes.axhline(line_at - 0.5, color="white", linewidth=4)

    return brush.paint(captions.heat(month), fill, height=2.1 + 1.05 * len(rows))
