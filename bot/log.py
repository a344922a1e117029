"""What the desk writes to stderr for the people who run it; never a secret."""

import logging
import re
from collections.abc import Iterable

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TOKEN = re.compile(r"\b\d{6,}:[A-Za-z0-9_-]{20,}")  # Telegram's shape: also tokens that are not ours
_HIDDEN = "***"


class Masked(logging.Formatter):
    """Formats a record and hides every secret in it, also those in a traceback."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORM)
        longest_first = sorted(filter(None, secrets), key=len, reverse=True)
        self._secret = re.compile("|".join([*map(re.escape, longest_first), _TOKEN.pattern]))

    def format(self, record: logging.LogRecord) -> str:
        """The record in one text, as it is written."""
        return self._secret.sub(_HIDDEN, super().format(record))


def configure(secrets: Iterable[str], level: int = logging.INFO) -> None:
    """Log to stderr from now on, without `secrets`; a second call takes the place of the first."""
    handler = logging.StreamHandler()
    handler.setFormatter(Masked(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "apscheduler", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # httpx's INFO line has the token in its URL
