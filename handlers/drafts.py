"""The daily news of overdue tickets (S0-36, S0-37): a draft that staff send by a tap; unsent it climbs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from desk.change import to_person
from desk.digest import ALL_NEWS, daily_news, news_list, news_owed
from desk.errors import Refused
from desk.moves import working
from desk.moves.table import Move, ensure, permitted
from desk.notices import Button, Fact, Notice, Who, of_site, row
from desk.people import Role, Site
from desk.ticket import UNFINISHED, Ticket
from handlers import draft_cards, questions
from handlers.act import Act
from handlers.digests import owed
from handlers.duty_officer import higher, holders
from handlers.one_by_one import beside
from handlers.post import Post
from handlers.record import record
from handlers.scene import answer
from handlers.stand_in import deputies
from handlers.tools import Tools
from handlers.turn import Turn

CARDS = 3  # drafts that one person gets as cards, more stand in one list; house
OFFERED = time(9, 3)  # S0-36 says each day; house: what is late by then is owed its news that day
_AGAIN = time(12, 30)  # house: what nobody sends goes out by itself half an hour before
_EVERYTHING = frozenset({ALL_NEWS, "全部", "全部照发", "全部照發"})
_NEWS = frozenset(
    {"note", "daily", "daily_self"}
)  # journal entries by which reporters were told how it stands


def unsent(tools: Tools, site: Site, now: datetime) -> list[Ticket]:
    """The tickets overdue by the morning whose reporters have heard nothing today: to be shown only."""
    calendar = tools.book.calendar(site)
    morning = min(now, calendar.at(calendar.local(now).date(), OFFERED))
    tickets = news_owed(owed(tools, site, morning), morning)
    return [ticket for ticket in tickets if not _heard(tools, site, ticket, now)]


def to_tell(tools: Tools, site: Site, shown: Iterable[Ticket], now: datetime) -> Iterator[Ticket]:
    """Those of them that nobody has finished or told of meanwhile, each locked to be written to."""
    for one in shown:
        ticket = tools.uow.tickets.get(one.id)
        if ticket and ticket.status in UNFINISHED and not _heard(tools, site, ticket, now):
            yield ticket


def _heard(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> bool:
    calendar = tools.book.calendar(site)
    midnight = calendar.at(calendar.local(now).date(), time())
    every = tools.book.standard(ticket.standard).manners.news_every  # S0-36 daily, S3-28 within three days
    since = midnight - timedelta(days=every - 1)
    entries = tools.uow.journal.of(ticket.id)
    return any(entry.kind in _NEWS and entry.at >= since for entry in entries)


def offer(tools: Tools, site: Site, now: datetime) -> None:
    """In the morning: to whoever has the ticket, else to the front desk."""
    role = _desk(tools, site)

    def whose(ticket: Ticket) -> list[int]:
        if ticket.owner:
            return [ticket.owner]
        return [one.id for one in holders(tools, site, role, now, ticket)]

    _lay(tools, site, now, whose, late=False)


def lead(tools: Tools, site: Site, now: datetime) -> None:
    """Still unsent: the head of customer service has the same buttons."""
    _raise(tools, site, now, Role.CS_LEAD)


def manager(tools: Tools, site: Site, now: datetime) -> None:
    """Still unsent: so has the centre manager."""
    _raise(tools, site, now, Role.CENTRE_MANAGER)


def itself(tools: Tools, site: Site, now: datetime) -> None:
    """Nobody has sent it: the bare state goes out, and the journal says that nobody did."""
    owed = {f"news of ticket {one.id}": one for one in unsent(tools, site, now)}
    beside(tools, site, now, owed, lambda one: _by_itself(tools, site, one, now))


def _by_itself(tools: Tools, site: Site, shown: Ticket, now: datetime) -> None:
    for ticket in to_tell(tools, site, [shown], now):
        record(tools, site, working.daily(ticket, now, None, _news(tools, site, ticket, now)), now)
        draft_cards.settle(tools, site, ticket, now, Notice("draft.itself", {"number": ticket.number}))


def send(act: Act) -> Notice:
    """发送: the draft as it stands goes to the reporters."""
    ensure(Move.NOTE, act.person, act.ticket)
    if _heard(act.tools, act.scene.site, act.ticket, act.now):
        raise Refused("news_sent", number=act.ticket.number)
    news = _news(act.tools, act.scene.site, act.ticket, act.now)
    act.record(working.daily(act.ticket, act.now, act.person, news))
    done = Notice("draft.sent", {"number": act.ticket.number, "by": Who(act.person.id)})
    draft_cards.settle(act.tools, act.scene.site, act.ticket, act.now, done)
    return Notice("done.note", {"number": act.ticket.number})


def rewrite(act: Act) -> Notice:
    """改写: in which words."""
    return questions.ask(act, "news")


def _raise(tools: Tools, site: Site, now: datetime, role: Role) -> None:
    def whose(ticket: Ticket) -> list[int]:
        return [one.id for one in higher(tools, site, role, now, ticket)]

    _lay(tools, site, now, whose, late=True)


def _lay(
    tools: Tools, site: Site, now: datetime, whose: Callable[[Ticket], list[int]], *, late: bool
) -> None:
    """Each draft before those whose it is; who would get many gets them in one list."""
    theirs: defaultdict[int, list[Ticket]] = defaultdict(list)
    for ticket in unsent(tools, site, now):
        for person in tools.uow.people.named(set(whose(ticket))).values():
            if permitted(Move.NOTE, person, ticket):
                theirs[person.id].append(ticket)
    for key, tickets in theirs.items():
        plain = [one for one in tickets if not one.discreet]  # the others are for who may know of each
        if len(plain) > CARDS:
            post = Post(tools=tools, site=site, now=now)
            post.tell(to_person(key, of_site(news_list(plain), site.id), aloud=True))
        cards = [one for one in tickets if one.discreet or len(plain) <= CARDS]
        owed = {f"news of ticket {one.id}": one for one in cards}
        beside(tools, site, now, owed, partial(_show_to, tools, site, now, key, late=late))


def _show_to(tools: Tools, site: Site, now: datetime, person: int, ticket: Ticket, *, late: bool) -> None:
    _show(Post(tools=tools, site=site, now=now, ticket=ticket), person, late=late)


def _show(post: Post, person: int, *, late: bool) -> None:
    if post.ticket is None:
        return
    card = draft_cards.name(post.tools, post.site, post.now)
    news = _news(post.tools, post.site, post.ticket, post.now)
    post.tell(to_person(person, _draft(post.ticket, news, late=late), card=card, aloud=True))


def command(turn: Turn) -> Notice:
    """草稿: what reporters have still to hear today, to whoever may tell them; /草稿 全部: they hear it."""
    turn.staff_only()
    return _send_all(turn) if turn.words in _EVERYTHING else _listed(turn)


def _listed(turn: Turn) -> Notice:
    start = int(turn.words) if turn.words.isascii() and turn.words.isdigit() else 0
    return of_site(news_list(_theirs(turn), start), turn.site.id)


def tapped(turn: Turn) -> Notice:
    """继续, or 全部照发: each draft as it stands goes to its reporters."""
    turn.staff_only()
    if turn.words == ALL_NEWS:
        return _send_all(turn)
    answer(turn.scene, turn.tools, _listed(turn), turn.now)
    return Notice("done.more")


def _send_all(turn: Turn) -> Notice:
    sent = 0
    for ticket in to_tell(turn.tools, turn.site, _theirs(turn), turn.now):
        send(Act(scene=turn.scene, tools=turn.tools, now=turn.now, ticket=ticket))
        sent += 1
    return Notice("done.drafts", {"count": str(sent)}) if sent else Notice("draft.none")


def _theirs(turn: Turn) -> list[Ticket]:
    """Nobody's, one's own and those of whom one stands in for; to a head every one."""
    person, head = turn.person, turn.head
    away = deputies(turn.tools, turn.site, turn.now)
    owners = {None, person.id, *(who for who, deputy in away.items() if deputy == person.id)}
    return [
        one
        for one in unsent(turn.tools, turn.site, turn.now)
        if permitted(Move.NOTE, person, one) and (head or one.owner in owners)
    ]


def show(act: Act) -> Notice:
    """One draft of the list, with its buttons."""
    ensure(Move.NOTE, act.person, act.ticket)
    if _heard(act.tools, act.scene.site, act.ticket, act.now):
        raise Refused("news_sent", number=act.ticket.number)
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    _show(post, act.person.id, late=act.ticket.owner != act.person.id)
    return Notice("done.shown", {"number": act.ticket.number})


def _desk(tools: Tools, site: Site) -> Role:
    roles = {person.role for person in tools.uow.people.staff(site.id)}
    return Role.FRONT_DESK if Role.FRONT_DESK in roles else Role.CS_LEAD


def _news(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> Notice:
    """What is read of it now; where nothing changes they hear again by the noon after."""
    calendar, every = tools.book.calendar(site), tools.book.standard(ticket.standard).manners.news_every
    again = calendar.at(calendar.local(now).date() + timedelta(days=every), _AGAIN)
    return daily_news(ticket, tools.uow.clocks.of(ticket.id), now, news_by=again)


def _draft(ticket: Ticket, news: Notice, *, late: bool) -> Notice:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "text": news,
        "owner": Who(ticket.owner) if late else None,
    }
    buttons = row(Button(verb="send_news", ticket=ticket.id), Button(verb="rewrite", ticket=ticket.id))
    return Notice("draft.ask", facts, buttons=(buttons,))
