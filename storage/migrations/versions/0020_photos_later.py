"""A photo that cannot be fetched now is tried again later, ever more seldom."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column("photo", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("photo", sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("photo", "not_before")
    op.drop_column("photo", "attempts")
