"""Alembic, run from the program itself."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

from storage import all_tables as _all_tables  # noqa: F401  # its import fills the metadata

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, inside the connection's transaction."""
    command.upgrade(_config(connection), "head")


def downgrade(connection: Connection) -> None:
    """Take everything down again, with all that it holds: for those who write migrations."""
    command.downgrade(_config(connection), "base")


def head() -> str | None:
    """The newest version that Alembic finds."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def differences(engine: Engine) -> list[object]:
    """What separates the database from the models; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
