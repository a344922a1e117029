"""Matters: merges and hints of likeness, public notices, open letters."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OPEN = sa.text("split_at IS NULL")
_OWED = sa.text("ended_at IS NULL AND ends_at IS NOT NULL")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """To this version."""
    op.add_column("ticket", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.create_index("ix_ticket_topic", "ticket", ["site_id", "topic", "opened_at"])
    _merges()
    _bulletins()
    op.create_table(
        "open_letter",
        _key(),
        _to("site_id", "site.id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tickets", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _to("author_id", "person.id"),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        _to("reviewer_id", "person.id", nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.UniqueConstraint("site_id", "number"),
    )


def _merges() -> None:
    op.create_table(
        "merge",
        _key(),
        _to("gone_id", "ticket.id"),
        _to("kept_id", "ticket.id"),
        sa.Column("at", _MOMENT, nullable=False),
        _to("by_id", "person.id", nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("added", sa.JSON(), nullable=False),
        sa.Column("split_at", _MOMENT, nullable=True),
    )
    op.create_index(
        "ix_merge_gone", "merge", ["gone_id"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_index("ix_merge_kept", "merge", ["kept_id"])
    op.create_table(
        "hint",
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), primary_key=True),
        sa.Column("other_id", sa.Integer(), sa.ForeignKey("ticket.id"), primary_key=True),
        sa.Column("apart", sa.Boolean(), nullable=False),
    )


def _bulletins() -> None:
    op.create_table(
        "bulletin",
        _key(),
        _to("site_id", "site.id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("buildings", sa.JSON(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=True),
        sa.Column("posted_at", _MOMENT, nullable=False),
        _to("by_id", "person.id"),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.UniqueConstraint("site_id", "number"),
    )
    op.create_index("ix_bulletin_current", "bulletin", ["site_id", "ended_at", "topic"])
    op.create_index("ix_bulletin_owed", "bulletin", ["ends_at"], sqlite_where=_OWED, postgresql_where=_OWED)
    op.create_table(
        "answered",
        _key(),
        _to("bulletin_id", "bulletin.id"),
        _to("person_id", "person.id"),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _to("ticket_id", "ticket.id", nullable=True),
    )
    op.create_index("ix_answered_bulletin", "answered", ["bulletin_id"])
    op.create_index("ix_answered_person", "answered", ["person_id"])


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _to(name: str, other: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(other), nullable=nullable)


def downgrade() -> None:
    """Back to the schema before."""
    for table in ("answered", "bulletin", "hint", "merge", "open_letter"):
        op.drop_table(table)
    op.drop_index("ix_ticket_topic", "ticket")
    op.drop_column("ticket", "merged_into")
