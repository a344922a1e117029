"""One thing that was looked at."""

from dataclasses import dataclass
from enum import StrEnum

from bot.terminal import say


class Mark(StrEnum):
    """How it was found."""

    FINE = "fine"
    WARNING = "warning"  # the desk runs, but somebody misses something
    WRONG = "wrong"  # the desk cannot do its work


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found and, where it is not well, what to do next."""

    mark: Mark
    check: str  # its stable name, for machines
    what: str
    todo: str | None = None


def fine(check: str, **facts: object) -> Finding:
    """It is well."""
    return Finding(mark=Mark.FINE, check=check, what=say(f"check.{check}", **facts))


def warning(check: str, **facts: object) -> Finding:
    """It should be put right."""
    return _unwell(Mark.WARNING, check, facts)


def wrong(check: str, **facts: object) -> Finding:
    """It has to be put right."""
    return _unwell(Mark.WRONG, check, facts)


def _unwell(mark: Mark, check: str, facts: dict[str, object]) -> Finding:
    what, todo = (say(f"{part}.{check}", **facts) for part in ("check", "todo"))
    return Finding(mark=mark, check=check, what=what, todo=todo)
