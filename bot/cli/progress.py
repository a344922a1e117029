"""A bar on stderr for what takes longer than two seconds."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")
PATIENCE = 2.0  # seconds before anybody wants to see a bar


def tracked(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items in pieces of `size`; a terminal sees how far it is, once it takes long."""
    began = time.monotonic()
    bar = None
    for start in range(0, len(items), size):
        piece = items[start : start + size]
        yield piece
        if bar is None and time.monotonic() - began > PATIENCE:
            bar = click.progressbar(length=len(items), file=sys.stderr)
            bar.update(start)
        if bar is not None:
            bar.update(len(piece))
    if bar is not None:
        bar.render_finish()
