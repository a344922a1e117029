"""What became of something that cannot be undone, recorded until it stands: else it would be done again."""

import asyncio
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.intake import Desk
from handlers.tools import Tools
from storage.errors import Unavailable

log = logging.getLogger(__name__)

_DELAYS = (1.0, 2.0, 5.0, 15.0)  # seconds before it is tried again; the last one repeats

Record = Callable[[Tools], None]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`whole` also tells whom it concerns; `least`, where that breaks: it is not to be done again."""

    whole: Record
    least: Record


async def keep(desk: Desk, outcome: Outcome, what: str) -> None:
    """Returns after the commit, however long the database cannot keep it."""
    record = outcome.whole
    for delay in itertools.chain(_DELAYS, itertools.repeat(_DELAYS[-1])):
        try:
            await _recorded(desk, record)
        except Unavailable as trouble:
            log.error("%s: what became of it is not kept yet: %s", what, trouble)  # noqa: TRY400  # known
        except Exception:
            log.exception("%s: what became of it cannot be kept whole", what)
            record = outcome.least
        else:
            return
        await asyncio.sleep(delay)


async def _recorded(desk: Desk, record: Record) -> None:
    await asyncio.wrap_future(desk.writer.submit(lambda uow: record(desk.tools(uow))))
