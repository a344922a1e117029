"""The daily news of overdue tickets (S0-36, S0-37): a draft that staff send by a tap; unsent it climbs."""

from datetime import datetime, time, timedelta

from desk.change import to_person
from desk.digest import daily_news, news_owed
from desk.errors import Refused
from desk.moves import working
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Role, Site
from desk.ticket import Ticket
from handlers import draft_cards, questions
from handlers.act import Act
from handlers.digests import owed
from handlers.duty_officer import holders
from handlers.post import Post
from handlers.record import record
from handlers.tools import Tools

OFFERED = time(9, 3)  # S0-36 says each day; house: what is late by then is owed its news that day
_NEWS = frozenset(
    {"note", "daily", "daily_self"}
)  # journal entries by which reporters were told how it stands


def unsent(tools: Tools, site: Site, now: datetime) -> list[Ticket]:
    """The tickets overdue by the morning whose reporters have heard nothing today."""
    calendar = tools.book.calendar(site)
    morning = min(now, calendar.at(calendar.local(now).date(), OFFERED))
    tickets = news_owed(owed(tools, site, morning), morning)
    return [ticket for ticket in tickets if not _heard(tools, site, ticket, now)]


def _heard(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> bool:
    calendar = tools.book.calendar(site)
    midnight = calendar.at(calendar.local(now).date(), time())
    every = tools.book.standard(ticket.standard).manners.news_every  # S0-36 daily, S3-28 within three days
    since = midnight - timedelta(days=every - 1)
    entries = tools.uow.journal.of(ticket.id)
    return any(entry.kind in _NEWS and entry.at >= since for entry in entries)


def offer(tools: Tools, site: Site, now: datetime) -> None:
    """In the morning: to whoever has the ticket, else to the front desk."""
    for ticket in unsent(tools, site, now):
        post = Post(tools=tools, site=site, now=now, ticket=ticket)
        notice, card = _draft(ticket, late=False), draft_cards.name(tools, site, now)
        if ticket.owner:
            post.tell(to_person(ticket.owner, notice, card=card, aloud=True))
        else:
            _to_role(post, _desk(tools, site), notice, card)


def lead(tools: Tools, site: Site, now: datetime) -> None:
    """Still unsent: the head of customer service has the same buttons."""
    _raise(tools, site, now, Role.CS_LEAD)


def manager(tools: Tools, site: Site, now: datetime) -> None:
    """Still unsent: so has the centre manager."""
    _raise(tools, site, now, Role.CENTRE_MANAGER)


def itself(tools: Tools, site: Site, now: datetime) -> None:
    """Nobody has sent it: the bare state goes out, and the journal says that nobody did."""
    for ticket in unsent(tools, site, now):
        record(tools, site, working.daily(ticket, now, None), now)
        draft_cards.settle(tools, site, ticket, now, Notice("draft.itself", {"number": ticket.number}))


def send(act: Act) -> Notice:
    """发送: the draft as it stands goes to the reporters."""
    ensure(Move.NOTE, act.person, act.ticket)
    if _heard(act.tools, act.scene.site, act.ticket, act.now):
        raise Refused("news_sent", number=act.ticket.number)
    act.record(working.daily(act.ticket, act.now, act.person))
    done = Notice("draft.sent", {"number": act.ticket.number, "by": Who(act.person.id)})
    draft_cards.settle(act.tools, act.scene.site, act.ticket, act.now, done)
    return Notice("done.note", {"number": act.ticket.number})


def rewrite(act: Act) -> Notice:
    """改写: in which words."""
    return questions.ask(act, "news")


def _raise(tools: Tools, site: Site, now: datetime, role: Role) -> None:
    for ticket in unsent(tools, site, now):
        post = Post(tools=tools, site=site, now=now, ticket=ticket)
        _to_role(post, role, _draft(ticket, late=True), draft_cards.name(tools, site, now))


def _to_role(post: Post, role: Role, notice: Notice, card: str) -> None:
    for person in holders(post.tools, post.site, role, post.now, post.ticket):
        post.tell(to_person(person.id, notice, card=card, aloud=True))


def _desk(tools: Tools, site: Site) -> Role:
    roles = {person.role for person in tools.uow.people.staff(site.id)}
    return Role.FRONT_DESK if Role.FRONT_DESK in roles else Role.CS_LEAD


def _draft(ticket: Ticket, *, late: bool) -> Notice:
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "text": daily_news(ticket),
        "owner": Who(ticket.owner) if late else None,
    }
    buttons = row(Button(verb="send_news", ticket=ticket.id), Button(verb="rewrite", ticket=ticket.id))
    return Notice("draft.ask", facts, buttons=(buttons,))
