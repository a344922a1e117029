"""Whether a matter waits for its quote stands in the ticket alone (S2-61)."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.drop_column("quote", "parked")


def downgrade() -> None:
    """Back to the version before."""
    op.add_column("quote", sa.Column("parked", sa.Boolean(), nullable=False, server_default=sa.false()))
