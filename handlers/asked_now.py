"""What a manager asks of this moment: what comes first (有什么要紧的), and why matters wait (挂起原因)."""

import re
from collections import defaultdict
from datetime import timedelta

from desk import waits
from desk.clocks import Clock
from desk.digest import overdue
from desk.matter import matter
from desk.notices import Fact, Notice, Who, Word, numbered
from desk.privacy import masked
from desk.reading import Action, Category, Class
from desk.ticket import UNFINISHED, Status, Ticket
from handlers.digests import owed
from handlers.scene import everywhere
from handlers.turn import Turn
from handlers.veil import as_read
from nlp.fold import fold

_LONGEST = 24  # characters; who says more tells of a matter
_SHOWN = 10  # lines that fit one screen of a phone
_NUMBERS = 8  # tickets named in one line
_NEAR = timedelta(days=1)
_FIRST = re.compile(
    r"优先|要紧|紧急|着急|急的|最急|先(?:处理|办|做|弄|搞|跟)|升级|urgent|priorit|do first|come first"
)
_ASKS = re.compile(r"哪|什么|啥|有没有|\?|吗$|边啲|what|which|any")
_WAIT = re.compile(r"等待|挂起|挂着|挂单|暂停|卡着|卡在|在等|on hold|waiting|suspended")
_WHY = re.compile(r"原因|为什么|为啥|为何|点解|什么|哪|啥|why|reason|what")
_REASON = re.compile(r"原因|为什么|为啥|为何|点解|等什么|卡在哪|等啥|why|reason")
_FIGURES = re.compile(
    r"多少|几[单件个起]|率|[上本这]个?[月周]|去年|今年|昨|前天|\d|多久|how many|how long|last|rate"
)


_COUNTS = re.compile(
    r"多少|几[单件个起次宗天]|哪[些几]|单子|[上本这]个?[月周]|去年|今年|率|平均|多久"
    r"|how (?:many|long)|last|rate|which"
)


def alarming(turn: Turn) -> bool:
    """Whether they tell of a danger, and ask for no figure: 电梯困人了，什么情况，紧急."""
    if _COUNTS.search(fold(turn.words).text):
        return False
    local = turn.tools.book.calendar(turn.scene.site).local(turn.now)
    reading = turn.tools.reader.read(turn.words, local)
    return reading.category is Category.EMERGENCIES and reading.action is not Action.SILENT


def answered(turn: Turn) -> Notice | None:
    """The answer where the words ask for one of the two, and for no figure; None for anything else."""
    words = fold(turn.words).text.strip(" 。!.")
    if len(words) > _LONGEST * (2 if words.isascii() else 1) or _FIGURES.search(words):
        return None
    if _WAIT.search(words):
        wanted = _WHY.search(words) and _REASON.search(words)
        return as_read(turn.tools, turn.person, _waiting(turn)) if wanted else None
    if _FIRST.search(words) and _ASKS.search(words):
        return as_read(turn.tools, turn.person, _first(turn))
    return None


def _site(turn: Turn) -> str | None:
    """Which of several sites is told of."""
    return turn.site.name if len(everywhere(turn.scene, turn.tools)) > 1 else None


def _seen(turn: Turn, ticket: Ticket) -> bool:
    """Whether it may be told of here: nobody reads what is about themselves (S4-28)."""
    return not ticket.drill and not (
        turn.person.id in ticket.accused if turn.scene.room is None else ticket.accused
    )


def _unended(turn: Turn) -> list[Ticket]:
    return [one for one in turn.tools.uow.tickets.unended(turn.site.id) if _seen(turn, one)]


def _first(turn: Turn) -> Notice:
    """Emergencies and class 1, then what is overdue, the longest first, then what falls due within a day."""
    late = {one.ticket.id: one.clock for one in overdue(owed(turn.tools, turn.site, turn.now), turn.now)}
    unended = _unended(turn)
    next_ = {one.id: clock for one in unended if (clock := _near(turn, one))}

    def standing(ticket: Ticket) -> tuple[bool, bool, float, int]:
        clock = late.get(ticket.id) or next_.get(ticket.id)
        grave = _sudden(ticket) or _grave(ticket)
        return (
            not grave,
            not _sudden(ticket),
            clock.due_at.timestamp() if clock else float("inf"),
            ticket.id,
        )

    told = [one for one in unended if _sudden(one) or _grave(one) or one.id in late or one.id in next_]
    if not told:
        return Notice("asked.first_none", {"site": _site(turn)})
    shown = sorted(told, key=standing)[:_SHOWN]
    lines: list[Fact] = [_line(turn, one, late.get(one.id), next_.get(one.id)) for one in shown]
    facts: dict[str, Fact] = {
        "site": _site(turn),
        "count": str(len(told)),
        "lines": lines,
        "more": len(told) - len(shown),
    }
    return Notice("asked.first", facts)


def _sudden(ticket: Ticket) -> bool:
    return ticket.category is Category.EMERGENCIES and ticket.status in UNFINISHED


def _grave(ticket: Ticket) -> bool:
    return ticket.class_ is Class.ONE and ticket.status in UNFINISHED


def _near(turn: Turn, ticket: Ticket) -> Clock | None:
    """The promise that falls due next, within a day."""
    clocks = [one for one in turn.tools.uow.clocks.of(ticket.id) if one.running and one.paused_at is None]
    soon = [one for one in clocks if turn.now < one.due_at <= turn.now + _NEAR]
    return min(soon, key=lambda one: one.due_at, default=None)


def _line(turn: Turn, ticket: Ticket, late: Clock | None, near: Clock | None) -> Notice:
    why: list[Fact] = [Word("asked.first_sudden")] if _sudden(ticket) else []
    why += [Word(f"class.{ticket.class_.value}")] if _grave(ticket) else []
    if late:
        minutes = int(((late.paused_at or turn.now) - late.due_at).total_seconds() // 60)
        why.append(Notice("asked.first_late", {"clock": Word(f"clock.{late.kind}"), "late": minutes}))
    elif near:
        why.append(Notice("asked.first_due", {"clock": Word(f"clock.{near.kind}"), "due": near.due_at}))
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "matter": Notice("matter.discreet") if ticket.discreet else matter(ticket),
        "why": why,
        "status": Word(f"status.{ticket.status}"),
        "owner": Who(ticket.owner),
    }
    return Notice("asked.first_line", facts)


def _waiting(turn: Turn) -> Notice:
    """What is suspended now, by the reason that was told (S2-61)."""
    tickets = [one for one in _unended(turn) if one.status is Status.WAITING]
    if not tickets:
        return Notice("asked.waits_none", {"site": _site(turn)})
    reasons: defaultdict[str, list[Ticket]] = defaultdict(list)
    for ticket in tickets:
        reasons["" if ticket.discreet else ticket.waiting_for or ""].append(ticket)
    ranked = sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    lines: list[Fact] = [_reason(reason, group) for reason, group in ranked]
    return Notice("asked.waits", {"site": _site(turn), "count": str(len(tickets)), "lines": lines})


def _reason(kept: str, tickets: list[Ticket]) -> Notice:
    told = waits.told(kept, masked) or Word("asked.waits_unsaid")
    numbers: list[Fact] = [numbered(one.number) for one in tickets[:_NUMBERS]]
    facts: dict[str, Fact] = {
        "why": told if isinstance(told, Word) else None,
        "reason": told if isinstance(told, str) else None,  # somebody's words
        "count": str(len(tickets)),
        "numbers": numbers,
        "more": max(0, len(tickets) - _NUMBERS),
    }
    return Notice("asked.waits_line", facts)
