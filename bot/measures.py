"""What the process counts of itself: how long things took, how often they failed. Forgotten at its end."""

from bisect import bisect_left
from collections.abc import Iterator

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class Histogram:
    """Durations, as Prometheus counts them."""

    def __init__(self) -> None:
        self._counts = [0] * (len(BOUNDS) + 1)
        self._sum = 0.0

    def observe(self, seconds: float, times: int = 1) -> None:
        """Something took that long, `times` times."""
        self._counts[bisect_left(BOUNDS, seconds)] += times
        self._sum += seconds * times

    def samples(self, name: str) -> Iterator[tuple[str, float]]:
        """Buckets that each contain those before, the sum and the count."""
        so_far = 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), self._counts, strict=True):
            so_far += count
            yield f'{name}_bucket{{le="{bound}"}}', so_far
        yield f"{name}_sum", self._sum
        yield f"{name}_count", so_far
