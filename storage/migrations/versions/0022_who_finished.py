"""A ticket says who finished it, whoever has it (C8)."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_KNOWN = """
UPDATE ticket SET done_by = (
    SELECT entry.actor_id FROM entry
    WHERE entry.ticket_id = ticket.id AND entry.kind IN ('finished', 'referred')
    ORDER BY entry.id DESC LIMIT 1
) WHERE done_at IS NOT NULL
"""


def upgrade() -> None:
    """To this version."""
    op.add_column("ticket", sa.Column("done_by", sa.Integer(), nullable=True))
    op.execute(_KNOWN)


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("ticket", "done_by")
