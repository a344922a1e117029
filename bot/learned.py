"""The weights that a site's corrections have made, in its data directory."""

import gzip
import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from nlp import weights
from nlp.reader import Reader
from nlp.weights import Weights

log = logging.getLogger(__name__)

NAME = "weights.gz"
BEFORE = "weights.before.gz"  # what `learn --undo` goes back to
_BASE = "learned_on"  # the fact that names the shipped weights below them


@cache
def shipped_digest() -> str:
    """By which the shipped weights are known."""
    return hashlib.sha256(weights.SHIPPED.read_bytes()).hexdigest()[:16]


def usable(data: Path) -> Weights | None:
    """The site's own weights; None where there are none, or they do not fit this version any more."""
    file = data / NAME
    if not file.exists():
        return None
    try:
        own = weights.load(file)
    except (OSError, EOFError, ValueError, KeyError, gzip.BadGzipFile):
        log.warning("%s cannot be read; the shipped weights are used", file)
        return None
    if own.facts.get(_BASE) != shipped_digest():
        log.warning("%s was learned on another version; the shipped weights are used: learn again", file)
        return None
    return own


def reader(data: Path, words: Iterable[str] = ()) -> Reader:
    """The reader as this site has taught it, with the names of its buildings and shops."""
    return Reader.load(words, learned=usable(data))


def keep(data: Path, learned: Weights) -> None:
    """Put new weights in force from the next start on, and remember those before."""
    fresh = data / f"{NAME}.new"
    weights.save(replace(learned, facts={**learned.facts, _BASE: shipped_digest()}), fresh)
    if (data / NAME).exists():
        (data / NAME).replace(data / BEFORE)
    fresh.replace(data / NAME)


def undo(data: Path) -> bool:
    """Back to the weights before, at last to the shipped ones; returns whether there was anything to undo."""
    if (data / BEFORE).exists():
        (data / BEFORE).replace(data / NAME)
        return True
    if (data / NAME).exists():
        (data / NAME).unlink()
        return True
    return False
