"""People: the kind of a matter, who received, helps and follows it, leave, standards as they were."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LISTS = ("helpers", "followers")


def upgrade() -> None:
    """To this version."""
    op.add_column("ticket", sa.Column("kind", sa.String(), nullable=False, server_default="complaint"))
    for name in _LISTS:
        op.add_column("ticket", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    # Alembic would build SQLite's table anew for this, and so drop one that others refer to.
    op.execute("ALTER TABLE ticket ADD COLUMN receiver_id INTEGER REFERENCES person (id)")
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("deputy_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
    )
    op.create_index("ix_absence_site", "absence", ["site_id", "state", "last"])
    op.create_table(
        "standard",
        sa.Column("version", sa.String(), primary_key=True),
        sa.Column("data", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_table("standard")
    op.drop_table("absence")
    for name in (*_LISTS, "kind"):
        op.drop_column("ticket", name)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_column("ticket", "receiver_id")
    # SQLite drops no column that refers to another table; going back is for those who write migrations.
