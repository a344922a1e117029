"""Emergencies: incidents, the steps of their checklists, the reports that they gathered."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OWED = sa.text("next_at IS NOT NULL")
_ACTIVE = sa.text("cleared_at IS NULL")


def upgrade() -> None:
    """To this version."""
    _incidents()
    _steps()
    _reports()


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("site_id", sa.Integer(), sa.ForeignKey("site.id"), nullable=False),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=False, unique=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("building", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("door", sa.String(), nullable=True),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("unmanned", sa.Boolean(), nullable=False),
        sa.Column("cleared_at", _MOMENT, nullable=True),
        sa.Column("cleared_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reviser", sa.String(), nullable=True),
        sa.Column("visit_due", _MOMENT, nullable=True),
        sa.Column("next_at", _MOMENT, nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("visited_at", _MOMENT, nullable=True),
        sa.Column("visited_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
    )
    op.create_index(
        "ix_incident_active", "incident", ["site_id"], sqlite_where=_ACTIVE, postgresql_where=_ACTIVE
    )
    op.create_index("ix_incident_next", "incident", ["next_at"], sqlite_where=_OWED, postgresql_where=_OWED)


def _steps() -> None:
    op.create_table(
        "incident_step",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident_id", sa.Integer(), sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("keyed", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("next_at", _MOMENT, nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("done_at", _MOMENT, nullable=True),
        sa.Column("done_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.UniqueConstraint("incident_id", "n"),
    )
    op.create_index(
        "ix_incident_step_next", "incident_step", ["next_at"], sqlite_where=_OWED, postgresql_where=_OWED
    )


def _reports() -> None:
    op.create_table(
        "gathered",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident_id", sa.Integer(), sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("split_to", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=True),
    )
    op.create_index("ix_gathered_incident", "gathered", ["incident_id"])


def downgrade() -> None:
    """Back to the version before."""
    for table in ("gathered", "incident_step", "incident"):
        op.drop_table(table)
