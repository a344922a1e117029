"""What is overdue: the digest of the heads (S0-43), and of each what is theirs."""

from collections.abc import Callable
from datetime import datetime

from desk.change import to_role
from desk.clocks import Clock
from desk.digest import overdue, overdue_digest, watched
from desk.errors import Refused
from desk.notices import Notice, of_site
from desk.people import HEADS, Person, Role, RoomKind, Site
from desk.ticket import Ticket
from handlers import spot_checks
from handlers.duty_officer import holders
from handlers.post import Post
from handlers.scene import Scene
from handlers.stand_in import present
from handlers.tools import Tools
from handlers.veil import as_read

_WHOLE = frozenset({*HEADS, Role.HEADQUARTERS})  # who sees everybody's


def morning(tools: Tools, site: Site, now: datetime) -> None:
    """To the managers' room, and to the centre manager privately; nobody reads what is about themselves."""
    post = Post(tools=tools, site=site, now=now)
    short = spot_checks.shortage(tools, site, now)
    if tools.uow.rooms.of(site.id, RoomKind.MANAGERS):
        post.to_rooms(RoomKind.MANAGERS, _digest(tools, site, now, _for_all, checks=short))
    for person in present(tools, site, holders(tools, site, Role.CENTRE_MANAGER, now), now):
        told = to_role(Role.CENTRE_MANAGER, _digest(tools, site, now, _whole(person), checks=short))
        post.to_person(person, told)


def late(scene: Scene, tools: Tools, now: datetime, start: int = 0) -> Notice:
    """逾期: to the heads and headquarters the site's, to other staff their own."""
    if scene.person is None or not scene.person.is_staff:
        raise Refused("staff_list")
    if scene.in_public:
        raise Refused("in_private")
    person = scene.person
    if scene.room is not None and person.role in _WHOLE:
        return of_site(_digest(tools, scene.site, now, _for_all, start), scene.site.id)
    seen = _whole(person) if person.role in _WHOLE else _own(person)
    told = of_site(_digest(tools, scene.site, now, seen, start), scene.site.id)
    return as_read(tools, person, told)


def _for_all(ticket: Ticket) -> bool:
    return not ticket.accused


def _whole(person: Person) -> Callable[[Ticket], bool]:
    return lambda ticket: person.id not in ticket.accused


def _own(person: Person) -> Callable[[Ticket], bool]:
    return lambda ticket: ticket.owner == person.id and person.id not in ticket.accused


def _digest(
    tools: Tools,
    site: Site,
    now: datetime,
    seen: Callable[[Ticket], bool],
    start: int = 0,
    *,
    checks: Notice | None = None,
) -> Notice:
    pairs = [(ticket, clock) for ticket, clock in owed(tools, site, now) if seen(ticket)]
    unended = [ticket for ticket in tools.uow.tickets.unended(site.id) if seen(ticket)]
    rule = tools.book.standard(site.standard).matters
    return overdue_digest(overdue(pairs, now), now, watched(unended, rule), start, checks)


def owed(tools: Tools, site: Site, now: datetime) -> list[tuple[Ticket, Clock]]:
    """The site's tickets with a running clock past its due time, as they stand: to be shown only."""
    late = tools.uow.clocks.late(site.id, now)
    shown = tools.uow.tickets.all_seen(dict.fromkeys(one.ticket for one in late))
    tickets = {one.id: one for one in shown}
    return [(tickets[clock.ticket], clock) for clock in late if clock.ticket in tickets]
