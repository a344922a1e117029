"""Where in a standard's file something stands: tomllib tells no lines, so it is looked for by its form."""

import re
from collections.abc import Sequence


def line_of(text: str, place: Sequence[str | int], key: str | None = None) -> int | None:
    """The line (from 1) of `key` in the entry at `place`, else that of the entry; None: it stands nowhere.

    `place` is ("limit", 2), ("step", 2), ("class", "2"), ("revisit",), ("ladder", "respond") or
    ("ladder", "respond", 1);
    empty for the file itself.
    """
    lines = text.splitlines()
    match place:
        case (
            "class" | "duty" | "quiet" | "manners" | "titles" | "hours" | "revisit" | "matter" | "improve",
            *_,
        ):
            begin, end = _section(lines, ".".join(map(str, place)))
        case ("limit" | "step" as name, int(number)):
            begin, end = _table(lines, name, number)
        case ("ladder", str(kind), *rungs):
            begin, end = _ladder(lines, kind, *rungs)
        case _:
            begin, end = 0, len(lines)
    if begin is None:
        return None
    inside = next((n for n in range(begin, end) if key and _names(lines[n], key)), None)
    return (begin if inside is None else inside) + 1 if place or inside is not None else None


def _names(line: str, key: str) -> bool:
    return re.search(rf"(?:^|[\s{{,\[\"]){re.escape(key)}[\"\]]*\s*(?:=|$)", line) is not None


def _table(lines: Sequence[str], name: str, number: int) -> tuple[int | None, int]:
    heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
    if number > len(heads):
        return None, 0
    begin = heads[number - 1]
    following = (n for n in range(begin + 1, len(lines)) if re.match(r"\s*\[", lines[n]))
    return begin, next(following, len(lines))


def _section(lines: Sequence[str], name: str) -> tuple[int | None, int]:
    head = rf"\s*\[\s*{re.escape(name)}\s*\]"
    begin = next((n for n, line in enumerate(lines) if re.match(head, line)), None)
    if begin is None:
        return None, 0
    following = (n for n in range(begin + 1, len(lines)) if re.match(r"\s*\[", lines[n]))
    return begin, next(following, len(lines))


def _ladder(lines: Sequence[str], kind: str, rung: str | int = 0) -> tuple[int | None, int]:
    head = next((n for n, line in enumerate(lines) if re.match(r"\s*\[\s*ladder", line)), 0)
    begin = next((n for n in range(head, len(lines)) if _names(lines[n], kind)), None)
    if begin is None or not isinstance(rung, int) or rung == 0:
        return (head if begin is None else begin), (begin or head) + 1
    left = rung
    for n in range(begin, len(lines)):
        left -= lines[n].count("{")
        if left <= 0:
            return n, n + 1
    return begin, begin + 1
