"""抽查: drawn on the 25th, looked at by a head who had no hand in it (S0-45, S2-124)."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from desk import spot_checks
from desk.change import to_person
from desk.errors import Refused
from desk.figures import period as periods
from desk.notices import Fact, Notice, numbered
from desk.people import HEADS, Person, Role, RoomKind, Site
from desk.spot_checks import ITEMS, SpotCheck
from desk.ticket import Ticket
from handlers.post import Post
from handlers.stand_in import present
from handlers.standing import settle_loose
from handlers.tools import Tools
from handlers.turn import Turn

_TYPED = re.compile(r"#?(\d{1,9})\s*([✓✔√对對yY1✗✘×错錯nN0\s]*)")
_RIGHT = frozenset("✓✔√对對yY1")
_REMIND = 3  # days after the draw that what is left is told, and each day after that; house


def daily(tools: Tools, site: Site, now: datetime) -> None:
    """On the 25th, or once the desk is back that month: the draw; from three days later what is left.

    Where too few were finished by then, what is finished later is drawn on the days after it.
    """
    rules = tools.book.standard(site.standard).improve
    today = tools.book.calendar(site).local(now)
    if today.day < rules.checks_day:
        return
    month = f"{today:%Y-%m}"
    mark = _mark(site)
    first = tools.uow.seen.mark(mark) != month
    if first:
        tools.uow.seen.set_mark(mark, month)
    known = tools.uow.spot_checks.of_month(site.id, month)
    if len(known) < rules.checks:
        _draw(tools, site, now, known, first=first)
    if not first and today.day >= rules.checks_day + _REMIND:
        _remind(tools, site, now, known)


def _draw(tools: Tools, site: Site, now: datetime, known: list[SpotCheck], *, first: bool) -> None:
    """What the month wants beside those that are `known`; that there is nothing is told the `first` time."""
    zone = ZoneInfo(site.timezone)
    period, many = periods.of(now, zone), tools.book.standard(site.standard).improve.checks
    month, begins = str(period), period.begins(zone)
    finished = tools.uow.figures.finished(site.id, begins, now)
    seed = f"{site.id}/{month}/{len(finished)}/{now.isoformat(timespec='seconds')}"
    found = spot_checks.drawn(set(finished) - {one.ticket for one in known}, many - len(known), seed)
    if not (found or first):
        return
    post = Post(tools=tools, site=site, now=now)
    facts: dict[str, Fact] = {
        "month": month,
        "drawn": str(len(known) + len(found)),
        "of": str(len(finished)),
        "wanted": many,
        "short": many - len(known) - len(found) or None,
        "seed": seed if found else None,
    }
    post.to_rooms(RoomKind.MANAGERS, Notice("spotcheck.drawn", facts))
    for key in found:
        check = SpotCheck(site=site.id, month=month, ticket=key, seed=seed, drawn_at=now)
        kept = tools.uow.spot_checks.add(check)
        _deal(post, tools.uow.spot_checks.get(kept) or check)


def _deal(post: Post, check: SpotCheck) -> None:
    """The form, to the head of customer service; to the next one up where that head had a hand in it."""
    ticket = post.tools.uow.tickets.seen(check.ticket)
    if ticket is None:
        return
    checker = _checker(post, ticket)
    if checker is None:
        number = {"number": ticket.number}
        post.to_rooms(RoomKind.MANAGERS, Notice("spotcheck.nobody", number))
        return
    form = spot_checks.card(check, ticket)
    post.tell(to_person(checker.id, form, aloud=True, card=_card(check)))


def _checker(post: Post, ticket: Ticket) -> Person | None:
    hands = _hands(post.tools, ticket)
    heads = [one for one in post.tools.uow.people.staff(post.site.id) if one.role in HEADS]
    heads.sort(key=lambda one: one.role is not Role.CS_LEAD)
    there = present(post.tools, post.site, heads, post.now)
    return next((one for one in there if one.id not in hands), None)


def _hands(tools: Tools, ticket: Ticket) -> frozenset[int]:
    return spot_checks.handled(ticket, tools.uow.journal.of(ticket.id))


def _remind(tools: Tools, site: Site, now: datetime, checks: list[SpotCheck]) -> None:
    left = [one for one in checks if one.checked_at is None]
    if left:
        post = Post(tools=tools, site=site, now=now)
        numbers = _numbers(tools, left)
        post.to_rooms(RoomKind.MANAGERS, Notice("spotcheck.left", {"left": len(left), "numbers": numbers}))


def _numbers(tools: Tools, checks: list[SpotCheck]) -> list[Fact]:
    """Those that may be named: nothing of whoever is complained of."""
    tickets = tools.uow.tickets.all_seen(one.ticket for one in checks)
    return [numbered(one.number) for one in tickets if not one.accused]


def standing(tools: Tools, site: Site, now: datetime) -> tuple[str, list[SpotCheck], list[SpotCheck]]:
    """The month that counts, what was drawn in it, and all that is left, also of the month before.

    Until this month is drawn the one before counts where something of it is left.
    """
    period = periods.of(now, ZoneInfo(site.timezone))
    checks, older = (tools.uow.spot_checks.of_month(site.id, str(period.plus(-n))) for n in (0, 1))
    left = [one for one in (*older, *checks) if one.checked_at is None]
    return (str(period.plus(-1)), older, left) if left and not checks else (str(period), checks, left)


def shortage(tools: Tools, site: Site, now: datetime) -> Notice | None:
    """What the month's checks are short of; None: nothing that is drawn is left to be checked (S0-45)."""
    month, checks, left = standing(tools, site, now)
    if not left:
        return None
    done, wanted = _progress(tools, site, checks)
    facts: dict[str, Fact] = {
        "month": month,
        "done": str(done),
        "wanted": wanted,
        "short": wanted - done,
        "left": _numbers(tools, left),
    }
    before = month != str(periods.of(now, ZoneInfo(site.timezone)))
    return Notice("digest.checks_before" if before else "digest.checks", facts)


def _mark(site: Site) -> str:
    return f"spot-drawn {site.id}"


def _progress(tools: Tools, site: Site, checks: list[SpotCheck]) -> tuple[int, int]:
    """How many are done, and how many the standard wants."""
    wanted = tools.book.standard(site.standard).improve.checks
    return sum(one.checked_at is not None for one in checks), wanted


def tapped(turn: Turn) -> Notice:
    """✓ or ✗ at one item."""
    turn.staff_only()
    _head(turn)
    key, item, what = (*turn.words.split("-"), "", "")[:3]
    check = turn.tools.uow.spot_checks.get(int(key)) if key.isascii() and key.isdigit() else None
    if check is None or check.site != turn.site.id or what not in ("right", "wrong"):
        raise Refused("unknown_button")
    return _answered(turn, check, {item: what == "right"})


def command(turn: Turn) -> Notice:
    """抽查: how far the month has come; 抽查 12: the form; 抽查 12 ✓✓✗✓: all its answers at once."""
    turn.staff_only()
    month, checks, left = standing(turn.tools, turn.site, turn.now)
    if not turn.words:
        return _overview(turn, month, checks, left)
    _head(turn)
    typed = _TYPED.fullmatch(turn.words)
    found = _meant(turn, [*checks, *left], int(typed[1])) if typed else None
    if typed is None or found is None:
        raise Refused("no_such_spot", word=turn.words[:20])
    check, ticket = found
    marks = "".join(typed[2].split())
    if not marks:
        return spot_checks.card(check, ticket)
    if len(marks) != len(ITEMS):
        raise Refused("spot_form", number=ticket.number)
    return _answered(turn, check, {item: mark in _RIGHT for item, mark in zip(ITEMS, marks, strict=True)})


def _meant(turn: Turn, checks: list[SpotCheck], number: int) -> tuple[SpotCheck, Ticket] | None:
    ticket = turn.tools.uow.tickets.numbered(turn.site.id, number)
    check = next((one for one in checks if ticket and one.ticket == ticket.id), None)
    if ticket is None or check is None or turn.person.id in ticket.accused:
        return None
    return check, ticket


def _overview(turn: Turn, month: str, checks: list[SpotCheck], left: list[SpotCheck]) -> Notice:
    room = turn.scene.room
    seen = room is not None and room.kind is RoomKind.MANAGERS
    if not seen and (room is not None or not (turn.head or turn.person.role is Role.HEADQUARTERS)):
        raise Refused("spot_heads")
    rules = turn.tools.book.standard(turn.site.standard).improve
    done, wanted = _progress(turn.tools, turn.site, checks)
    facts: dict[str, Fact] = {
        "month": month,
        "done": str(done),
        "wanted": wanted,
        "short": max(0, wanted - done) or None,
        "flaws": sum(one.flaws for one in checks if one.checked_at) or None,
        "left": _numbers(turn.tools, left),
    }
    if not checks:
        return Notice("spotcheck.none", {"month": month, "day": rules.checks_day, "wanted": rules.checks})
    return Notice("spotcheck.overview", facts)


def _answered(turn: Turn, check: SpotCheck, answers: dict[str, bool]) -> Notice:
    ticket = turn.tools.uow.tickets.seen(check.ticket)
    if ticket is None or turn.person.id in ticket.accused:
        raise Refused("unknown_button")
    hands = _hands(turn.tools, ticket)
    for item, right in answers.items():
        check = spot_checks.marked(check, item, turn.person, hands, turn.now, right=right)
    turn.tools.uow.spot_checks.save(check)
    post = Post(tools=turn.tools, site=turn.site, now=turn.now)
    settle_loose(post, _card(check), spot_checks.card(check, ticket))
    told = [spot_checks.told(item, right=right) for item, right in answers.items()]
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "marked": told[0] if len(told) == 1 else None,
        "done": f"{len(check.answers)}/{len(ITEMS)}",
        "flaws": check.flaws or None,
    }
    return Notice("done.spot_checked" if check.checked_at else "done.spot_check", facts)


def _card(check: SpotCheck) -> str:
    return f"spot-{check.id}"


def _head(turn: Turn) -> None:
    if not turn.head:
        raise Refused("spot_heads")
