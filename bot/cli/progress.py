"""A bar on stderr for what takes longer than two seconds."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

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


@contextmanager
def metered() -> Iterator[Callable[[int, int], None]]:
    """A bar that is told (done, in all); nothing is shown of what is over soon."""
    began = time.monotonic()
    bars: list[Any] = []

    def told(done: int, everything: int) -> None:
        if not bars and sys.stderr.isatty() and time.monotonic() - began > PATIENCE:
            bars.append(click.progressbar(length=everything, file=sys.stderr))
        if bars:
            bars[0].update(done - bars[0].pos)

    try:
        yield told
    finally:
        if bars:
            bars[0].render_finish()
