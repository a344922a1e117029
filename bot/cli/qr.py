"""A link as a QR code (ISO/IEC 18004) to be printed: a PNG and an SVG that any printer's software takes."""

import re
from pathlib import Path

_QUIET = 4  # modules of white around it, which the standard asks for
_PIXELS = 12  # a module; about 5 cm wide at 300 dpi
_REPAIR = "q"  # a quarter of it may be dirty or scratched: it hangs at a door


def write(directory: Path, name: str, url: str, title: str) -> list[Path]:
    """The two files, made anew where they are there already. Raises OSError."""
    import segno  # noqa: PLC0415  # only who prints codes waits for it

    code = segno.make(url, error=_REPAIR, micro=False)
    directory.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w-]", "_", name)
    files = [directory / f"{stem}.png", directory / f"{stem}.svg"]
    code.save(str(files[0]), scale=_PIXELS, border=_QUIET)
    code.save(str(files[1]), scale=_PIXELS, border=_QUIET, title=title)
    return files
