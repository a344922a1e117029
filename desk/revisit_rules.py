"""How a standard has revisits made: the variants of C9 … C11, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "anonymous": ("exempt", "ask"),  # C9: S2-113, or 100 % as S0-38 has it
    "phone": ("always", "second"),  # C10: S2-106, or from the second revisit on (S2-109)
}
_NUMBERS = {"tries": (1, 20), "gap": (10, 14 * 24 * 60), "rounds": (1, 20)}
_KEYS = (*_CHOICES, *_NUMBERS, "clause")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One standard's way."""

    anonymous: str = "exempt"
    phone: str = "always"
    tries: int = 3  # calls that nobody answered before it may be left
    gap: timedelta = timedelta(hours=4)  # between two of them
    rounds: int = 3  # from this one on a head may close with reasons (C11)


def parse_rules(data: object, errors: list[str]) -> Rules:
    """The table [revisit]; what is wrong in it is added to `errors`, each with what is allowed."""
    if not isinstance(data, Mapping):
        errors.append("revisit must be a table")
        return Rules()
    if unknown := sorted(set(data) - set(_KEYS)):
        errors.append(f"revisit: unknown keys {', '.join(unknown)}: allowed are {', '.join(_KEYS)}")
    given: dict[str, Any] = {}
    for key, allowed in _CHOICES.items():
        if key in data and data[key] not in allowed:
            errors.append(f"revisit: {key} is {data[key]!r}: allowed are {', '.join(allowed)}")
        elif key in data:
            given[key] = data[key]
    for key, (least, most) in _NUMBERS.items():
        value = data.get(key)
        if value is not None and (type(value) is not int or not least <= value <= most):
            errors.append(f"revisit: {key} is {value!r}: it must be a whole number from {least} to {most}")
        elif value is not None:
            given[key] = timedelta(minutes=value) if key == "gap" else value
    return Rules(**given)
