"""Leave (请假): asked for in chat, granted by a head's tap; then what is theirs is the deputy's."""

from datetime import date, datetime

from desk import leave
from desk.change import to_person
from desk.errors import Refused
from desk.leave import Answer
from desk.moves.opening import hand_over
from desk.moves.people import stand_in
from desk.notices import Notice, Word
from desk.people import Person, Site
from desk.routing import may_own
from handlers import coming_back, duty_leave, leave_words
from handlers.post import Post
from handlers.record import record
from handlers.stand_in import absent, deputies
from handlers.standing import settle_loose
from handlers.tools import Tools
from handlers.turn import Turn
from storage.lent import Lending


def _today(tools: Tools, site: Site, now: datetime) -> date:
    return tools.book.calendar(site).local(now).date()


def ask(turn: Turn) -> Notice:
    """请假 11-22 11-25 代班 @小李: the heads are asked."""
    scene, tools, now = turn.scene, turn.tools, turn.now
    if scene.person is None:
        raise Refused("unknown_person")
    today = _today(tools, scene.site, now)
    first, last, name = leave_words.asked(turn.words, today)
    deputy = turn.colleague(name)
    staff = tools.uow.people.staff(scene.site.id)
    absence = tools.uow.absences.ask(leave.ask(scene.person, deputy, first, last, today))
    post = Post(tools=tools, site=scene.site, now=now)
    away = deputies(tools, scene.site, now)
    there = [one for one in staff if one.id not in away]
    for head in leave.deciders(absence, there) or leave.deciders(absence, staff):
        post.tell(to_person(head.id, leave.request(absence, today), aloud=True, card=f"leave-{absence.id}"))
    return post.named(leave.sent(absence, today))


def decide(turn: Turn) -> Notice:
    """A head's tap: the first one holds."""
    scene, tools, now = turn.scene, turn.tools, turn.now
    key, _, word = turn.words.partition("-")
    answer = {"yes": Answer.AGREED, "no": Answer.REFUSED}.get(word)
    absence = tools.uow.absences.get(int(key)) if key.isascii() and key.isdigit() and len(key) < 10 else None  # noqa: PLR2004  # ids are INTEGER
    if answer is None or absence is None or absence.site != scene.site.id:
        raise Refused("unknown_button")
    if scene.person is None:
        raise Refused("unknown_person")
    leave.decide(absence, scene.person, answer)
    before = duty_leave.done_by(tools, scene.site, absence, now)
    tools.uow.absences.decide(absence.id, answer, scene.person.id)
    post = Post(tools=tools, site=scene.site, now=now)
    notice = leave.told(absence, answer, _today(tools, scene.site, now))
    settle_loose(post, f"leave-{absence.id}", notice)
    told = (absence.person, absence.deputy) if answer is Answer.AGREED else (absence.person,)
    for person in told:
        post.tell(to_person(person, notice, aloud=True))
    if answer is Answer.AGREED:
        duty_leave.tell_changed(post, absence, before, scene.person)
        hand_on(tools, scene.site, now)
    return post.named(notice)


def hand_on(tools: Tools, site: Site, now: datetime) -> None:
    """What belongs to whoever is away today goes to who stands in for them."""
    people = {person.id: person for person in tools.uow.people.staff(site.id)}
    away = absent(tools, site, now)
    for person, deputy in away.items():
        if deputy in people:
            _hand_on(tools, site, person, people[deputy], now)
    for ticket, helper in coming_back.helped(tools, site, away):
        deputy = away[helper]
        if (
            deputy in people
            and may_own(people[deputy], ticket)
            and deputy not in (ticket.owner, *ticket.helpers)
        ):
            reason = Word("handover.away")
            change = stand_in(ticket, now, helper, people[deputy], actor=None, reason=reason)
            record(tools, site, change, now)
            coming_back.lend(
                tools,
                Lending(ticket=ticket.id, person=helper, deputy=deputy, part=coming_back.HELPER, since=now),
            )


def _hand_on(tools: Tools, site: Site, person: int, deputy: Person, now: datetime) -> None:
    for ticket in tools.uow.tickets.owned_by(person):
        if may_own(deputy, ticket):
            reason = Word("handover.away")
            change = hand_over(ticket, now, deputy, actor=None, reason=reason, waits=True)
            record(tools, site, change, now)
            coming_back.lend(
                tools,
                Lending(ticket=ticket.id, person=person, deputy=deputy.id, part=coming_back.OWNER, since=now),
            )
