"""Alembic's entry: runs the migrations on the connection that `storage.schema` hands over."""

from alembic import context
from sqlmodel import SQLModel

from storage import all_tables  # noqa: F401  # its import fills the metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
context.run_migrations()
