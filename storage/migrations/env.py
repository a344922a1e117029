"""Alembic's entry: runs the migrations on the connection that `storage.schema` hands over."""

from alembic import context
from sqlmodel import SQLModel

from storage import (  # noqa: F401  # their import fills the metadata
    archive_tables,
    chain_tables,
    duty_tables,
    guard_tables,
    incident_tables,
    learning_tables,
    leave_tables,
    matter_tables,
    reminder_tables,
    reply_tables,
    surface_tables,
    tables,
)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
context.run_migrations()
