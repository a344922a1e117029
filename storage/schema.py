"""The schema's migrations (Alembic), run from the program itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

from storage import tables as _tables  # noqa: F401  # its import fills the metadata
from storage.unit_of_work import UnitOfWork

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; an empty one is filled."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def revision(engine: Engine) -> str | None:
    """The schema version that the database is at; None: it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The schema version that this program knows."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def differences(engine: Engine) -> list[object]:
    """What separates the database from the models; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


@contextmanager
def reading(engine: Engine) -> Iterator[UnitOfWork]:
    """A unit of work for looking only, beside the writer."""
    with engine.connect().execution_options(reading=True) as connection:
        yield UnitOfWork(connection)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
