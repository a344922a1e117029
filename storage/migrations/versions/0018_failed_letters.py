"""Letters that were given up are counted by an index of them alone."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    where = sa.text("state = 'failed'")
    op.create_index("ix_letter_failed", "letter", ["platform"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index("ix_letter_failed", "letter")
