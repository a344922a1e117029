"""Which reporters of a ticket share a home is kept: the count outlives a move and a forgetting (S0-02)."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_SOLE = """
UPDATE reporter SET home = 0
WHERE ticket_id IN (SELECT ticket_id FROM reporter GROUP BY ticket_id HAVING count(*) = 1)
"""
_REST = """
SELECT r.ticket_id, r.person_id, p.building, p.unit, p.room
FROM reporter r JOIN person p ON p.id = r.person_id
WHERE r.home IS NULL ORDER BY r.ticket_id, r.place, r.person_id
"""
_SET = "UPDATE reporter SET home = :home WHERE ticket_id = :ticket AND person_id = :person"


def upgrade() -> None:
    """To this version: what was reported before is counted by where everybody lives now."""
    op.add_column("reporter", sa.Column("home", sa.Integer(), nullable=True))
    op.execute(_SOLE)
    numbers: defaultdict[int, dict[object, int]] = defaultdict(dict)
    found = []
    for ticket, person, building, unit, room in op.get_bind().execute(sa.text(_REST)).all():
        home = (building, unit or "", room) if building and room else person
        number = numbers[ticket].setdefault(home, len(numbers[ticket]))
        found.append({"ticket": ticket, "person": person, "home": number})
    if found:
        op.get_bind().execute(sa.text(_SET), found)


def downgrade() -> None:
    """Back to the version before."""
    op.drop_column("reporter", "home")
