"""What every picture shares: size, font, colours, title; no state outside the picture.

Colours are of Okabe and Ito's palette, which people tell apart who see no red or green; besides, shapes and
words say the same as colours do.
"""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import noto_cjk_sans_otc
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.layout_engine import ConstrainedLayoutEngine
from PIL import Image

from bot.platforms.base import Picture
from desk.figures.captions import Caption
from desk.notices import Notice, Word

BLUE, ORANGE, GREY, INK, PALE = "#0072B2", "#D55E00", "#8A8A8A", "#222222", "#EEF2F5"
SHADES = mpl.colormaps["Blues"]
_FAMILIES = {"zh_CN": "Noto Sans CJK SC", "zh_TW": "Noto Sans CJK TC", "en": "Noto Sans CJK SC"}
_WIDTH, _DPI = 7.2, 150  # 1080 pixels: as wide as a phone shows
_COLOURS = 64  # of the palette: drawings need no more, and half the bytes are saved
_STYLE: Any = {
    "font.size": 17,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.labelcolor": INK,
    "axes.unicode_minus": True,
}
_DRAWING = threading.Lock()  # matplotlib's settings belong to the whole process


@dataclass(frozen=True, kw_only=True)
class Brush:
    """The words and the language of a picture."""

    say: Callable[[Notice | Word], str]
    language: str

    def paint(
        self,
        caption: Caption,
        draw: Callable[[list[Axes]], None],
        *,
        height: float,
        panels: tuple[int, ...] = (1,),
    ) -> bytes:
        """A PNG with the caption's words over panels of these relative heights, which `draw` fills."""
        with _DRAWING, mpl.rc_context({**_STYLE, "font.family": _family(self.language)}):
            layout = ConstrainedLayoutEngine(rect=(0.01, 0.01, 0.98, 1 - 1.25 / height), hspace=0.06)
            figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, layout=layout)
            canvas = FigureCanvasAgg(figure)
            figure.text(0.03, 1 - 0.2 / height, self.say(caption.title), fontsize=24, color=INK, va="top")
            figure.text(
                0.03, 1 - 0.74 / height, self.say(caption.below), fontsize=15, color="#555555", va="top"
            )
            grid = figure.add_gridspec(len(panels), 1, height_ratios=panels)
            draw([figure.add_subplot(grid[row, 0]) for row in range(len(panels))])
            return Picture.of(_png(canvas), self.say(caption.title))


def _png(canvas: Any) -> bytes:
    canvas.draw()  # once: `savefig` would draw it twice and write a PNG for us to read
    picture = Image.frombuffer("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()))
    small = io.BytesIO()
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


@cache
def _family(language: str) -> str:
    """The font of a language; it comes with the program, so that no character is ever a box."""
    _load()
    return _FAMILIES.get(language, _FAMILIES["zh_CN"])


@cache
def _load() -> None:
    fontManager.addfont(font_file())


def font_file() -> Path:
    """Where the font lies."""
    return Path(str(noto_cjk_sans_otc.__file__)).with_name("NotoSansCJK-Regular.ttc")


def contrast(share: float) -> str:
    """The colour of words on a shade between 0 and 1."""
    return "white" if share > 0.55 else INK  # noqa: PLR2004  # where Blues turns dark


def bare(axes: Axes) -> None:
    """No lines or ticks around it."""
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
