"""Month by month: solved and answered in time, the target, and below how many tickets there were."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from bot.pictures.canvas import BLUE, GREY, INK, ORANGE, Brush
from desk.figures import captions
from desk.figures.measures import TARGET
from desk.figures.month import Month

_APART = 5  # percent points between two labels at the end of lines
_STEP = 10


def draw(month: Month, brush: Brush) -> bytes | None:
    """The picture; None: there are not two months to compare."""
    shown = [(period, summary) for period, summary in month.trend if summary.total]
    if len(shown) < 2:  # noqa: PLR2004  # a line needs two points
        return None
    solved = [summary.resolve.percent for _, summary in shown]
    answered = [summary.respond.percent for _, summary in shown]

    def fill(panels: list[Axes]) -> None:
        lines, bars = panels
        _lines(lines, brush, solved, answered)
        at = range(len(shown))
        bars.bar(at, [summary.total for _, summary in shown], color="#B8C4CC", width=0.7)
        bars.set_title(brush.say(captions.COUNT), loc="left", fontsize=15, color="#555555")
        bars.set_xticks(list(at), [str(one.month) for one, _ in shown], fontsize=16)
        bars.set_xlim(lines.get_xlim())
        for x, (_, summary) in enumerate(shown):
            bars.annotate(str(summary.total), (x, summary.total), ha="center", va="bottom", fontsize=12)
        bars.set_yticks([])
        bars.spines[:].set_visible(False)
        bars.tick_params(length=0)
        bars.margins(y=0.25)

    return brush.paint(captions.trend(month), fill, height=8.2, panels=(3, 1))


def _lines(
    axes: Axes, brush: Brush, solved: Sequence[float | None], answered: Sequence[float | None]
) -> None:
    count = len(solved)
    known = [value for value in (*solved, *answered) if value is not None]
    lowest = min(known, default=0)
    bottom = max(0.0, lowest // _STEP * _STEP - _STEP / 2)
    axes.set_ylim(bottom, TARGET + (TARGET - bottom) * 0.12)
    axes.set_xlim(-0.5, count - 0.5 + count * 0.22)  # room for the words at the lines' ends
    axes.hlines(TARGET, -0.5, count - 0.6, color=GREY, linestyle=(0, (4, 3)), linewidth=1.5)
    target = TARGET + (TARGET - bottom) * 0.03
    axes.annotate(brush.say(captions.TARGET), (-0.45, target), va="bottom", fontsize=15, color="#555555")
    ends = []
    for values, colour, mark, word in (
        (answered, ORANGE, "s", captions.ANSWERED),
        (solved, BLUE, "o", captions.SOLVED),
    ):
        points = [(x, value) for x, value in enumerate(values) if value is not None]
        axes.plot(*zip(*points, strict=True), color=colour, marker=mark, markersize=8, linewidth=3)
        ends.append((points[-1], colour, f"{brush.say(word)}\n{points[-1][1]:.0f}%"))
    _label(axes, ends)
    axes.set_xticks([])
    axes.set_yticks([tick for tick in range(0, TARGET + 1, _STEP) if tick >= axes.get_ylim()[0]])
    axes.hlines(axes.get_yticks()[:-1], -0.5, count - 0.6, color="#E3E3E3", linewidth=0.8, zorder=0)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)


def _label(axes: Axes, ends: list[tuple[tuple[int, float], str, str]]) -> None:
    """The lines' names at their ends, kept apart where they end close together."""
    low, high = axes.get_ylim()
    apart = max(_APART, (high - low) * 0.17)
    ordered = sorted(ends, key=lambda end: end[0][1])
    floor = low
    for (x, y), colour, text in ordered:
        at = min(max(y, floor), high - apart * (0.4 if text == ordered[-1][2] else 1.1))
        axes.annotate(text, (x + 0.35, at), va="center", fontsize=15, color=colour or INK, linespacing=1.1)
        floor = at + apart
