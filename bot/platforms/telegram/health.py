"""How the connection to Telegram is: for /healthz and for `check`."""

import logging
import time
from dataclasses import dataclass
from typing import Any

from telegram.error import Conflict, EndPointNotFound, InvalidToken

from bot.platforms.telegram.client import reason

log = logging.getLogger(__name__)

_ADVICE = (
    (Conflict, "another process polls with this token, or a webhook is set; stop the other one"),
    ((InvalidToken, EndPointNotFound), "Telegram refuses the token; correct [telegram] token or base_url"),
)


@dataclass(kw_only=True)
class Health:
    """Written by the intake, read by whoever asks."""

    mode: str
    token: str
    trouble: str | None = None
    updates: int = 0
    _well_at: float | None = None

    def well(self) -> None:
        """Telegram has just answered as it should."""
        self._well_at = time.monotonic()
        if self.trouble is not None:
            log.info("telegram: well again")
        self.trouble = None

    def failed(self, error: BaseException) -> None:
        """It went wrong; said in the log once, not at each further try."""
        words = reason(error, self.token)
        advice = next((advice for kind, advice in _ADVICE if isinstance(error, kind)), None)
        words = f"{words} ({advice})" if advice else words
        if words != self.trouble:
            log.warning("telegram: %s", words)
        self.trouble = words

    def status(self) -> dict[str, Any]:
        """`age`: seconds since Telegram last answered well, None: not yet; `trouble`: what is wrong now."""
        age = None if self._well_at is None else round(time.monotonic() - self._well_at, 1)
        return {"mode": self.mode, "age": age, "trouble": self.trouble, "updates": self.updates}
