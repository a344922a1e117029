"""约时间: a time is proposed in words, agreed on by a tap."""

from dataclasses import replace
from datetime import datetime

from desk.errors import Refused
from desk.hours import Calendar
from desk.journal import Entry
from desk.moves import appointing
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Word, row
from handlers import choices, listening, standing
from handlers.act import Act
from handlers.post import Post
from nlp.dates import said

_ARG = "%Y%m%d%H%M"  # how a button carries a moment of the site's clock


def propose(act: Act) -> Notice:
    """The words in `act.arg` name the time; a day alone is not enough."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    named = said(act.arg, local)
    if named is None or not named.timed:
        raise Refused("which_time", number=act.ticket.number)
    at = named.at.astimezone(act.now.tzinfo)
    _propose(act, at, named.at.strftime(_ARG))
    return Notice("done.appoint", {"number": act.ticket.number, "when": at})


def _propose(act: Act, at: datetime, arg: str) -> None:
    """The other side is asked; what was asked before can be tapped no more."""
    change = appointing.propose(act.ticket, act.now, act.person, at, arg)
    _settled(act, Notice("appoint.over", {"number": act.ticket.number}))
    act.record(change)


def _settled(act: Act, notice: Notice) -> None:
    if (last := _last(act)) and last.kind == "time_proposed":
        post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
        standing.settle(post, appointing.card_of(last.at), notice)


def _last(act: Act) -> Entry | None:
    """What was proposed or agreed on last."""
    story = act.tools.uow.journal.of(act.ticket.id)
    return next((one for one in reversed(story) if one.kind in ("time_proposed", "time_agreed")), None)


def wished(act: Act) -> Notice | None:
    """The tap on a time; else the time that the reporter asked for, offered as the first proposal (S2-88).

    None: they asked for none that is still to come, so that the words are asked for.
    """
    ensure(Move.APPOINT, act.person, act.ticket)
    calendar = act.tools.book.calendar(act.scene.site)
    if act.arg:
        at = _moment(act.arg, calendar)
        _propose(act, at, act.arg)
        choices.settle(act, "appoint", Notice("done.appoint", {"number": act.ticket.number, "when": at}))
        return Notice("done.appoint", {"number": act.ticket.number, "when": at})
    wish = act.tools.reader.read(act.ticket.text, calendar.local(act.ticket.opened_at)).when
    if wish is None or wish.start is None or wish.start <= act.now:
        return None
    arg = calendar.local(wish.start).strftime(_ARG)
    facts: dict[str, Fact] = {"number": act.ticket.number, "words": wish.text, "when": wish.start}
    button = Button(verb="appoint", ticket=act.ticket.id, arg=arg, label=Word("appoint.button_wish"))
    choices.offer(act, "appoint", Notice("choose.appoint", facts, (row(button),)))
    return listening.listen(act, "appoint", Notice("choose.appoint", facts), silently=True)


def _moment(arg: str, calendar: Calendar) -> datetime:
    try:
        return datetime.strptime(arg, _ARG).replace(tzinfo=calendar.zone)
    except ValueError:
        raise Refused("unknown_button") from None


def agree(act: Act) -> Notice:
    """同意: the time that the button names."""
    calendar = act.tools.book.calendar(act.scene.site)
    at = _moment(act.arg, calendar)
    story = act.tools.uow.journal.of(act.ticket.id)
    change = appointing.agree(act.ticket, act.now, act.person, at, story=story, calendar=calendar)
    facts: dict[str, Fact] = {"number": act.ticket.number, "when": at, "owner": None}
    _settled(act, Notice("appoint.agreed", facts))
    act.record(change)
    return Notice("done.agree", {"number": act.ticket.number, "when": at})


def nodded(act: Act) -> bool:
    """可以: the time that was proposed to the reporter last, where it still stands; False: there is none."""
    when, calendar = stands(act), act.tools.book.calendar(act.scene.site)
    if when is not None:
        agree(replace(act, arg=calendar.local(when).strftime(_ARG)))
    return when is not None


def stands(act: Act) -> datetime | None:
    """The time that was proposed to the reporter, whose answer is awaited."""
    last = _last(act)
    if last is None or last.kind != "time_proposed" or last.actor in act.ticket.reporters:
        return None
    when = last.facts["when"]
    return when if isinstance(when, datetime) and when > act.now else None
