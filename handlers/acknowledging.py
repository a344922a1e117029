"""收到: the first one who taps has the alarm, and everybody's alarm says who (S2-10)."""

from dataclasses import replace

from desk.change import Change
from desk.emergency import ALARM, alarm, marked
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who
from desk.people import WORKERS
from desk.privacy import masked
from handlers import cards
from handlers.act import Act
from handlers.checklist_cards import given
from handlers.playbooks import played
from handlers.post import Post


def acknowledge(act: Act) -> Notice:
    """收到: the first one who taps has it; everybody's alarm says who."""
    ensure(Move.SEE, act.person, act.ticket)
    raised = act.tools.uow.alarms.get(act.ticket.id)
    if raised is None or act.person.role not in WORKERS:
        raise Refused("not_yours", number=act.ticket.number, owner=Who(act.ticket.owner))
    if raised.answered_by is not None:
        facts: dict[str, Fact] = {"number": act.ticket.number, "by": Who(raised.answered_by)}
        done = Notice("done.acknowledged_by", {**facts, "at": raised.answered_at})
        return marked(act.ticket, done)
    answered = replace(raised, next_at=None, answered_at=act.now, answered_by=act.person.id)
    act.tools.uow.alarms.save(answered)
    entry = Entry(kind="acknowledged", at=act.now, actor=act.person.id, audience=Audience.STAFF)
    act.record(Change(ticket=act.ticket, entries=(entry,)))
    _show(act)
    line: dict[str, Fact] = {"number": act.ticket.number, "by": Who(act.person.id)}
    act.tools.uow.duty_log.add(
        act.scene.site.id, act.now, marked(act.ticket, Notice("dutylog.acknowledged", line))
    )
    return marked(act.ticket, Notice("done.acknowledge", {"number": act.ticket.number}))


def _show(act: Act) -> None:
    """Edit the alarm wherever it stands."""
    uow, ticket = act.tools.uow, act.ticket
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=ticket)
    title = played(act.tools, act.scene.site, ticket).title
    given(post, ticket, act.person)
    for place in sorted(uow.posts.cards(ticket.id) | uow.letters.cards(ticket.id)):
        platform, chat, card = place
        if card.startswith(ALARM):
            room = uow.rooms.at(platform, chat)
            words = masked(ticket.text) if room else ticket.text
            told = alarm(ticket, words, title=title, by=act.person.id, at=act.now, private=room is None)
            cards.put(post, place, told, None)
