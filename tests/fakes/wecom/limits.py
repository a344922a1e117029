"""How much WeCom takes: sizes in UTF-8 bytes, and messages in a window of time."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.fakes.wecom.errors import ApiError

MINUTE, HOUR, DAY = 60, 3600, 86400


def size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def at_most(text: str, limit: int, name: str, errcode: int = 40058) -> str:
    """The text, if it has at most so many bytes."""
    if size(text) > limit:
        raise ApiError(errcode, f"{name} exceed max length {limit}")
    return text


def at_most_chars(text: str, limit: int, name: str, errcode: int = 40058) -> str:
    if len(text) > limit:
        raise ApiError(errcode, f"{name} exceed max length {limit} chars")
    return text


@dataclass(kw_only=True)
class Rates:
    """Sliding windows per key; `on` False lifts them all."""

    on: bool = True
    spent: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, key: str, now: float, *limits: tuple[int, int]) -> bool:
        """Counts one, unless one of the limits (count, seconds) is reached: then False."""
        times = self.spent[key]
        while times and times[0] <= now - max(seconds for _, seconds in limits):
            times.popleft()
        full = any(sum(at > now - seconds for at in times) >= count for count, seconds in limits)
        if self.on and full:
            return False
        times.append(now)
        return True
