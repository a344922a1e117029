"""Why a matter is class 1 or 2: the clause, and the words or the count that speak for it (S0-02 … S0-11)."""

import re

from desk.matters import Matters
from desk.notices import Fact, Notice, Word
from desk.reading import Class
from desk.ticket import Ticket

_TRIGGER = re.compile(r"(S0-(?:0[2-9]|1[01])) (.+)")
_OURS = ("二次投诉", "书面投诉", "政府部门转来")  # the desk's findings, nobody's words


def triggers(ticket: Ticket, rule: Matters) -> list[Notice]:
    """One line for each ground of its class; none for a class 3. `rule` says who counts as many (S0-02)."""
    if ticket.class_ is Class.THREE:
        return []
    found: dict[str, list[Fact]] = {}
    for reason in ticket.because:
        if hit := _TRIGGER.fullmatch(reason):
            found.setdefault(hit[1], []).append(hit[2])
    if rule.is_group(ticket):
        found["S0-02"] = [Notice("ground.count", {"households": rule.counted(ticket)})]
    if ticket.accused or ticket.topic == "服务态度":
        found.setdefault("S0-08", [])
    return [_line(clause, words) for clause, words in sorted(found.items())]


def _line(clause: str, words: list[Fact]) -> Notice:
    said = [word for at, word in enumerate(words) if word not in _OURS and word not in words[:at]]
    return Notice("trigger", {"ground": Word(f"ground.{clause}"), "said": said, "clause": clause})
