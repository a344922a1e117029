"""Which kind of answer a question gets."""

from collections.abc import Mapping

from desk.figures.asking import Query
from desk.figures.growing import Growing
from desk.figures.lasting import Lasting
from desk.figures.numbers import Counting
from desk.figures.ranking import Due, Finished, Lateness, Owed, Standing
from desk.figures.replying import Reply
from desk.figures.terms import OWED, PROMISES, SERIES, STANDS, TIMES, Measure

_OWN: Mapping[Measure, type[Reply]] = {
    Measure.DUE: Due,
    Measure.FINISHED: Finished,
    **dict.fromkeys(OWED, Owed),
    **dict.fromkeys(STANDS, Standing),
    **dict.fromkeys(TIMES, Lasting),
    **dict.fromkeys(PROMISES, Lateness),
}


def reply_to(query: Query, counting: Counting, start: int = 0) -> Reply:
    """What counts for it; its list begins with the `start`-th ticket."""
    if query.measure in _OWN:
        return _OWN[query.measure](query, counting, start)
    if (
        query.measure is Measure.COUNT
        and query.by
        and query.by not in SERIES
        and query.against
        and not query.per
    ):
        return Growing(query, counting, start)
    return Reply(query, counting, start)
