"""再约: when somebody is asked again, and why (S2-108, S2-114)."""

from desk.errors import Refused
from desk.moves import revisiting
from desk.notices import Notice
from handlers.act import Act
from handlers.revisited import card
from nlp.dates import said


def named(act: Act) -> Notice:
    """The words name a time to come, and may say why; raises Refused where they do not."""
    named = said(act.arg, act.tools.book.calendar(act.scene.site).local(act.now))
    if named is None or named.at <= act.now:
        raise Refused("which_time", number=act.ticket.number)
    act.record(revisiting.postponed(act.ticket, act.now, act.person, named.at, act.arg))
    told = Notice("revisit.set", {"number": act.ticket.number, "at": named.at})
    card(act, act.person.id, told)
    return told
