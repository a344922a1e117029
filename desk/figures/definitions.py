"""How each figure is defined, with the clauses: printed in the report and told on 算法说明."""

from desk.notices import Fact, Notice, Word

DEFINED = (
    "timeliness",
    "slips",
    "respond",
    "dispatch",
    "first_contact",
    "revisit",
    "mean",
    "satisfaction",
    "counted",
    "repeat",
    "group",
    "reader",
    "growth",
    "per_hundred",
)


def definitions() -> Notice:
    """All of them in one message."""
    lines: list[Fact] = [Word(f"defined.{name}") for name in DEFINED]
    return Notice("month.how", {"lines": lines})
