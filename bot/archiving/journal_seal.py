"""Whether the journal that archive and card are made of is as it was written (S2-18)."""

from desk.chain import Break
from desk.notices import Notice, Word
from desk.people import Site
from storage.unit_of_work import UnitOfWork

_MOST = 100_000  # entries, some years of a site: looked at in seconds. Beyond it only `wuyebot check` looks


def broken(uow: UnitOfWork, site: Site) -> Break | None:
    """The first entry of the site's journal that is not as it was written; None: no such entry is known."""
    found = uow.chain.verify(site.id) if uow.chain.length(site.id) <= _MOST else None
    return found if isinstance(found, Break) else None


def told(found: Break | None) -> Notice | None:
    """What to tell of it beside an archive or a month."""
    if found is None:
        return None
    facts = {"entry": str(found.entry), "ticket": found.ticket, "fault": Word(f"fault.{found.fault}")}
    return Notice("archived.broken", facts)
