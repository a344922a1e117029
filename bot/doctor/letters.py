"""What the desk could not do: letters that failed, updates that were set aside."""

from collections.abc import Iterator

from bot.doctor.finding import Finding, fine, warning
from storage.unit_of_work import UnitOfWork

BACKLOG = 200  # letters; more than a minute of sending says that delivery stands still


def look(uow: UnitOfWork) -> Iterator[Finding]:
    """Whether everything was said and everything was understood."""
    counts = uow.letters.counts()
    failed, waiting = counts.get("failed", 0), counts.get("waiting", 0)
    yield warning("letters_failed", count=failed) if failed else fine("letters", count=counts.get("sent", 0))
    if waiting > BACKLOG:
        yield warning("letters_waiting", count=waiting)
    aside = uow.seen.quarantined()
    if aside:
        platform, update, error = aside[-1]
        yield warning("set_aside", count=len(aside), platform=platform, update=update, why=error[:120])
    else:
        yield fine("nothing_aside")
