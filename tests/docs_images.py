"""docs/images: the made-up year's card, pictures and archive, as small files.

`python -m tests.docs_images` draws them anew; the same year, so the same pictures.
"""

import io
import tempfile
from datetime import datetime
from pathlib import Path

from PIL import Image

from bot import sample
from bot.archiving.making import Order, make
from bot.archiving.voice import voice_of
from bot.monthly import beside, drawn, names_in, written
from bot.texts.render import Texts
from bot.year.made import made
from desk.figures.period import Period
from desk.people import Site
from handlers.figures import month_of
from storage import schema
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork
from tests.docs_archive import absent, pages

IMAGES = Path(__file__).parents[1] / "docs" / "images"
NOW = datetime.fromisoformat("2026-11-01T09:07:00+08:00")
MONTH = Period(2026, 10)
_WIDTH = 540  # half of what a phone gets: sharp enough on a page
_COLOURS = 32


def main() -> None:
    """Make the year, count the month and keep what managers are sent, in Chinese and English."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    texts = Texts.load()
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{Path(home) / 'desk.db'}"
        made(url, NOW, media=Path(home) / "media")
        engine = open_engine(url)
        with schema.reading(engine) as uow:
            (site,) = uow.sites.all()
            month = month_of(uow, site, MONTH, NOW)
            names, around = names_in(uow, month), beside(uow, site, month, sample.HOMES)
            paper(uow, site, texts, Path(home))
        engine.dispose()
    for language in ("zh_CN", "en"):
        for name, content in drawn(month, site, texts, language).items():
            (IMAGES / f"month-{name}-{language}.png").write_bytes(small(content))
        text = written(month, site, texts, language, names, around=around)
        (IMAGES / f"month-card-{language}.txt").write_text(text + "\n", encoding="utf-8")


def paper(uow: UnitOfWork, site: Site, texts: Texts, home: Path) -> None:
    """Archive the month and keep its first pages as they are printed, where that can be drawn."""
    if tools := absent():
        print("the archive's pages stay as they are; not installed:", *tools)  # noqa: T201  # to whoever runs it
        return
    order = Order(period=MONTH, media=home, out=home / "archives")
    run, _ = make(uow, order, voice_of(uow, site, texts, "zh_CN", NOW))
    for name, content in pages(order.out / run.folder / f"{MONTH}.xlsx", home).items():
        (IMAGES / f"archive-{name}.png").write_bytes(content)


def small(content: bytes) -> bytes:
    """The picture at half its size."""
    kept = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        size = (_WIDTH, picture.height * _WIDTH // picture.width)
        halved = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        halved.quantize(_COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


if __name__ == "__main__":
    main()
