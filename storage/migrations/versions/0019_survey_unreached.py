"""A survey remembers how many residents it could not ask (S2-125)."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.add_column("survey", sa.Column("unreached", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("survey", "unreached")
