"""The database for a short command, beside a desk that may be running."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.cli.options import Call
from bot.cli.refusal import Refusal
from bot.settings import Settings
from bot.terminal import say
from storage import schema
from storage.engine import open_engine
from storage.errors import Unavailable, translated
from storage.writer import Writer


def create(settings: Settings) -> None:
    """Bring the database to the newest schema; an empty one is filled."""
    engine = open_engine(settings.database.url)
    with explained(settings):
        schema.upgrade(engine)
    engine.dispose()


def revision(settings: Settings) -> str | None:
    """The version of the database; None: there is none of ours."""
    file = settings.database.file
    if file is not None and not file.exists():
        return None  # opening it would make it
    engine = open_engine(settings.database.url)
    with explained(settings):
        found = schema.revision(engine)
    engine.dispose()
    return found


@contextmanager
def opened(settings: Settings, call: Call) -> Iterator[Writer]:
    """The database's writer; refused where there is none, or one that another version of us made."""
    found = revision(settings)
    if found is None:
        raise Refusal(say("store.none", url=settings.database.shown, init=call.how("init")))
    if found != schema.newest():
        raise Refusal(say("store.other", found=found, needed=schema.newest()))
    engine = open_engine(settings.database.url)
    with explained(settings), closing(Writer(engine)) as writer:
        yield writer
    engine.dispose()


@contextmanager
def explained(settings: Settings) -> Iterator[None]:
    """What the database cannot do is told in words; any other error is ours and shows its traceback."""
    try:
        yield
    except Exception as error:
        known = translated(error)
        if not isinstance(known, Unavailable):
            raise
        why = say(f"trouble.{known.trouble.name}")
        raise Refusal(say("store.trouble", url=settings.database.shown, why=why)) from error
