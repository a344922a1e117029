"""The duty log (值班记录): written, read, and confirmed by a head every morning (S2-18, S2-22)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.change import to_role
from desk.errors import Refused
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import WORKERS, Role, Site
from desk.privacy import masked
from desk.roster import Shift
from handlers.duty_officer import doing
from handlers.post import Post
from handlers.tools import Tools
from handlers.turn import Turn
from handlers.veil import as_read

_SHOWN = 15  # lines that fit a message; the newest ones
_DAY = timedelta(days=1)


def log(turn: Turn) -> Notice:
    """值班记录: with words they are a new line; without, what the running shift's log says."""
    person = turn.person
    if not turn.words:
        shift = turn.tools.uow.roster.at(turn.site.id, turn.now)
        began = shift.starts_at if shift else turn.now - _DAY
        lines = written(turn.tools, turn.site, began, turn.now + timedelta(microseconds=1))
        told = Notice("dutylog", {"since": began, "lines": lines[-_SHOWN:]})
        return as_read(turn.tools, person, told)
    if person.role not in WORKERS:
        raise Refused("roster_setters")
    turn.log(Notice("dutylog.note", {"by": Who(person.id), "words": masked(turn.words)}))
    return Notice("done.duty_log")


def written(tools: Tools, site: Site, first: datetime, last: datetime) -> list[Fact]:
    """The lines of the log from `first` to before `last`."""
    found = tools.uow.duty_log.between(site.id, first, last)
    return [Notice("dutylog.line", {"at": at, "entry": entry}) for at, entry in found]


def ask_to_confirm(tools: Tools, site: Site, now: datetime) -> None:
    """In the morning: the head of customer service reads yesterday's log and confirms it (S2-22)."""
    for shift in _ended(tools, site, now):
        lines = written(tools, site, shift.starts_at, shift.ends_at)
        facts: dict[str, Fact] = {
            "officer": Who(doing(tools, shift).id),
            "starts": shift.starts_at,
            "ends": shift.ends_at,
            "lines": lines[-_SHOWN:],
            "handed": shift.handed_at,
            "taken": shift.taken_at,
        }
        button = row(Button(verb="confirm_log", arg=str(shift.id)))
        told = to_role(Role.CS_LEAD, Notice("dutylog.confirm", facts, (button,)), card=f"dutylog-{shift.id}")
        Post(tools=tools, site=site, now=now).tell(told)


def _ended(tools: Tools, site: Site, now: datetime) -> list[Shift]:
    """The shifts that ended within the last day and that nobody has confirmed."""
    shifts = tools.uow.roster.beginning(site.id, now - 3 * _DAY, now)
    return [one for one in shifts if now - _DAY < one.ends_at <= now and one.confirmed_at is None]


def confirm(turn: Turn) -> Notice:
    """A head has read the log; the first tap counts, a later one hears who it was."""
    if not turn.head:
        raise Refused("log_heads")
    shift = turn.tools.uow.roster.get(turn.key)
    if shift is None or shift.site != turn.site.id:
        raise Refused("unknown_button")
    if shift.confirmed_at is None:
        shift = replace(shift, confirmed_at=turn.now, confirmed_by=turn.person.id)
        turn.tools.uow.roster.save(shift)
        facts: dict[str, Fact] = {
            "by": Who(turn.person.id),
            "starts": shift.starts_at,
            "officer": Who(shift.person),
        }
        turn.log(Notice("dutylog.confirmed", facts))
        turn.settle(f"dutylog-{shift.id}", Notice("dutylog.card_confirmed", {**facts, "at": turn.now}))
    return Notice("done.confirm_log", {"by": Who(shift.confirmed_by), "at": shift.confirmed_at})
