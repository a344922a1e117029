"""说明会: one arranged time to explain to all who reported (S3-31)."""

from desk.change import Change, to_person
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.matter import matter
from desk.notices import Fact, Notice
from desk.open_letters import AUTHORS, private_words
from desk.people import RoomKind
from desk.ticket import Ticket
from handlers.open_letters import named
from handlers.post import Post
from handlers.record import record
from handlers.turn import Turn
from nlp.dates import said

_LONGEST = 100  # characters of when and where; house


def meeting(turn: Turn) -> Notice:
    """说明会 12 15 11月20日19:00 物业会议室: posted once without names; each reporter is invited."""
    if turn.person.role not in AUTHORS:
        raise Refused("letter_desk")
    if turn.scene.in_public:
        raise Refused("letter_elsewhere")
    tickets, words = named(turn)
    when = said(words, turn.calendar.local(turn.now))
    if when is None or not when.timed or when.at <= turn.now or len(words) > _LONGEST:
        raise Refused("meeting_when")
    people = turn.tools.uow.people.named({one for ticket in tickets for one in ticket.reporters})
    if found := private_words(words, people.values()):
        raise Refused("letter_private", found=Notice("list", {"parts": list(found)}))
    _hold(turn, tickets, words)
    return Notice("meeting.done", {"invited": len(people), "words": words})


def _hold(turn: Turn, tickets: list[Ticket], words: str) -> None:
    about: list[Fact] = [matter(one) for one in tickets]
    shown = Notice("meeting.public", {"words": words, "about": about})
    Post(tools=turn.tools, site=turn.site, now=turn.now).to_rooms(RoomKind.RESIDENTS, shown)
    invited: set[int] = set()
    for ticket in tickets:
        facts: dict[str, Fact] = {"words": words}
        entry = Entry(
            kind="meeting", at=turn.now, actor=turn.person.id, audience=Audience.RESIDENT, facts=facts
        )
        record(turn.tools, turn.site, Change(ticket=ticket, entries=(entry,)), turn.now)
        post = Post(tools=turn.tools, site=turn.site, now=turn.now, ticket=ticket)
        told = Notice("meeting.invited", {"words": words, "number": ticket.number, "about": matter(ticket)})
        for person in ticket.reporters:
            if person not in invited:
                post.tell(to_person(person, told))
        invited |= set(ticket.reporters)
