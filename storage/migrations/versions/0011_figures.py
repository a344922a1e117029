"""Figures: tickets by the moment of their report; the journal's hash chain."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.create_index("ix_ticket_opened", "ticket", ["site_id", "opened_at", "id"])
    op.create_index("ix_entry_steps", "entry", ["ticket_id", "kind", "actor_id"])
    op.drop_index("ix_entry_ticket_id", "entry")
    op.create_table(
        "link",
        sa.Column("site_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("entry_id", sa.Integer(), nullable=False, unique=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "chain_head",
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), primary_key=True, autoincrement=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("chain_head")
    op.drop_table("link")
    op.create_index("ix_entry_ticket_id", "entry", ["ticket_id"])
    op.drop_index("ix_entry_steps", "entry")
    op.drop_index("ix_ticket_opened", "ticket")
