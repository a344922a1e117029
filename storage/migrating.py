"""Alembic, run from the program itself."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

from storage import archive_tables as _archive_tables  # noqa: F401  # its import fills the metadata
from storage import care_tables as _care_tables  # noqa: F401  # likewise
from storage import chain_tables as _chain_tables  # noqa: F401  # its import fills the metadata
from storage import duty_tables as _duty_tables  # noqa: F401  # likewise
from storage import guard_tables as _guard_tables  # noqa: F401  # likewise
from storage import hook_tables as _hook_tables  # noqa: F401  # likewise
from storage import incident_tables as _incident_tables  # noqa: F401  # likewise
from storage import learning_tables as _learning_tables  # noqa: F401  # likewise
from storage import leave_tables as _leave_tables  # noqa: F401  # likewise
from storage import reminder_tables as _reminder_tables  # noqa: F401  # likewise
from storage import reply_tables as _reply_tables  # noqa: F401  # likewise
from storage import tables as _tables  # noqa: F401  # likewise

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
