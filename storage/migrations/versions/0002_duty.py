"""Duty: shifts, swaps, the duty log, alarms; codes for people who are known already."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """To this version."""
    _roster()
    _log()
    with op.batch_alter_table("code") as code:
        code.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        code.create_foreign_key("fk_code_person", "person", ["person_id"], ["id"])


def _owed(table: str) -> None:
    where = sa.text("next_at IS NOT NULL")
    op.create_index(f"ix_{table}_next", table, ["next_at"], sqlite_where=where, postgresql_where=where)


def _roster() -> None:
    """Who has duty when."""
    op.create_table(
        "shift",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("next_at", _MOMENT, nullable=True),
        sa.Column("handed_at", _MOMENT, nullable=True),
        sa.Column("taken_at", _MOMENT, nullable=True),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("confirmed_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.UniqueConstraint("site_id", "starts_at"),
    )
    op.create_index("ix_shift_person_id", "shift", ["person_id"])
    _owed("shift")
    op.create_table(
        "swap",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("shift_id", sa.Integer(), sa.ForeignKey("shift.id"), nullable=False),
        sa.Column("asker_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("colleague_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
    )
    op.create_index("ix_swap_shift_id", "swap", ["shift_id"])


def _log() -> None:
    """What happened on duty, and who has to answer."""
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("notice", sa.JSON(), nullable=False),
    )
    op.create_index("ix_remark_at", "remark", ["site_id", "at"])
    op.create_table(
        "alarm",
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), primary_key=True),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("next_at", _MOMENT, nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("answered_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
    )
    _owed("alarm")


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table("code") as code:
        code.drop_column("person_id")
    for table in ("alarm", "remark", "swap", "shift"):
        op.drop_table(table)
