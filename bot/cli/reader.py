"""The reader, loaded once in a process: that takes about a second."""

from functools import cache

from bot import learned
from bot.cli.configured import configured
from bot.cli.options import Call
from nlp.reader import Reader


@cache
def reader() -> Reader:
    """The reader with its shipped words and weights."""
    return Reader.load()


def reader_of(call: Call) -> Reader:
    """The reader as the desk there has it: taught by its corrections, with the names of its buildings."""
    sites = configured(call).sites if call.config.exists() else ()
    words = [word for site in sites for word in site.reading.words]
    taught = learned.usable(call.data)
    return Reader.load(words, learned=taught) if words or taught else reader()
