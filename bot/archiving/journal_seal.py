"""Whether the journal that an archive is made of is as it was written (S2-18)."""

from desk.chain import Break
from desk.notices import Notice, Word
from desk.people import Site
from storage.unit_of_work import UnitOfWork

_MOST = 100_000  # entries, some years of a site: looked at in seconds. Beyond it only `wuyebot check` looks


def broken(uow: UnitOfWork, site: Site) -> Notice | None:
    """What to tell beside the site's archive of the first entry that is not; None: no such entry is known."""
    found = uow.chain.verify(site.id) if uow.chain.length(site.id) <= _MOST else None
    if not isinstance(found, Break):
        return None
    facts = {"entry": str(found.entry), "ticket": found.ticket, "fault": Word(f"fault.{found.fault}")}
    return Notice("archived.broken", facts)
