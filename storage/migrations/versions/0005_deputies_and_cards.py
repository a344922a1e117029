"""What deputies hold while somebody is away, and cards that are about no ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_HELD = sa.text("back_at IS NULL")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "lent",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("deputy_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_lent_held", "lent", ["person_id"], sqlite_where=_HELD, postgresql_where=_HELD)
    op.create_table(
        "loosecard",
        sa.Column("platform", sa.String(), primary_key=True),
        sa.Column("chat", sa.String(), primary_key=True),
        sa.Column("card", sa.String(), primary_key=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
    )
    op.create_index("ix_loosecard_about", "loosecard", ["about"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("loosecard")
    op.drop_table("lent")
