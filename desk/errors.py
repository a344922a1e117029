"""What the desk refuses.

DeskError
└── Refused      a person asked for something that the rules do not give them now
"""

from desk.emergency import marked
from desk.notices import Fact, Notice
from desk.ticket import Ticket


class DeskError(Exception):
    """A rule of the desk was not kept."""


class Refused(DeskError):  # noqa: N818  # it is an answer, not a fault
    """The move is refused; `notice` says so to the person, in their language."""

    def __init__(self, key: str, **facts: Fact) -> None:
        super().__init__(key)
        self.notice = Notice(f"refused.{key}", facts)

    def of(self, ticket: Ticket) -> "Refused":
        """The same, said of that ticket: of a drill it says so."""
        self.notice = marked(ticket, self.notice)
        return self
