"""How a standard has a site look at itself: corrective actions, spot checks, surveys; as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NUMBERS = {
    "causes": (1, 10),
    "least": (1, 1000),
    "growth": (1, 1000),
    "growth_least": (1, 1000),
    "days": (1, 90),
    "before": (1, 30),
    "every": (1, 30),
    "checks": (1, 100),
    "checks_day": (1, 28),
    "survey_target": (1, 100),
    "survey_days": (2, 60),
    "survey_day": (1, 20),
}
_MONTHS = "survey_months"
_DECEMBER = 12
_KEYS = (*_NUMBERS, _MONTHS, "clause")


@dataclass(frozen=True, kw_only=True)
class ImproveRules:
    """One standard's way."""

    causes: int = 3  # of a month, for which an action is proposed (S0-42); how many is house
    least: int = 2  # tickets that make a cause; house
    growth: int = 40  # percent more than the month before: proposed as well (S2-65)
    growth_least: int = 5  # tickets without which growth is chance; house
    days: int = 14  # until it is put right, where nobody says otherwise; house
    before: int = 3  # days before that the owner is reminded; house
    every: int = 7  # days between two reminders after it; house
    checks: int = 3  # tickets a month that are checked (S0-45)
    checks_day: int = 25  # of the month, when they are drawn (S0-45)
    survey_target: int = 80  # percent satisfied; house
    survey_days: int = 14  # that a survey is open, reminded half-way; house
    survey_day: int = 10  # of the month, or the next working day; house
    survey_months: tuple[int, ...] = (6, 12)  # when one begins (S2-125)


def parse_improve(data: object, errors: list[str]) -> ImproveRules:
    """The table [improve]; what is wrong in it is added to `errors`, each with what is allowed."""
    if not isinstance(data, Mapping):
        errors.append("improve must be a table")
        return ImproveRules()
    if unknown := sorted(set(data) - set(_KEYS)):
        errors.append(f"improve: unknown keys {', '.join(unknown)}: allowed are {', '.join(_KEYS)}")
    given: dict[str, Any] = {}
    for key, (least, most) in _NUMBERS.items():
        value = data.get(key)
        if value is not None and (type(value) is not int or not least <= value <= most):
            errors.append(f"improve: {key} is {value!r}: it must be a whole number from {least} to {most}")
        elif value is not None:
            given[key] = value
    if (months := data.get(_MONTHS)) is not None:
        if _are_months(months):
            given[_MONTHS] = tuple(months)
        else:
            errors.append(f"improve: {_MONTHS} is {months!r}: it must be a list of months, 1 to 12")
    return ImproveRules(**given)


def _are_months(value: object) -> bool:
    return isinstance(value, list) and all(type(one) is int and 1 <= one <= _DECEMBER for one in value)
