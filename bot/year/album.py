"""Pictures of the made-up year: what is broken, and the place once it is mended; drawn by code.

There are a few dozen, which tickets that look alike share: nobody waits for thousands to be drawn.
"""

import hashlib
import io
import random
from pathlib import Path

from PIL import Image, ImageDraw

from bot.year.scenery import SCENES, SIZE

VARIANTS = 6  # of each scene: other walls, other spots
_WALLS = (
    (232, 226, 214),
    (214, 222, 226),
    (226, 232, 220),
    (236, 230, 230),
    (222, 216, 206),
    (208, 214, 210),
)


class Album:
    """The media directory of the demo, filled with what is drawn."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._known: dict[tuple[str, int, bool], str] = {}

    def file(self, scene: str, variant: int, *, mended: bool) -> str:
        """The name of the picture's file, as the desk names what it keeps: by its content."""
        key = (scene, variant % VARIANTS, mended)
        if key not in self._known:
            content = drawn(scene, variant % VARIANTS, mended=mended)
            self._known[key] = f"{hashlib.sha256(content).hexdigest()}.png"
            self._directory.mkdir(parents=True, exist_ok=True)
            (self._directory / self._known[key]).write_bytes(content)
        return self._known[key]


def drawn(scene: str, variant: int, *, mended: bool) -> bytes:
    """A small PNG."""
    rng = random.Random(f"{scene} {variant}")  # noqa: S311  # before and after are one place
    picture = Image.new("RGB", SIZE, _WALLS[variant])
    SCENES[scene](ImageDraw.Draw(picture), rng, mended)
    content = io.BytesIO()
    picture.quantize(32).save(content, "PNG")
    return content.getvalue()
