"""Photos of what was done about a cause: a photo belongs to a ticket or to a corrective action."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    with op.batch_alter_table("photo") as photo:
        photo.alter_column("ticket_id", existing_type=sa.Integer(), nullable=True)
        photo.add_column(sa.Column("remedy_id", sa.Integer(), nullable=True))
        photo.create_foreign_key("fk_photo_remedy", "remedy", ["remedy_id"], ["id"])
    op.create_index("ix_photo_remedy_id", "photo", ["remedy_id"])


def downgrade() -> None:
    """Back to the version before, which knows photos of tickets alone."""
    op.execute("DELETE FROM photo WHERE ticket_id IS NULL")
    op.drop_index("ix_photo_remedy_id", "photo")
    with op.batch_alter_table("photo") as photo:
        photo.drop_constraint("fk_photo_remedy", type_="foreignkey")
        photo.drop_column("remedy_id")
        photo.alter_column("ticket_id", existing_type=sa.Integer(), nullable=False)
