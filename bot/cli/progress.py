"""A bar on stderr for what takes longer than two seconds."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """For work that tells itself how far it is (done, all); a terminal sees it, once it takes long."""
    began = time.monotonic()
    shown = None

    def progress(done: int, whole: int) -> None:
        nonlocal shown
        if shown is None and time.monotonic() - began > PATIENCE:
            shown = click.progressbar(length=100, file=sys.stderr)
        if shown is not None and whole:
            shown.update(max(0, done * 100 // whole - shown.pos))

    yield progress
    if shown is not None:
        shown.render_finish()
