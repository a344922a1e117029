"""A database with the made-up year in it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import sample
from bot.app import open_store
from bot.book import keep_standards, load_book
from bot.platforms.web.platform import WebPlatform
from bot.year.album import Album
from bot.year.play import play
from desk.people import Site
from handlers.tools import Tools
from handlers.window import Window
from nlp.reader import Reader
from storage.unit_of_work import UnitOfWork


def made(
    url: str,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    media: Path | None = None,
) -> int:
    """Fill the demo's database with the year before `now`; returns how many reports there were.

    0: it has tickets already, and nothing was changed. `media`: where its pictures go; None: it has none.
    """
    store = open_store(url)
    book, reader, window = load_book(), Reader.load(), Window()

    def begin(uow: UnitOfWork) -> Site | None:
        site = sample.seed(uow, WebPlatform.name)
        keep_standards(uow, book)
        return None if uow.tickets.numbered(site.id, 1) else site

    def tools(uow: UnitOfWork) -> Tools:
        return Tools(uow=uow, reader=reader, book=book, window=window)

    try:
        site = store.writer.submit(begin).result()
        return (
            play(store.writer, site, tools, now, progress, album=Album(media) if media else None)
            if site
            else 0
        )
    finally:
        store.writer.close()
