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
    yield from _hooks(uow)
    aside = uow.seen.quarantined()
    if aside:
        platform, update, error = aside[-1]
        yield warning("set_aside", count=len(aside), platform=platform, update=update, why=error[:120])
    else:
        yield fine("nothing_aside")


def _hooks(uow: UnitOfWork) -> Iterator[Finding]:
    """Whether other systems were told of ticket events; silent where there are none to tell."""
    backlog = uow.hook_events.backlog()
    if failed := backlog.get("failed"):
        yield warning("hooks_failed", count=failed.count, why=uow.hook_events.why_failed() or "?")
    if (waiting := backlog.get("waiting")) and waiting.count > BACKLOG:
        yield warning(
            "hooks_waiting", count=waiting.count, since=waiting.oldest.isoformat(timespec="minutes")
        )
