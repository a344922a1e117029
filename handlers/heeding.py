"""收到, 我来: said to the desk alone they are the tap that waits, 签收 (S2-96) or an alarm's (S2-10)."""

from collections.abc import Callable, Mapping
from datetime import datetime

from desk.emergency import ALARM
from desk.errors import Refused
from desk.going import Heed, heed
from desk.notices import Notice, row
from desk.people import Role
from desk.ticket import UNFINISHED, Status, Ticket
from handlers import acknowledging, in_hand, slips, work
from handlers.act import Act
from handlers.post import Post
from handlers.scene import Scene, answer, everywhere
from handlers.surviving import about
from handlers.tools import Tools

_DONE: Mapping[str, Callable[[Act], Notice]] = {
    "accept": work.accept,
    "acknowledge": acknowledging.acknowledge,
    "sign": slips.sign,
}


def heard(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether a private line said so; of several that wait it is asked which is meant."""
    said = heed(scene.incoming.text, tools.book.clears)
    if said is None or scene.room is not None or scene.incoming.photos:
        return False
    waiting = _waiting(scene, tools, now)
    if said is Heed.GOES:
        waiting = [(_taken(verb, act), act) for verb, act in waiting] + _given(scene, tools, now, waiting)
    if replied := about(tools, scene.incoming, scene.incoming.reply_to):
        waiting = [one for one in waiting if one[1].ticket.id == replied.id]
    if len(waiting) == 1:
        _carry_out(*waiting[0])
    elif waiting:
        answer(scene, tools, _which(waiting), now)
    return bool(waiting) or (replied is None and _none(scene, tools, now, said))


def signed(scene: Scene, tools: Tools, now: datetime) -> Notice | None:
    """签收 without a number means the one slip that waits; of several it is asked which; None: none does."""
    found = [one for one in _waiting(scene, tools, now) if one[0] == "sign"]
    if len(found) == 1:
        return slips.sign(found[0][1])
    return _which(found) if found else None


def _waiting(scene: Scene, tools: Tools, now: datetime) -> list[tuple[str, Act]]:
    found = []
    for there in everywhere(scene, tools):
        open_ = tools.uow.tickets.unended(there.site.id)
        alarms = [("acknowledge", one) for one in open_ if _rings(there, tools, one)]
        signed = [("sign", one) for one in in_hand.slips(tools, there.person, open_)] if there.person else []
        for verb, one in (*alarms, *signed):
            found.append((verb, Act(scene=there, tools=tools, now=now, ticket=one)))
    return found


def _given(
    scene: Scene, tools: Tools, now: datetime, waiting: list[tuple[str, Act]]
) -> list[tuple[str, Act]]:
    """What was given to them and waits for 接单, beside what waits already: 我来 takes it (S0-28)."""
    known = {act.ticket.id for _, act in waiting}
    found = []
    for there in everywhere(scene, tools):
        own = tools.uow.tickets.owned_by(there.person.id) if there.person else []
        given = [one for one in own if one.status is Status.DISPATCHED and one.id not in known]
        found += [("accept", Act(scene=there, tools=tools, now=now, ticket=one)) for one in given]
    return found


def _taken(verb: str, act: Act) -> str:
    """A slip of what was given to them is signed for by 接单, too."""
    mine = act.ticket.status is Status.DISPATCHED and act.ticket.owner == act.person.id
    return "accept" if mine and verb == "sign" else verb


def _rings(scene: Scene, tools: Tools, ticket: Ticket) -> bool:
    """Whether an alarm that nobody has answered stands in this chat."""
    if not ticket.emergency or ticket.status not in UNFINISHED:
        return False
    raised = tools.uow.alarms.get(ticket.id)
    if raised is None or raised.answered_by is not None:
        return False
    places = tools.uow.posts.cards(ticket.id) | tools.uow.letters.cards(ticket.id)
    here = (scene.incoming.platform, scene.incoming.chat)
    return any(place[:2] == here and place[2].startswith(ALARM) for place in places)


def _carry_out(verb: str, act: Act) -> None:
    try:
        receipt = _DONE[verb](act)
    except Refused as refused:
        receipt = Post(tools=act.tools, site=act.scene.site, now=act.now).named(refused.notice)
    answer(act.scene, act.tools, receipt, act.now, act.ticket)


def _which(waiting: list[tuple[str, Act]]) -> Notice:
    taps = tuple(row(in_hand.signs(act.ticket, verb)) for verb, act in waiting[: in_hand.CHOICES])
    return Notice("heed.which", buttons=taps)


def _none(scene: Scene, tools: Tools, now: datetime, said: Heed) -> bool:
    """我来, where nothing waits and nothing is in hand that it could be about."""
    engineer = scene.person is not None and scene.person.role is Role.ENGINEER
    if said is not Heed.GOES or not engineer or in_hand.jobs(scene, tools):
        return False
    answer(scene, tools, Notice("heed.none"), now)
    return True
