"""Which kind of answer a question gets."""

from desk.figures.asking import Query
from desk.figures.growing import Growing
from desk.figures.lasting import Lasting
from desk.figures.numbers import Counting
from desk.figures.ranking import Due, Lateness
from desk.figures.replying import Reply
from desk.figures.terms import PROMISES, SERIES, TIMES, Measure


def reply_to(query: Query, counting: Counting, start: int = 0) -> Reply:
    """What counts for it; its list begins with the `start`-th ticket."""
    if query.measure is Measure.DUE:
        return Due(query, counting, start)
    if query.measure in TIMES:
        return Lasting(query, counting, start)
    if query.measure is Measure.COUNT and query.by and query.by not in SERIES and query.against:
        return Growing(query, counting, start)
    return (Lateness if query.measure in PROMISES else Reply)(query, counting, start)
