"""Two tickets that may be one matter: what staff are told, and when it is sure enough to act at once."""

from datetime import timedelta

from desk.matters import Again, Matters
from desk.notices import Button, Fact, Notice, Word, row
from desk.reading import Place
from desk.spots import elsewhere
from desk.ticket import UNFINISHED, Status, Ticket

FRESH = timedelta(hours=24)  # house: two households tell of one fault within a day
SHOWN = 2  # hints on a card
_VAGUE = frozenset({None, "其他", "服务态度", "处理不力", "邻里"})  # say too little of what it is about
_WHOLE_BUILDING = frozenset({"供水", "供电", "供暖"})
COMMON = frozenset({"电梯", "门禁", "监控"})  # nobody has one of their own
_SHARED = _WHOLE_BUILDING | COMMON | {"照明"}  # one fault that all of a building meet
_OVER = frozenset({Status.DONE, Status.CONFIRMED, Status.REVISITED, Status.CLOSED})
_SECOND = "S0-09"  # the reader names the clause that makes it a second complaint
_MANY_WORDS = 0.5  # of the keywords in common


def comparable(ticket: Ticket) -> bool:
    """Whether it may be likened to others: not conduct (S3-02), not an emergency, not a vague matter."""
    return ticket.topic not in _VAGUE and not ticket.discreet and not ticket.emergency


def one_record(new: Ticket, old: Ticket, rule: Matters) -> bool:
    """Whether `new` is so surely `old`, still open, that it goes on within it at once (S2-112, C14).

    Never where it is graver, more urgent or of another kind than the old one, about somebody's home (unless
    told by the same person), or where something said of the place differs; nor where it would hide others
    than who asked for it (C9).
    """
    if old.status not in UNFINISHED or not _as_plain(new, old):
        return False
    apart = abs(new.opened_at - old.opened_at)
    if new.reporter in old.reporters:
        alone = old.anonymous or not new.anonymous or len(old.reporters) == 1
        return alone and rule.same_person is Again.MERGE and apart <= rule.within and same_again(new, old)
    if new.anonymous is not old.anonymous:
        return False
    return rule.others is Again.MERGE and apart <= FRESH and _same_fault(new, old)


def hinted(new: Ticket, old: Ticket, rule: Matters) -> bool:
    """Whether staff are asked if they are one matter."""
    who = rule.same_person if new.reporter in old.reporters else rule.others
    there = (_building(new), _building(old))
    if None not in there and there[0] != there[1]:
        return False
    return who is not Again.APART and old.status in UNFINISHED | {Status.PROPOSED}


def _building(ticket: Ticket) -> str | None:
    """The building that is meant: as said; who names no place at all speaks of where they live."""
    if ticket.place != Place():
        return ticket.place.building
    return ticket.homes.get(ticket.reporter, "").split("-")[0] or None


def again(new: Ticket, old: Ticket, rule: Matters) -> bool:
    """Whether it is the second complaint (二次投诉) of one person (S0-09, C14).

    That is on what was done, or, while it is still open, in words that complain of how it goes on.
    """
    if new.reporter not in old.reporters or not same_again(new, old):
        return False
    displeased = old.status in UNFINISHED and any(why.startswith(_SECOND) for why in new.because)
    over = new.opened_at - (old.done_at or old.opened_at)
    return displeased or (old.status in _OVER and over <= rule.second)


def same_again(new: Ticket, old: Ticket) -> bool:
    """Whether one person's two reports are of one matter: nothing in them speaks against it."""
    if new.topic != old.topic or not (comparable(new) and comparable(old)) or _differ(new.place, old.place):
        return False
    shared = set(new.keywords) & set(old.keywords)
    least = min(len(new.keywords), len(old.keywords))
    return new.topic in _SHARED or (least > 0 and len(shared) / least >= _MANY_WORDS)


def _as_plain(new: Ticket, old: Ticket) -> bool:
    urgencies = list(type(new.urgency))
    milder = urgencies.index(new.urgency) >= urgencies.index(old.urgency)
    return (
        new.class_ >= old.class_ and milder and new.kind is old.kind and comparable(new) and comparable(old)
    )


def _same_fault(new: Ticket, old: Ticket) -> bool:
    """Whether two households tell of one thing that both use, heard of by everybody in the room."""
    if new.topic != old.topic or new.topic not in _SHARED or old.room is None:
        return False
    if new.indoors or old.indoors or _differ(new.place, old.place):
        return False
    there = new.place.building is not None and new.place.building == old.place.building
    return there and (new.topic in _WHOLE_BUILDING or (_unit(new) is not None and _unit(new) == _unit(old)))


def _unit(ticket: Ticket) -> str | None:
    """The unit that is meant: as said, else that of the reporter's home in the building that was said."""
    if ticket.place.unit is not None:
        return ticket.place.unit
    parts = ticket.homes.get(ticket.reporter, "").split("-")
    full = len(("building", "unit", "room"))
    return parts[1] if len(parts) == full and parts[0] == ticket.place.building else None


def _differ(a: Place, b: Place) -> bool:
    """Whether something is said of the one place that is said otherwise of the other."""
    pairs = ((a.building, b.building), (a.unit, b.unit), (a.floor, b.floor), (a.room, b.room))
    if any(one is not None and other is not None and one != other for one, other in pairs):
        return True
    return elsewhere(a.area, b.area)


def hint(new: Ticket, old: Ticket) -> Notice:
    """可能与 #12 相同, with the reasons."""
    same_unit = new.place.unit is not None and new.place.unit == old.place.unit
    here = new.place.building is not None and new.place.building == old.place.building
    reasons: list[Fact] = [Word("alike.person")] if new.reporter in old.reporters else []
    if here:
        reasons.append(Word("alike.unit" if same_unit else "alike.building"))
    reasons.append(Word(f"topic.{old.topic or '其他'}"))
    minutes = max(1, int((new.opened_at - old.opened_at).total_seconds() // 60))
    reasons.append(Notice("alike.before", {"minutes": minutes}))
    return Notice("alike", {"number": old.number, "reasons": reasons})


def choices(new: Ticket, old: Ticket) -> tuple[Button, ...]:
    """并入, or 不是同一件."""
    into = Notice("button.into", {"number": old.number})
    apart = Notice("button.apart_from", {"number": old.number})
    return row(
        Button(verb="merge", ticket=new.id, arg=str(old.number), label=into),
        Button(verb="apart", ticket=new.id, arg=str(old.number), label=apart),
    )
