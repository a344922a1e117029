"""约时间: a time is proposed in words, agreed on by a tap."""

from datetime import datetime

from desk.errors import Refused
from desk.moves import appointing
from desk.notices import Notice
from handlers.act import Act
from nlp.dates import said

_ARG = "%Y%m%d%H%M"  # how a button carries a moment of the site's clock


def propose(act: Act) -> Notice:
    """The words in `act.arg` name the time; a day alone is not enough."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    named = said(act.arg, local)
    if named is None or not named.timed:
        raise Refused("which_time", number=act.ticket.number)
    at = named.at.astimezone(act.now.tzinfo)
    act.record(appointing.propose(act.ticket, act.now, act.person, at, named.at.strftime(_ARG)))
    return Notice("done.appoint", {"number": act.ticket.number, "when": at})


def agree(act: Act) -> Notice:
    """同意: the time that the button names."""
    calendar = act.tools.book.calendar(act.scene.site)
    try:
        at = datetime.strptime(act.arg, _ARG).replace(tzinfo=calendar.zone)
    except ValueError:
        raise Refused("unknown_button") from None
    story = act.tools.uow.journal.of(act.ticket.id)
    act.record(appointing.agree(act.ticket, act.now, act.person, at, story=story, calendar=calendar))
    return Notice("done.agree", {"number": act.ticket.number, "when": at})
