"""Chinese and Arabic numerals."""

import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "幺": 1, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def number(text: str) -> int | None:
    """The value of `十二`, `一百零三`, `廿三`, `一二〇三`, `35`, `3千`; None if it is no numeral."""
    if text.isascii() and text.isdigit():
        return int(text)
    spelled = text.replace("廿", "二十").replace("卅", "三十")
    if spelled and all(c in _DIGITS for c in spelled):
        return int("".join(str(_DIGITS[c]) for c in spelled))
    mixed = re.fullmatch(r"(\d+)([百千万])", spelled)
    if mixed:
        return int(mixed[1]) * _UNITS[mixed[2]]
    return _spelled(spelled)


def _spelled(text: str) -> int | None:
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char] if char != "万" else (total + digit) * 9_999 + digit
            digit = 0
        else:
            return None
    return total + digit if text else None
