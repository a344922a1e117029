"""Reminders that wait to be told together, and what a person answered before the question that is open."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OWED = sa.text("told_at IS NULL")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("clock_id", sa.Integer(), sa.ForeignKey("clock.id"), nullable=False),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_reminder_owed", "reminder", ["at"], sqlite_where=_OWED, postgresql_where=_OWED)
    op.create_index("ix_reminder_person", "reminder", ["person_id", "told_at"])
    op.create_index("ix_reminder_told", "reminder", ["told_at"])
    op.add_column("question", sa.Column("words", sa.Text(), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("question", "words")
    op.drop_table("reminder")
