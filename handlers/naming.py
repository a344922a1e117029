"""A letter's name with platforms: by it they know the same letter again, and say which did not arrive."""

import re
from datetime import UTC

from storage.letters import Letter

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def name(letter: Letter) -> str:
    """At most 22 of 0-9 a-z -; no other letter's, also after the database was put back to an older state."""
    return f"{_base36(letter.id)}-{_base36(_moment(letter))}"


def key_in(named: str) -> int | None:
    """The letter's id, also where a platform has put a number behind the name; None: not such a name."""
    found = re.fullmatch(r"([0-9a-z]{1,12})-[0-9a-z]{1,12}(?:-\d+)?", named)
    return int(found[1], 36) if found else None


def _moment(letter: Letter) -> int:
    return int(letter.created_at.astimezone(UTC).timestamp() * 1000)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
