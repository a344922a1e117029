"""What a corporation may make use of; each thing that it may not has a fallback, and none is an error."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The ways to say something to members, beyond words."""

    buttons: bool = True  # else a choice is numbered lines
    markdown: bool = True  # else lists are plain text
    update_card: bool = True  # else what is true now is posted anew
