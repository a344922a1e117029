"""What pictures of the made-up year show: each scene twice, broken and mended."""

import random
from collections.abc import Callable, Mapping

from PIL.ImageDraw import ImageDraw

SIZE = (240, 180)
_DARK, _GREY, _METAL, _WHITE = (48, 46, 44), (120, 118, 114), (172, 176, 180), (250, 250, 246)
_GREEN, _RED, _YELLOW, _BROWN, _BLUE = (
    (46, 140, 84),
    (196, 60, 48),
    (244, 214, 96),
    (128, 96, 60),
    (84, 124, 168),
)

Scene = Callable[[ImageDraw, random.Random, bool], None]


def _ground(draw: ImageDraw, colour: tuple[int, int, int] = _GREY) -> None:
    draw.rectangle((0, 150, 240, 180), fill=colour)


def _lift(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001  # a table's shape
    """Doors that stand ajar; closed ones with a green light."""
    left = rng.randint(60, 90)
    _ground(draw)
    draw.rectangle((left, 24, left + 90, 150), fill=_DARK)
    gap = 0 if mended else rng.randint(16, 30)
    draw.rectangle((left + 4, 28, left + 45 - gap // 2, 150), fill=_METAL)
    draw.rectangle((left + 45 + gap // 2, 28, left + 86, 150), fill=_METAL)
    draw.line((left + 45, 28, left + 45, 150), fill=_DARK, width=2)
    draw.ellipse((left + 104, 84, left + 116, 96), fill=_GREEN if mended else _RED)


def _wall(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """A stain with drops below; a patch of fresh paint."""
    x, y = rng.randint(40, 120), rng.randint(10, 30)
    draw.line((0, 8, 240, 8), fill=_GREY, width=4)
    if mended:
        draw.rectangle((x, y, x + 80, y + 60), fill=_WHITE)
        return
    for _ in range(7):
        dx, dy, size = rng.randint(0, 50), rng.randint(0, 30), rng.randint(14, 34)
        draw.ellipse((x + dx, y + dy, x + dx + size, y + dy + size), fill=(196, 178, 142))
    for _ in range(5):
        dx, dy = rng.randint(0, 70), rng.randint(60, 110)
        draw.ellipse((x + dx, y + dy, x + dx + 5, y + dy + 9), fill=_BLUE)


def _lamp(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """A dark corridor; the same, lit."""
    x = rng.randint(90, 140)
    if not mended:
        draw.rectangle((0, 0, 240, 180), fill=(40, 40, 46))
    _ground(draw, _GREY if mended else (26, 26, 30))
    draw.polygon(
        ((70, 150), (100, 60), (150, 60), (180, 150)), fill=(206, 200, 188) if mended else (54, 54, 60)
    )
    if mended:
        draw.polygon(((x, 26), (x - 50, 150), (x + 60, 150)), fill=(252, 244, 206))
    draw.ellipse((x - 12, 8, x + 12, 28), fill=_YELLOW if mended else _DARK, outline=_GREY)


def _reader(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """A card reader with a red light; with a green one."""
    x = rng.randint(140, 170)
    draw.rectangle((30, 20, 120, 180), fill=_METAL, outline=_DARK)
    draw.line((75, 20, 75, 180), fill=_DARK, width=2)
    draw.rounded_rectangle((x, 60, x + 44, 124), 6, fill=_DARK)
    draw.ellipse((x + 16, 70, x + 28, 82), fill=_GREEN if mended else _RED)
    for row in range(3):
        draw.line((x + 10, 94 + 9 * row, x + 34, 94 + 9 * row), fill=_GREY, width=3)


def _socket(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """A row of breakers: one is down; all are up."""
    down = rng.randint(0, 4)
    draw.rectangle((30, 40, 210, 140), fill=_WHITE, outline=_GREY)
    for n in range(5):
        x = 44 + 32 * n
        draw.rectangle((x, 58, x + 24, 122), fill=_METAL, outline=_DARK)
        low = n == down and not mended
        draw.rectangle((x + 6, 92 if low else 66, x + 18, 114 if low else 88), fill=_RED if low else _DARK)


def _drain(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """A manhole under dirty water; a dry one."""
    x = rng.randint(70, 110)
    _ground(draw)
    draw.rectangle((0, 90, 240, 180), fill=(150, 148, 142))
    if not mended:
        draw.ellipse((x - 60, 92, x + 120, 176), fill=(104, 98, 70))
    draw.ellipse((x, 112, x + 64, 154), fill=_DARK, outline=_METAL)
    for n in range(4):
        draw.line((x + 12 + 13 * n, 120, x + 12 + 13 * n, 146), fill=_METAL, width=2)


def _rubbish(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """Bags around a bin; the bin alone."""
    _ground(draw)
    draw.rectangle((150, 84, 196, 150), fill=_GREEN)
    draw.rectangle((146, 76, 200, 86), fill=_DARK)
    for _ in range(0 if mended else 7):
        x, size = rng.randint(16, 130), rng.randint(22, 40)
        draw.ellipse((x, 156 - size, x + size, 158), fill=rng.choice((_DARK, _BLUE, _BROWN)))


def _dirt(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """Something on the floor of a lift; a clean floor."""
    draw.polygon(((40, 80), (200, 80), (240, 180), (0, 180)), fill=_METAL)
    draw.line((40, 80, 40, 0), fill=_GREY, width=2)
    draw.line((200, 80, 200, 0), fill=_GREY, width=2)
    if not mended:
        x = rng.randint(80, 130)
        draw.ellipse((x, 110, x + 56, 140), fill=(188, 170, 84))


def _tree(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """Branches before a window; the window is free."""
    draw.rectangle((90, 30, 190, 110), fill=_BLUE, outline=_WHITE, width=4)
    _ground(draw, (132, 158, 108))
    draw.rectangle((40, 70, 52, 156), fill=_BROWN)
    reach = 50 if mended else 150
    for _ in range(8 if mended else 20):
        x, y, size = rng.randint(6, reach), rng.randint(14, 84), rng.randint(22, 40)
        draw.ellipse((x, y, x + size, y + size), fill=rng.choice((_GREEN, (62, 118, 70), (90, 150, 90))))


def _car(draw: ImageDraw, rng: random.Random, mended: bool) -> None:  # noqa: FBT001
    """Something stands where nothing may; the marks alone."""
    _ground(draw, (140, 140, 140))
    for n in range(4):
        draw.line((20 + 60 * n, 180, 40 + 60 * n, 118), fill=_YELLOW, width=4)
    if not mended:
        x, colour = rng.randint(40, 90), rng.choice((_RED, _BLUE, _WHITE))
        draw.rounded_rectangle((x, 96, x + 110, 140), 12, fill=colour, outline=_DARK)
        draw.rounded_rectangle((x + 22, 72, x + 84, 104), 10, fill=_DARK)
        for wheel in (x + 16, x + 72):
            draw.ellipse((wheel, 128, wheel + 24, 152), fill=_DARK)


SCENES: Mapping[str, Scene] = {
    "lift": _lift,
    "wall": _wall,
    "lamp": _lamp,
    "reader": _reader,
    "socket": _socket,
    "drain": _drain,
    "rubbish": _rubbish,
    "dirt": _dirt,
    "tree": _tree,
    "car": _car,
}
