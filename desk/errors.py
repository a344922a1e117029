"""What the desk refuses.

DeskError
└── Refused      a person asked for something that the rules do not give them now
"""

from desk.notices import Fact, Notice


class DeskError(Exception):
    """A rule of the desk was not kept."""


class Refused(DeskError):  # noqa: N818  # it is an answer, not a fault
    """The move is refused; `notice` says so to the person, in their language."""

    def __init__(self, key: str, **facts: Fact) -> None:
        super().__init__(key)
        self.notice = Notice(f"refused.{key}", facts)
