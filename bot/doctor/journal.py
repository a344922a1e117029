"""The journal: whether each site's chain of entries is as it was written."""

from collections.abc import Callable, Iterator

from bot.doctor.finding import Finding, fine, wrong
from bot.terminal import say
from desk.chain import Break
from storage.unit_of_work import UnitOfWork


def look(
    uow: UnitOfWork, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Iterator[Finding]:
    """One finding a site: its seal, or the first entry that somebody changed, removed or put in."""
    for site in uow.sites.all():
        length = uow.chain.length(site.id)
        found = uow.chain.verify(site.id, lambda done, all_=length: progress(done, all_))  # type: ignore[misc]
        if isinstance(found, Break):
            fault = say(f"check.fault_{found.fault}")
            yield wrong(
                "journal_broken", site=site.name, entry=found.entry, ticket=found.ticket or "?", fault=fault
            )
        else:
            yield fine("journal", site=site.name, length=found.length, hash=found.hash.hex()[:16])
