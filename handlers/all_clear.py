"""解除: the emergency is over. Residents hear it plainly, the manager revisits, the report is drafted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from desk.audience import visible
from desk.change import to_managers_room, to_reporters, to_role, to_staff_room
from desk.emergency import marked
from desk.errors import Refused
from desk.hours import Calendar, next_at
from desk.incident_cards import VISIT, after_report, drill_summary, visit_card
from desk.incidents import LEADS, Incident, clear
from desk.journal import Audience, Entry, notice_of
from desk.notices import Fact, Notice
from desk.people import RoomKind, Site
from desk.playbooks import Near, Playbook
from desk.privacy import masked
from desk.ticket import Ticket
from handlers import cards
from handlers.act import Act
from handlers.checklist import incident_of
from handlers.checklist_cards import shown
from handlers.incidents import ended_within, still
from handlers.playbooks import of_kind
from handlers.post import Post
from handlers.stand_in import heads
from handlers.tools import Tools

_MORNING, _EVENING = time(9), time(20)  # between them somebody is reminded of a revisit; house
_LINES = 60  # of the report's time line; the rest is in the journal


def all_clear(act: Act) -> Notice:
    """By a head or who leads on duty; with required steps undone only for a reason in words."""
    incident = incident_of(act)
    lead = _leads(act)
    items = act.tools.uow.incidents.items(incident.id)
    over = clear(incident, items, act.person, act.now, act.arg.strip(), lead=lead, number=act.ticket.number)
    playbook = of_kind(act.tools, act.scene.site, incident.kind)
    if not over.drill:
        over = _to_be_revisited(act.tools, act.scene.site, over, playbook, act.now)
    act.tools.uow.incidents.save(over)
    still(act.tools, over)
    act.tools.uow.journal.add(act.ticket.id, _entries(act, over))
    shown(act.tools, act.scene.site, over, act.now)
    ended_within(act.tools, act.scene.site, over, act.now)
    cards.refresh(act.tools, act.scene.site, act.ticket, act.now)
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    if over.drill:
        _drill_over(post, over, playbook)
    else:
        _told(post, act.ticket, over, playbook)
    return marked(act.ticket, Notice("done.all_clear", {"number": act.ticket.number}))


def _leads(act: Act) -> bool:
    return act.person.role in LEADS or bool(heads(act.tools, act.scene.site, act.person, act.now))


def _entries(act: Act, over: Incident) -> tuple[Entry, ...]:
    """Residents see that it is over; why it was cleared with steps undone stays among staff."""
    by = act.person.id
    cleared = Entry(kind="cleared", at=act.now, actor=by, audience=Audience.RESIDENT)
    if not over.reason:
        return (cleared,)
    facts: dict[str, Fact] = {"reason": over.reason}
    early = Entry(kind="cleared_early", at=act.now, actor=by, audience=Audience.STAFF, facts=facts)
    return (cleared, early)


def _to_be_revisited(tools: Tools, site: Site, over: Incident, playbook: Playbook, now: datetime) -> Incident:
    due = by_day(tools.book.calendar(site), now + playbook.revisit)
    return replace(over, reviser=playbook.reviser, visit_due=due, next_at=due)


def by_day(calendar: Calendar, moment: datetime) -> datetime:
    """The moment, or the next morning where nobody should be called then."""
    fine = _MORNING <= calendar.local(moment).time() <= _EVENING
    return moment if fine else next_at(calendar, moment, _MORNING)


def _told(post: Post, ticket: Ticket, over: Incident, playbook: Playbook) -> None:
    facts: dict[str, Fact] = {"number": ticket.number, "title": playbook.title, "at": over.cleared_at}
    notice = Notice("incident.cleared", facts)
    post.tell(replace(to_reporters(notice), urgent=True))
    _residents(post, ticket, over, playbook, notice)
    post.tell(to_role(playbook.reviser, visit_card(over, ticket, playbook.title), card=VISIT))
    report = _report(post.tools, ticket, over, playbook, post.tools.uow.journal.of(ticket.id))
    post.tell(to_managers_room(report))
    if not post.tools.uow.rooms.of(post.site.id, RoomKind.MANAGERS):
        post.tell(to_role(playbook.reviser, report))


def _residents(post: Post, ticket: Ticket, over: Incident, playbook: Playbook, notice: Notice) -> None:
    """The room that heard of it; of what concerned the whole compound every residents' room."""
    if ticket.discreet or not over.public:
        return
    rooms = post.tools.uow.rooms.of(post.site.id, RoomKind.RESIDENTS)
    everywhere = playbook.near is Near.SITE or over.drill
    for room in rooms:
        if everywhere or room.id == ticket.room:
            post.to_room(room, notice, urgent=True)


def report(act: Act) -> Notice:
    """事件报告: the draft once more, with what was added since; to who leads, what they may read there."""
    incident = incident_of(act)
    if not _leads(act):
        raise Refused("report_leads")
    playbook = of_kind(act.tools, act.scene.site, incident.kind)
    entries = visible(act.tools.uow.journal.of(act.ticket.id), act.ticket, act.person, act.scene.room)
    return _report(act.tools, act.ticket, incident, playbook, entries)


def _report(
    tools: Tools, ticket: Ticket, over: Incident, playbook: Playbook, entries: Sequence[Entry]
) -> Notice:
    lines = [
        Notice("incident.line", {"at": entry.at, "entry": notice_of(_masked(entry))})
        for entry in entries[-_LINES:]
    ]
    items = tools.uow.incidents.items(over.id)
    return after_report(over, items, ticket, playbook.title, lines)


def _masked(entry: Entry) -> Entry:
    """The entry for a room: no phone numbers (S2-04)."""
    facts = {key: masked(fact) if isinstance(fact, str) else fact for key, fact in entry.facts.items()}
    return replace(entry, facts=facts)


def _drill_over(post: Post, over: Incident, playbook: Playbook) -> None:
    summed_up(post, over, playbook)
    ticket = post.ticket
    if over.public and ticket is not None:
        _residents(post, ticket, over, playbook, Notice("incident.drill_thanks", {"title": playbook.title}))


def summed_up(post: Post, over: Incident, playbook: Playbook) -> None:
    """Staff and managers read how a drill went, however it ended."""
    raised = post.tools.uow.alarms.get(over.ticket)
    answered = None
    if raised is not None and raised.answered_at is not None:
        answered = max(1, round((raised.answered_at - over.opened_at) / timedelta(minutes=1)))
    items = post.tools.uow.incidents.items(over.id)
    summary = drill_summary(over, items, playbook.title, answered)
    for told in (to_staff_room(summary), to_managers_room(summary)):
        post.tell(told)
