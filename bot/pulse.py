"""Whether what goes round for ever still does."""

import time

STILL = 300.0  # seconds without a whole round that are no long round any more; house


class Pulse:
    """Beats once a round that came to its end."""

    def __init__(self) -> None:
        self._at: float | None = None  # None: it is not to go

    def begin(self) -> None:
        """It is to go from now on."""
        self._at = time.monotonic()

    def beat(self) -> None:
        """A round came to its end."""
        if self._at is not None:
            self.begin()

    def end(self) -> None:
        """It goes no more, as it should."""
        self._at = None

    @property
    def still(self) -> bool:
        """Whether it should go and does not."""
        return self._at is not None and time.monotonic() - self._at > STILL
