"""What a reporter says beside, or after, the few words on their matter goes to whoever has it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.clocks import ClockKind
from desk.correction import corrects, instead
from desk.errors import Refused
from desk.moves import joining
from desk.notices import Notice
from desk.reading import Intent, Reading
from desk.talk import Talk, talk
from desk.ticket import UNFINISHED
from handlers import apart, questions, tapped, unsettled
from handlers.act import Act
from handlers.opening import attach
from handlers.scene import Scene
from handlers.tools import Tools
from handlers.window import Line

_PROMISED = frozenset(
    {ClockKind.RESPOND, ClockKind.FIRST_CONTACT, ClockKind.APPOINTMENT, ClockKind.RESOLVE, ClockKind.NEWS}
)


def append(act: Act) -> Notice:
    """补充到 #12: the last lines belong to this matter."""
    tools, now = act.tools, act.now
    tools.uow.if_undone(tools.window.undo(act.scene.who))
    lines = tools.window.recent(act.scene.who, now)
    if not lines:
        raise Refused("nothing_to_report")
    words = "\n".join(one.text for one in lines if one.text)
    messages = tuple(one.message for one in lines if one.message)
    photos = tuple(photo for one in lines for photo in one.photos)
    said = replace(act.scene.incoming, photos=photos, message=messages[-1] if messages else None)
    whole = Act(scene=replace(act.scene, incoming=said), tools=tools, now=now, ticket=act.ticket, arg=words)
    if apart.accuses(whole):
        tools.window.clear(act.scene.who)
        told = questions.add(whole)
        tapped.done(act.scene, tools, told, now, act.ticket)
        return told
    attach(act.scene, tools, act.ticket, now, messages=messages, photos=photos)
    tools.window.clear(act.scene.who)
    if photos:
        act.record(joining.photographed(act.ticket, now, act.person, len(photos)))
    if words:
        pass_on(Act(scene=act.scene, tools=tools, now=now, ticket=act.again().ticket, arg=words))
    added = Notice("added", {"number": act.ticket.number})
    tapped.done(act.scene, tools, added, now, act.ticket)
    return added


def telling(tools: Tools, lines: list[Line]) -> list[Line]:
    """Those that tell something: 我想撤销, said meanwhile, is no part of what is registered by a tap."""
    return [one for one in lines if not talk(one.text, tools.book.clears)] or lines


def told_beside(acts: Sequence[Act]) -> list[Act]:
    """什么时候来，我三点后在家: what is told beside the question reaches whoever has it."""
    open_ = [act for act in acts if act.ticket.status in UNFINISHED]
    if len(open_) != 1:
        return list(acts)
    parts = _parts(open_[0].scene, open_[0].tools, open_[0].arg, open_[0].now)
    if not (parts.when or parts.phone):
        return list(acts)
    pass_on(open_[0])
    return [act.again() for act in acts]


def mistaken(scene: Scene, tools: Tools, now: datetime) -> bool:
    """Whether what is put right is told: 打错字了，是着火了好像 takes nothing back."""
    said = scene.incoming.text
    if not corrects(said):
        return False
    for word in tools.book.clears.words.get(Talk.DROP, ()):
        said = said.replace(word, " ")
    return _parts(scene, tools, instead(said), now).intent is Intent.REPORT


def _parts(scene: Scene, tools: Tools, words: str, now: datetime) -> Reading:
    return tools.reader.parts(words, tools.book.calendar(scene.site).local(now))


def pass_on(act: Act) -> None:
    """Into the ticket, and to whoever has it. To hurry before the promised time makes it no graver."""
    if broken(act) or talk(act.arg, act.tools.book.clears) is None:
        if apart.received(questions.add(act)):
            return
    else:
        act.record(joining.add(act.ticket, act.now, act.person, act.arg))
    unsettled.passed_on(act.again())


def broken(act: Act) -> bool:
    """Whether what they were promised themselves has not been kept."""
    clocks = act.tools.uow.clocks.of(act.ticket.id)
    return any(one.kind in _PROMISED and one.missed(act.now) for one in clocks)
