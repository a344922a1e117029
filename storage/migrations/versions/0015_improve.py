"""Looking at oneself: daily reports, corrective actions, spot checks."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _refers(name: str, table: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable)


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "day_report",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("site_id", "site", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _moment("until", nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        _refers("sent_by", "person"),
        _moment("sent_at"),
        sa.UniqueConstraint("site_id", "day"),
    )
    _remedies()
    _surveys()
    op.create_table(
        "spot_check",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("site_id", "site", nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        _refers("ticket_id", "ticket", nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        _moment("drawn_at", nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        _refers("checked_by", "person"),
        _moment("checked_at"),
        sa.UniqueConstraint("site_id", "month", "ticket_id"),
    )


def _remedies() -> None:
    op.create_table(
        "remedy",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("site_id", "site", nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("month", "cause")),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("growth", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        _refers("owner_id", "person"),
        sa.Column("due_on", sa.Date(), nullable=True),
        _refers("decided_by", "person"),
        sa.Column("report", sa.Text(), nullable=True),
        _moment("reported_at"),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("seen_month", sa.String(), nullable=True),
        sa.Column("seen_tickets", sa.Integer(), nullable=True),
        _refers("closed_by", "person"),
        _moment("closed_at"),
        sa.UniqueConstraint("site_id", "number"),
    )
    op.create_index("ix_remedy_month", "remedy", ["site_id", "month"])


def _surveys() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), primary_key=True),
        _refers("site_id", "site", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        _moment("started_at", nullable=False),
        _moment("ends_at", nullable=False),
        _moment("reminded_at"),
        _moment("closed_at"),
        sa.UniqueConstraint("site_id", "name"),
    )
    op.create_table(
        "ballot",
        sa.Column("survey_id", sa.Integer(), sa.ForeignKey("survey.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    """Back to the schema before."""
    for name in ("ballot", "survey", "spot_check", "remedy", "day_report"):
        op.drop_table(name)
