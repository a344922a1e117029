"""The reader, loaded once in a process: that takes about a second."""

from functools import cache

from nlp.reader import Reader


@cache
def reader() -> Reader:
    """The reader with its shipped words and weights."""
    return Reader.load()
