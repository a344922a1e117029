"""What people correct is kept with the words that were misread, for `wuyebot learn`."""

from desk.moves.triage import Correction
from handlers.act import Act


def corrected(act: Act, field: str, before: str, after: str) -> None:
    """Keep that `field` of the reading was `before` and should have been `after`."""
    correction = Correction(field=field, before=before, after=after)
    act.tools.uow.corrections.add(act.ticket.id, act.person.id, act.now, act.ticket.text, correction)
