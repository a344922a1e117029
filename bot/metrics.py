"""The figures of /metrics, for the people who run the machine."""

from collections import Counter
from collections.abc import Mapping

from bot.app import Store


def gauges(store: Store) -> Mapping[str, float]:
    """Letters by state, unended tickets by status, updates set aside."""
    with store.reading() as uow:
        letters = {
            f'wuyebot_letters{{state="{state}"}}': float(count)
            for state, count in uow.letters.counts().items()
        }
        statuses: Counter[str] = Counter(
            ticket.status for site in uow.sites.all() for ticket in uow.tickets.unended(site.id)
        )
        tickets = {f'wuyebot_tickets{{status="{name}"}}': float(count) for name, count in statuses.items()}
        return {**letters, **tickets, "wuyebot_quarantined_updates": float(len(uow.seen.quarantined()))}
