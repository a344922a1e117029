"""Care: contacts, origins, drafts of what staff take in, revisits and their draw, wishes to be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TABLES = ("wish", "visit", "draw", "intake", "origin", "contact")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _refers(name: str, table: str, *, nullable: bool = False, key: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable, primary_key=key)


def upgrade() -> None:
    """To this version."""
    _intake()
    _revisits()
    op.create_table(
        "wish",
        _refers("person_id", "person", key=True),
        _moment("asked_at"),
        _refers("decided_by", "person", nullable=True),
        _moment("decided_at", nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=False),
    )


def _intake() -> None:
    op.create_table(
        "contact",
        _refers("person_id", "person", key=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_contact_phone", "contact", ["phone"])
    op.create_table(
        "origin",
        _refers("ticket_id", "ticket", key=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        _moment("reply_by", nullable=True),
    )
    op.create_table(
        "intake",
        _refers("person_id", "person", key=True),
        sa.Column("chat", sa.String(), primary_key=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("paper", sa.Boolean(), nullable=False),
        _moment("expires_at"),
    )


def _revisits() -> None:
    op.create_table(
        "draw",
        _refers("ticket_id", "ticket", key=True),
        _refers("site_id", "site"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("month", "rule")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("place", "share")),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("exempt", sa.String(), nullable=True),
        _moment("at"),
    )
    op.create_index("ix_draw_stratum", "draw", ["site_id", "month", "rule"])
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("ticket_id", "ticket"),
        _refers("site_id", "site"),
        _refers("person_id", "person"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("mode", "state")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("attitude", "outcome")),
        _moment("at"),
        _refers("signed_by", "person", nullable=True),
        _refers("photo_id", "photo", nullable=True),
        _refers("reviewed_by", "person", nullable=True),
        _moment("reviewed_at", nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
    )
    op.create_index("ix_visit_ticket_id", "visit", ["ticket_id"])
    op.create_index("ix_visit_site", "visit", ["site_id", "at"])


def downgrade() -> None:
    """Back to the schema before."""
    for name in _TABLES:
        op.drop_table(name)
