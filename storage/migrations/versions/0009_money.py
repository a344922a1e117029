"""Money: price lists and quotes, in whole minor units."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_IN_FORCE = sa.text("until IS NULL")
_OWED = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "price",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(
        "ix_price_in_force",
        "price",
        ["site_id", "folded"],
        unique=True,
        sqlite_where=_IN_FORCE,
        postgresql_where=_IN_FORCE,
    )
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        *_steps(),
        sa.UniqueConstraint("ticket_id", "version"),
    )
    op.create_index("ix_quote_ticket_id", "quote", ["ticket_id"])
    op.create_index("ix_quote_next", "quote", ["next_at"], sqlite_where=_OWED, postgresql_where=_OWED)


def _steps() -> list[sa.Column[object]]:
    """Who did what to a quote, and when."""
    return [
        _person("made_by", nullable=False),
        _moment("made_at", nullable=False),
        _person("judged_by"),
        _moment("judged_at"),
        sa.Column("remark", sa.Text(), nullable=True),
        _moment("asked_at"),
        _person("decided_by"),
        _moment("decided_at"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        _moment("next_at"),
        sa.Column("material", sa.String(), nullable=True),
        _person("material_by"),
        _moment("material_at"),
        _person("warned_by"),
        _moment("warned_at"),
        _person("signed_by"),
        _moment("signed_at"),
    ]


def _person(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("person.id"), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("quote")
    op.drop_table("price")
