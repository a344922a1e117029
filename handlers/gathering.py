"""Later reports of an emergency that goes on join it; staff take out what is another matter (拆分)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from desk.change import to_person
from desk.errors import Refused
from desk.incident_cards import splitting
from desk.incidents import Incident
from desk.incidents import Report as Gathered
from desk.journal import Audience, Entry
from desk.moves import joining
from desk.notices import Fact, Notice, Who, Word
from desk.people import WORKERS, Site
from desk.playbooks import OTHER, Near, Playbook, same_place
from desk.reading import Action, Category, Intent, Place, Reading
from desk.ticket import Ticket
from handlers import identity
from handlers.act import Act
from handlers.assigning import responsible
from handlers.checklist import incident_of
from handlers.checklist_cards import shown, ticket_of
from handlers.choices import offer, settle
from handlers.conduct import accused_in
from handlers.hands import weigh
from handlers.opening import Report, attach, drafted
from handlers.playbooks import fitting, of_kind, played
from handlers.post import Post
from handlers.record import record
from handlers.registering import registered
from handlers.scene import Scene, with_person
from handlers.tools import Tools
from storage.questions import Question

GOES_ON = "goes_on"  # a question that nobody asked aloud: the person may have more to say


def going_on(scene: Scene) -> int | None:
    """The id of the ticket that this person's report joined a moment ago."""
    asked = scene.question
    return asked.ticket if asked is not None and asked.kind == GOES_ON else None


def listen_on(scene: Scene, tools: Tools, ticket: Ticket, now: datetime) -> None:
    """Who joined an emergency: what they say next belongs to it, as the first reporter's lines do (S1-09)."""
    person = scene.person
    if person is None or person.id == ticket.reporter or not ticket.emergency:
        return
    chat, until = scene.incoming.chat, now + joining.BREATH
    tools.uow.questions.ask(
        Question(person=person.id, chat=chat, kind=GOES_ON, ticket=ticket.id, expires_at=until)
    )


def gather(scene: Scene, tools: Tools, report: Report, now: datetime) -> Notice | None:
    """What is said of a report that has joined an emergency that goes on; None: it is of none."""
    found = _going_on(scene, tools, report)
    if found is None:
        return None
    incident, ticket = found
    scene = with_person(scene, tools)
    assert scene.person is not None  # noqa: S101  # with_person has seen to it
    rule = tools.book.standard(ticket.standard).matters
    new = scene.person.id not in ticket.reporters
    group = joining.as_group(ticket, scene.person, rule) if new else None
    head = responsible(tools, group, None, now) if group else None
    attach(scene, tools, ticket, now, messages=report.messages, photos=report.photos)
    said = Gathered(incident=incident.id, person=scene.person.id, at=now, words=report.text)
    tools.uow.incidents.gather(said)
    room = scene.room.id if scene.room else None
    heard = (report.text, report.reading)
    change = joining.gather(ticket, now, scene.person, heard, room=room, head=head, rule=rule)
    record(tools, scene.site, change, now)
    weigh(Act(scene=scene, tools=tools, now=now, ticket=ticket).again(), ticket.class_)
    tools.window.clear(scene.who)
    if not report.source:  # else somebody else speaks for them
        listen_on(scene, tools, ticket, now)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "advice": played(tools, scene.site, ticket, incident).advice,
    }
    facts["seen"] = Word("incident.seen") if identity.wanted(report.text) else None
    post = Post(tools=tools, site=scene.site, now=now, ticket=change.ticket)
    joined = Notice("incident.joined", facts)
    post.tell(replace(to_person(scene.person.id, joined, urgent=True), aloud=not report.source))
    return joined


def _going_on(scene: Scene, tools: Tools, report: Report) -> tuple[Incident, Ticket] | None:
    reading = report.reading
    if reading.intent is not Intent.REPORT or reading.action is Action.SILENT:
        return None
    active = [one for one in tools.uow.incidents.active(scene.site.id) if not one.drill]
    if not active or accuses(scene, tools, report.text, reading):
        return None
    playbook = fitting(tools, scene.site, reading.topic, report.text)
    place = _place(scene, reading)
    for incident in active:
        ticket = ticket_of(tools, incident)
        if _same(incident, ticket, reading, playbook, place):
            return incident, ticket
    return None


def accuses(scene: Scene, tools: Tools, words: str, reading: Reading) -> bool:
    """Whether it is a report that complains of somebody, as who has to do with an emergency may be."""
    building = reading.place.building or (scene.person.building if scene.person else None)
    heard = reading.intent is Intent.REPORT and reading.action is not Action.SILENT
    return heard and bool(accused_in(tools, scene.site.id, words, reading, building))


def _same(incident: Incident, ticket: Ticket, reading: Reading, playbook: Playbook, place: Place) -> bool:
    if incident.kind != playbook.kind or ticket.ended or ticket.discreet:
        return False
    if incident.kind == OTHER and ticket.topic != reading.topic:
        return False
    known = place_of(incident, ticket)
    if not same_place(playbook.near, known, place):
        return False
    if reading.category is Category.EMERGENCIES:
        return True
    there = reading.place.building is not None and reading.place.building == known.building
    return reading.topic == ticket.topic and (there or playbook.near is Near.SITE)


def place_of(incident: Incident, ticket: Ticket) -> Place:
    """Where it is, as was told since, or where its reporter lives."""
    return ticket.place if ticket.place.building else incident.place


def one_event(tools: Tools, site: Site, one: Ticket, other: Ticket) -> bool:
    """Whether an emergency that runs may go on within the other: where that runs too, and may be the same."""
    mine, its = tools.uow.incidents.of(one.id), tools.uow.incidents.of(other.id)
    if mine is None or not mine.active:
        return True
    if its is None or not its.active or mine.kind != its.kind:
        return False
    near = of_kind(tools, site, mine.kind).near
    topics = mine.kind != OTHER or one.topic == other.topic
    return topics and same_place(near, place_of(mine, one), place_of(its, other))


def _place(scene: Scene, reading: Reading) -> Place:
    """Where it is said to be; who names no place speaks of where they live."""
    said, person = reading.place, scene.person
    elsewhere = said.area is not None and not said.area.startswith(reading.topic or "\0")
    if said.building or person is None or person.building is None or elsewhere:
        return said
    return replace(said, building=person.building, unit=said.unit or person.unit)


def split(act: Act) -> Notice:
    """拆分: first which report, then it is a matter of its own."""
    incident = incident_of(act)
    if act.person.role not in WORKERS:
        raise Refused("steps_staff")
    reports = act.tools.uow.incidents.reports(incident.id)
    if not act.arg:
        if not any(one.split_to is None for one in reports):
            raise Refused("nothing_to_split", number=act.ticket.number)
        offer(act, "separate", splitting(act.ticket, reports))
        return Notice("done.shown", {"number": act.ticket.number})
    n = int(act.arg) if act.arg.isascii() and act.arg.isdigit() else 0
    if not 0 < n <= len(reports):
        raise Refused("nothing_to_split", number=act.ticket.number)
    if (key := reports[n - 1].split_to) is not None:
        other = act.tools.uow.tickets.get(key)
        raise Refused("split_already", number=other.number if other else 0)
    return _split(act, incident, reports[n - 1])


def _split(act: Act, incident: Incident, report: Gathered) -> Notice:
    tools, site, now = act.tools, act.scene.site, act.now
    ticket = tools.uow.tickets.create(drafted(*_said(act, report), now))
    tools.uow.incidents.split(report, ticket.id)
    reporter = None if ticket.discreet else Who(report.person)
    facts: dict[str, Fact] = {"number": ticket.number, "reporter": reporter}
    entry = Entry(kind="separated", at=now, actor=act.person.id, audience=Audience.STAFF, facts=facts)
    tools.uow.journal.add(act.ticket.id, (entry,))
    registered(tools, site, ticket, now)
    done = Notice("done.separated", {"number": act.ticket.number, "other": ticket.number})
    shown(tools, site, incident, now)
    settle(act, "separate", done)
    return done


def _said(act: Act, report: Gathered) -> tuple[Scene, Tools, Report]:
    """The report as it was made, read anew: where it was said, by whom."""
    tools, uow = act.tools, act.tools.uow
    room = uow.rooms.get(_where(uow.journal.of(act.ticket.id), report))
    scene = replace(act.scene, room=room, person=uow.people.get(report.person))
    reading = tools.reader.read(report.words, tools.book.calendar(scene.site).local(act.now))
    return scene, tools, Report(text=report.words, messages=(), photos=(), reading=reading)


def _where(story: Iterable[Entry], report: Gathered) -> int | None:
    """The id of the room in which it was said; None: in private."""
    for entry in story:
        room = entry.facts.get("room")
        if (entry.kind, entry.actor, entry.at) == ("gathered", report.person, report.at):
            return room if isinstance(room, int) else None
    return None
