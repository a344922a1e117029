"""The database: whether it is there, and of which version."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.doctor.finding import Finding, fine, warning, wrong
from bot.settings import Settings
from bot.terminal import say
from storage import schema
from storage.engine import open_engine
from storage.errors import Unavailable, translated
from storage.unit_of_work import UnitOfWork


def look(settings: Settings) -> list[Finding]:
    """Reachable, and its tables as this program needs them; a missing SQLite file is not made."""
    url = settings.database.shown
    file = settings.database.file
    if file is not None and not file.exists():
        return [wrong("database_none", url=url)]
    try:
        revision = _revision(settings)
    except Unavailable as error:
        return [wrong("database_trouble", url=url, why=say(f"trouble.{error.trouble.name}"))]
    if revision is None:
        return [wrong("database_empty", url=url)]
    if revision != schema.newest():
        return [warning("database_other", url=url, found=revision, needed=schema.newest())]
    return [fine("database", url=url, revision=revision)]


@contextmanager
def reading(settings: Settings) -> Iterator[UnitOfWork]:
    """A look into the database, beside a desk that may be running."""
    engine = open_engine(settings.database.url)
    try:
        with schema.reading(engine) as uow:
            yield uow
    finally:
        engine.dispose()


def _revision(settings: Settings) -> str | None:
    engine = open_engine(settings.database.url)
    try:
        return schema.revision(engine)
    except Exception as error:
        raise translated(error) from error
    finally:
        engine.dispose()
