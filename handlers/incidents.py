"""An emergency becomes known: its playbook is played at once, whatever the hour (S0-17, S2-78, S2-79)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from desk.cards import public_card
from desk.caring import choices
from desk.change import Change, to_managers_room, to_person, to_role
from desk.emergency import alarm, card_of
from desk.incidents import Incident, checklist
from desk.journal import Audience, Entry
from desk.notices import Notice
from desk.people import Person, Role, Site
from desk.playbooks import Playbook
from desk.privacy import masked
from desk.reading import Place
from desk.ticket import Status, Ticket
from handlers import alarms
from handlers.checklist_cards import first_shown, shown
from handlers.duty_officer import on_duty
from handlers.incident_news import heard
from handlers.playbooks import played, told
from handlers.post import Post
from handlers.tools import Tools

_IN_PLACE = (Role.CS_LEAD, Role.CENTRE_MANAGER)  # who is told where the roster names nobody
_JOINTS = frozenset({"merged", "split"})  # entries of a ticket that goes on within another, or no longer


def heed(tools: Tools, site: Site, change: Change, now: datetime) -> None:
    """What a move means for the emergency that its ticket is, or is no longer."""
    ticket = change.ticket
    if ticket.drill:
        return
    if change.alarmed:
        _alarmed(tools, site, ticket, now)
    elif any(entry.kind in _JOINTS for entry in change.entries):
        _within(tools, site, ticket, now)
    elif ticket.ended or any(entry.kind == "corrected" for entry in change.entries):
        incident = tools.uow.incidents.of(ticket.id)
        if incident is not None and incident.active and (ticket.ended or not ticket.emergency):
            ended(tools, site, incident, ticket, now)
    else:
        heard(tools, site, change, now)


def _alarmed(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> None:
    incident = tools.uow.incidents.of(ticket.id)
    if incident is None:
        playbook = played(tools, site, ticket)
        begin(tools, site, ticket, now, playbook=playbook)
        post = Post(tools=tools, site=site, now=now, ticket=ticket)
        card = public_card(
            ticket,
            tools.uow.clocks.of(ticket.id),
            private=True,
            alarmed=told(tools, site, ticket, now),
            advice=playbook.advice,
        )
        advised = Notice("advised", {"card": Notice(card.key, card.facts)}, choices(ticket))
        post.tell(to_person(ticket.reporter, advised, urgent=True))
    elif incident.active:  # graver than it was
        _ring(tools, site, ticket, played(tools, site, ticket, incident), now, unmanned=incident.unmanned)
        shown(tools, site, incident, now)


def begin(
    tools: Tools,
    site: Site,
    ticket: Ticket,
    now: datetime,
    *,
    playbook: Playbook,
    public: bool = True,
) -> Incident:
    """Play the playbook: the checklist begins to run, whoever is named in it hears at once."""
    drafted = Incident(
        site=site.id,
        ticket=ticket.id,
        kind=playbook.kind,
        opened_at=now,
        drill=ticket.drill,
        public=public,
        place=_place(tools, ticket),
        unmanned=_unmanned(tools, site, now),
    )
    incident = tools.uow.incidents.begin(drafted, checklist(playbook, now))
    entry = Entry(
        kind="incident_begun", at=now, actor=None, audience=Audience.STAFF, facts={"title": playbook.title}
    )
    tools.uow.journal.add(ticket.id, (entry,))
    _ring(tools, site, ticket, playbook, now, unmanned=incident.unmanned)
    first_shown(tools, site, incident, now)
    return incident


def _ring(
    tools: Tools, site: Site, ticket: Ticket, playbook: Playbook, now: datetime, *, unmanned: bool
) -> None:
    """The alarm, to everybody named in the playbook, at every address they have."""
    raised = alarms.begun(tools, site, ticket, playbook, now)
    post = Post(tools=tools, site=site, now=now, ticket=ticket)

    def said(words: str, *, private: bool) -> Notice:
        by, at = raised.answered_by, raised.answered_at
        return alarm(ticket, words, title=playbook.title, by=by, at=at, private=private)

    roles = dict.fromkeys((*playbook.pinged, *(_IN_PLACE if unmanned else ())))
    for role in roles:
        post.tell(to_role(role, said(ticket.text, private=True), urgent=True, card=card_of(ticket)))
    post.tell(to_managers_room(said(masked(ticket.text), private=False), urgent=True, card=card_of(ticket)))


def _unmanned(tools: Tools, site: Site, now: datetime) -> bool:
    staff = tools.uow.people.staff(site.id)
    return on_duty(tools, site, now) is None and not _have(staff, Role.DUTY_OFFICER)


def _have(staff: Iterable[Person], role: Role) -> bool:
    return any(person.role is role for person in staff)


def _place(tools: Tools, ticket: Ticket) -> Place:
    """Where it is; a report that names no building is meant where its reporter lives."""
    reporter = tools.uow.people.get(ticket.reporter)
    if ticket.place.building or ticket.drill or reporter.building is None:
        return ticket.place
    return replace(ticket.place, building=reporter.building, unit=ticket.place.unit or reporter.unit)


def _within(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> None:
    """Within the other that runs its checklist stands still, and is over with it; taken out it runs on."""
    incident = tools.uow.incidents.of(ticket.id)
    if incident is None or not incident.active:
        return
    if ticket.status is Status.MERGED:
        still(tools, incident)
    else:
        _goes_on(tools, incident, now + played(tools, site, ticket, incident).answer)
    shown(tools, site, incident, now)


def _goes_on(tools: Tools, incident: Incident, soon: datetime) -> None:
    for item in tools.uow.incidents.items(incident.id):
        if item.done_at is None:
            tools.uow.incidents.save_item(replace(item, next_at=max(item.due_at, soon)))
    raised = tools.uow.alarms.get(incident.ticket)
    if raised is not None and raised.answered_by is None:
        tools.uow.alarms.save(replace(raised, next_at=soon))


def ended(tools: Tools, site: Site, incident: Incident, ticket: Ticket, now: datetime) -> None:
    """The ticket ended, or is no emergency any more: staff have said so, there is nothing left to do."""
    over = replace(incident, cleared_at=now, next_at=None)
    tools.uow.incidents.save(over)
    still(tools, over)
    entry = Entry(kind="incident_ended", at=now, actor=None, audience=Audience.STAFF)
    tools.uow.journal.add(ticket.id, (entry,))
    shown(tools, site, over, now)
    ended_within(tools, site, over, now)


def ended_within(tools: Tools, site: Site, over: Incident, now: datetime) -> None:
    """The emergencies that were merged into one that is over are the same, and over with it."""
    for one in tools.uow.merges.within(over.ticket):
        ticket, incident = tools.uow.tickets.get(one.gone), tools.uow.incidents.of(one.gone)
        if ticket is not None and incident is not None and incident.active:
            known = replace(incident, cleared_by=over.cleared_by, reason=over.reason)
            ended(tools, site, known, ticket, now)


def still(tools: Tools, incident: Incident) -> None:
    """Nobody is reminded of its steps, nor called, any more."""
    for item in tools.uow.incidents.items(incident.id):
        if item.next_at is not None:
            tools.uow.incidents.save_item(replace(item, next_at=None))
    raised = tools.uow.alarms.get(incident.ticket)
    if raised is not None and raised.next_at is not None:
        tools.uow.alarms.save(replace(raised, next_at=None))
