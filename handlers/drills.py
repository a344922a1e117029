"""演练: a playbook played as an exercise, marked as such wherever it shows, and counted nowhere."""

from dataclasses import replace

from desk.emergency import marked
from desk.errors import Refused
from desk.incidents import LEADS
from desk.journal import Audience, Entry
from desk.matter import where
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice
from desk.people import WORKERS, RoomKind
from desk.playbooks import OTHER, Playbook
from desk.reading import Action, Intent, Reading
from desk.ticket import DRILL, Status, Ticket
from handlers.act import Act
from handlers.all_clear import summed_up
from handlers.duty_officer import on_duty
from handlers.gathering import gather
from handlers.incidents import begin, ended
from handlers.opening import Report, open_ticket
from handlers.playbooks import fitting, played
from handlers.post import Post
from handlers.scene import Scene
from handlers.turn import Turn

_PUBLIC = ("公开", "公開", "public")  # residents are told too
_OTHERS = ("其他", "其它", "other")


def drill(turn: Turn) -> Notice:
    """/演练 电梯困人 3栋: by the heads or who has duty; in the residents' room only with 公开."""
    _allowed(turn)
    public = any(word in turn.words for word in _PUBLIC)
    words = turn.words
    for word in _PUBLIC:
        words = words.replace(word, "")
    words = words.strip()
    reading = turn.tools.reader.read(words, turn.calendar.local(turn.now))
    playbook = _meant(turn, reading, words)
    ticket = turn.tools.uow.tickets.create(_ticket(turn, reading, words))
    facts: dict[str, Fact] = {"title": playbook.title}
    by = turn.person.id
    entry = Entry(kind="drill_called", at=turn.now, actor=by, audience=Audience.STAFF, facts=facts)
    turn.tools.uow.journal.add(ticket.id, (entry,))
    begin(turn.tools, turn.site, ticket, turn.now, playbook=playbook, public=public)
    if public:
        _tell_residents(turn, ticket, playbook)
    return marked(ticket, Notice("done.drill", {"number": ticket.number, "title": playbook.title}))


def _allowed(turn: Turn) -> None:
    officer = on_duty(turn.tools, turn.site, turn.now)
    duty = officer is not None and officer.id == turn.person.id
    if turn.person.role not in LEADS and not turn.head and not duty:
        raise Refused("drill_leads")


def _meant(turn: Turn, reading: Reading, words: str) -> Playbook:
    """The playbook named; raises Refused with those there are."""
    playbook = fitting(turn.tools, turn.site, reading.topic, words)
    by_name = [one for one in turn.tools.book.playbooks(turn.site) if one.kind in words.lower().split()]
    if by_name:
        return by_name[0]
    if not words or (playbook.kind == OTHER and not any(word in words for word in _OTHERS)):
        kinds = sorted(turn.tools.book.playbooks(turn.site), key=lambda one: one.order)
        raise Refused("which_drill", kinds=Notice("list", {"parts": [one.title for one in kinds]}))
    return playbook


def _ticket(turn: Turn, reading: Reading, words: str) -> Ticket:
    """Ended before it began: no clock, no figure and no list ever counts it."""
    return Ticket(
        id=0,
        number=0,
        site=turn.site.id,
        status=Status.DISMISSED,
        text=words,
        opened_at=turn.now,
        reporter=turn.person.id,
        reporters=(turn.person.id,),
        topic=reading.topic,
        place=reading.place,
        source=DRILL,
        standard=turn.tools.book.current(turn.site.standard).version,
    )


def real(act: Act) -> Notice:
    """这是真的: what staff said in the drill opens the emergency itself, and the drill is over."""
    ensure(Move.SEE, act.person, act.ticket)
    if act.person.role not in WORKERS:
        raise Refused("steps_staff")
    told = [one for one in act.tools.uow.journal.of(act.ticket.id) if one.kind == "incident_note"]
    n = int(act.arg) if act.arg.isascii() and act.arg.isdigit() else 0
    if not (act.ticket.drill and 0 < n <= len(told)):
        raise Refused("unknown_button")
    scene, report = _said(act, told[n - 1])
    known = gather(scene, act.tools, report, act.now)
    ticket = None if known else open_ticket(scene, act.tools, report, act.now)
    _over(act)
    return Notice("done.real", {"number": ticket.number if ticket else None})


def _said(act: Act, note: Entry) -> tuple[Scene, Report]:
    """The words as a report of whoever said them; where they name no place, it is that of the drill."""
    tools, words = act.tools, str(note.facts.get("words") or "")
    reading = tools.reader.read(words, tools.book.calendar(act.scene.site).local(act.now))
    place = reading.place if reading.place.building else act.ticket.place
    reading = replace(reading, place=place, intent=Intent.REPORT, action=Action.OPEN)
    person = tools.uow.people.get(note.actor) if note.actor else act.person
    scene = replace(act.scene, room=None, person=person)
    return scene, Report(text=words, messages=(), photos=(), reading=reading, source="staff")


def _over(act: Act) -> None:
    """Nobody goes on practising; residents who were told that it is not real hear that it is."""
    tools, site = act.tools, act.scene.site
    incident = tools.uow.incidents.of(act.ticket.id)
    if incident is None or not incident.active:
        return
    ended(tools, site, replace(incident, cleared_by=act.person.id), act.ticket, act.now)
    playbook = played(tools, site, act.ticket, incident)
    over = tools.uow.incidents.of(act.ticket.id) or incident
    summed_up(Post(tools=tools, site=site, now=act.now, ticket=act.ticket), over, playbook)
    if incident.public:
        facts: dict[str, Fact] = {"title": playbook.title, "advice": playbook.advice}
        post = Post(tools=tools, site=site, now=act.now)
        post.to_rooms(RoomKind.RESIDENTS, Notice("incident.drill_real", facts), urgent=True)


def _tell_residents(turn: Turn, ticket: Ticket, playbook: Playbook) -> None:
    post = Post(tools=turn.tools, site=turn.site, now=turn.now, ticket=ticket)
    facts: dict[str, Fact] = {"title": playbook.title, "place": where(ticket.place)}
    post.to_rooms(RoomKind.RESIDENTS, Notice("incident.drill_public", facts), urgent=True)
