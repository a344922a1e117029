"""docs/images: pages of the made-up year's archive, as they come out of a printer.

Needs LibreOffice and poppler; where they are not installed the pages stay as they are.
"""

import io
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from bot.pictures.canvas import font_file

TOOLS = ("soffice", "pdftotext", "pdftoppm")
SHOWN = {
    "登记表": ("register", 2),
    "维修单": ("slips", 2),
    "回访记录表": ("revisits", 1),
    "值班记录": ("duty", 1),
}  # by the sheet's title: the picture's name, and how many pages it shows
_DPI = 62
_COLOURS = 12
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{home}/fonts</cachedir>
<match target="pattern"><edit name="family" mode="assign" binding="strong">
<string>Noto Sans CJK SC</string></edit></match></fontconfig>"""


def absent() -> list[str]:
    """The tools that are not installed."""
    return [name for name in TOOLS if shutil.which(name) is None]


def pages(book: Path, home: Path) -> dict[str, bytes]:
    """The first pages of each sheet as PNG, by name; in the font of the pictures, whatever is installed."""
    (home / "fonts.conf").write_text(_FONTS.format(fonts=font_file().parent, home=home), encoding="utf-8")
    where = {**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf"), "HOME": str(home)}
    _run(where, "soffice", "--headless", "--convert-to", "pdf", "--outdir", str(home), str(book))
    pdf = home / f"{book.stem}.pdf"
    told = _run(where, "pdftotext", "-layout", str(pdf), "-").decode().split("\f")
    found = {}
    for title, (name, count) in SHOWN.items():
        first = next(at for at, text in enumerate(told, 1) if title in text.lstrip().split("\n")[0])
        shown = [_page(where, pdf, first + more) for more in range(count)]
        found[name] = _small(shown)
    return found


def _page(where: Mapping[str, str], pdf: Path, number: int) -> Image.Image:
    page = ("-f", str(number), "-l", str(number))
    content = _run(where, "pdftoppm", "-png", "-r", str(_DPI * 2), *page, str(pdf))
    return Image.open(io.BytesIO(content)).convert("RGB")


def _small(shown: list[Image.Image]) -> bytes:
    """Pages side by side, at half the size that they were drawn in."""
    wide, high = sum(one.width for one in shown), shown[0].height
    sheet = Image.new("RGB", (wide, high), "white")
    for at, one in enumerate(shown):
        sheet.paste(one, (at * one.width, 0))
    kept = io.BytesIO()
    halved = sheet.resize((wide // 2, high // 2), Image.Resampling.LANCZOS)
    halved.quantize(_COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _run(where: Mapping[str, str], *command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, env=where).stdout  # noqa: S603  # our own
