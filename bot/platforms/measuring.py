"""Words measured, in characters or in bytes of UTF-8 as each platform counts them, and cut to fit."""

from collections.abc import Callable

Measure = Callable[[str], int]


def size(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode("utf-8", "replace"))


def shortened(text: str, limit: int, measure: Measure = size) -> str:
    """The text, or its beginning up to a line's end with the number of characters left out."""
    if measure(text) <= limit:
        return text
    kept = beginning(text, limit - measure(_rest(len(text))), measure)
    return kept + _rest(len(text) - len(kept))


def clipped(text: str, limit: int, measure: Measure = len) -> str:
    """One line, ended by "…" where it is longer."""
    line = one_line_of(text)
    if measure(line) <= limit:
        return line
    return fitting(line, limit - measure("…"), measure).rstrip() + "…"


def one_line_of(text: str) -> str:
    """The text without line ends."""
    return " ".join(text.split())


def beginning(text: str, limit: int, measure: Measure) -> str:
    """As much as fits, up to a line's end where one is near; not more than the text."""
    kept = fitting(text, limit, measure)
    if kept != text:
        end = len(kept) if text[len(kept)] == "\n" else kept.rfind("\n", len(kept) // 2)
        kept = kept[:end] if end > 0 else kept
    return kept.rstrip()


def fitting(text: str, limit: int, measure: Measure) -> str:
    """As many characters as fit."""
    low, high = 0, min(len(text), max(0, limit))  # none measures less than one
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= limit else (low, middle - 1)
    return text[:low]


def _rest(count: int) -> str:
    return f"\n…（另有 {count} 字）"
