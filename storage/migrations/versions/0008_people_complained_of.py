"""Sensitive matters: texts that wait for a reviewer, explanations, anonymous reporters, verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OWED = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("more", sa.String(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
    )
    op.create_index("ix_draft_ticket_id", "draft", ["ticket_id"])
    op.create_index("ix_draft_next", "draft", ["next_at"], sqlite_where=_OWED, postgresql_where=_OWED)
    op.create_table(
        "explanation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("asked_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_explanation_ticket_id", "explanation", ["ticket_id"])
    op.create_index("ix_explanation_person_id", "explanation", ["person_id"])
    op.add_column("ticket", sa.Column("anonymous", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ticket", sa.Column("verdict", sa.String(), nullable=True))


def downgrade() -> None:
    """Back to the schema before."""
    op.drop_column("ticket", "verdict")
    op.drop_column("ticket", "anonymous")
    op.drop_table("explanation")
    op.drop_table("draft")
