"""Surfaces: choices that may be typed, codes that work once."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "offer",
        sa.Column("platform", sa.String(), primary_key=True),
        sa.Column("chat", sa.String(), primary_key=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_offer_at", "offer", ["at"])
    op.create_table(
        "permit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("platform", "chat", "subject", "code"),
    )
    op.create_index("ix_permit_at", "permit", ["at"])


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_table("permit")
    op.drop_table("offer")
