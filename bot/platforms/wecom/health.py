"""How WeCom treats us: for /healthz and for `check`."""

import logging
import time
from dataclasses import dataclass
from typing import Any

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Health:
    """Written by whoever sends, read by whoever asks."""

    name: str
    trouble: str | None = None
    updates: int = 0
    _well_at: float | None = None

    @property
    def ever_well(self) -> bool:
        """Whether WeCom has answered at all."""
        return self._well_at is not None

    def well(self) -> None:
        """WeCom has just answered as it should."""
        self._well_at = time.monotonic()
        if self.trouble is not None:
            log.info("%s: well again", self.name)
        self.trouble = None

    def failed(self, why: str) -> None:
        """It went wrong; said in the log once, not at each further try."""
        if why != self.trouble:
            log.warning("%s: %s", self.name, why)
        self.trouble = why

    def status(self) -> dict[str, Any]:
        """`age`: seconds since WeCom last answered well, None: not yet; `trouble`: what is wrong now."""
        age = None if self._well_at is None else round(time.monotonic() - self._well_at, 1)
        return {"age": age, "trouble": self.trouble, "updates": self.updates}
