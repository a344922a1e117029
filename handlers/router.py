"""The table of contents: what happens to each kind of update."""

from collections.abc import Callable, Mapping
from datetime import datetime

from desk.errors import Refused
from desk.notices import Notice
from desk.people import RoomKind
from handlers import (
    binding,
    broken,
    choosing,
    clear_answers,
    clears,
    complaint,
    delivered,
    leaving,
    merging,
    obeying,
    pictured,
    presence,
    questions,
    recalled,
    replies,
    staffroom,
    taps,
    typed,
    which_site,
)
from handlers.act import Act
from handlers.gathering import GOES_ON
from handlers.incoming import Incoming, Kind
from handlers.post import Post
from handlers.scene import Scene, answer, scene
from handlers.surviving import about, surviving
from handlers.tools import Toast, Tools
from storage.questions import Question

_NO_WORDS = frozenset({GOES_ON, which_site.KIND})  # questions that words do not answer


def handle(incoming: Incoming, tools: Tools, now: datetime) -> Toast | None:
    """Carry out one update, once; a tap gets a short answer.

    Everything it changes belongs to the unit of work in `tools`: the caller acknowledges after the commit.
    """
    if not tools.uow.seen.first_time(incoming.platform, incoming.update, now):
        return None
    if incoming.kind is Kind.TAP:
        return _tap(incoming, tools, now)
    if incoming.kind in _BEHAVIOURS:
        _BEHAVIOURS[incoming.kind](incoming, tools, now)
    return None


def _tap(incoming: Incoming, tools: Tools, now: datetime) -> Toast | None:
    where = scene(incoming, tools, now)
    return taps.tap(where, tools, now) if where else binding.stranger_toast(incoming, tools)


def _message(incoming: Incoming, tools: Tools, now: datetime) -> None:
    to_us = incoming.private or incoming.addressed
    command = typed.parse(incoming.text, slash_needed=not to_us) if incoming.text else None
    if command and command.verb == "bind":
        binding.bind(incoming, command.words, tools, now)
        return
    if command and command.verb == "join_code":
        binding.join(incoming, command.words, tools, now)
        return
    where = scene(incoming, tools, now)
    if where is None:
        if incoming.private:
            binding.join(incoming, "", tools, now)
        return
    if where.room is not None and incoming.platform in tools.book.switches(where.site).closed:
        return  # the site does not use it: its rooms are not listened to
    if incoming.sender is None or incoming.sender.hidden:
        _unsigned(where, tools, now, obeyed=command is not None)
        return
    _spoken(where, tools, now)


def _unsigned(where: Scene, tools: Tools, now: datetime, *, obeyed: bool) -> None:
    """Nobody in particular: nobody could be held to it, nor be told what becomes of it."""
    if obeyed:
        answer(where, tools, Notice("refused.anonymous"), now)
    elif where.in_public and complaint.reported(where, tools, now):
        answer(where, tools, Notice("refused.unsigned"), now)


def _spoken(where: Scene, tools: Tools, now: datetime) -> None:
    text = where.incoming.text
    if not text and not where.incoming.photos and (where.room is None or where.incoming.reply_to):
        answer(where, tools, Notice("wordless"), now)  # a voice message: what nobody hears is not passed on
        return
    if _answers_question(where, tools, now):
        return
    if text and choosing.chosen(where, tools, now):
        return
    if text and where.room is None and where.person is not None and where.person.is_staff:
        where = which_site.said_at(where, tools)
        text = where.incoming.text
    staff = where.person is not None and where.person.is_staff
    command = typed.parse(text, slash_needed=where.in_public) if text else None
    if command is None and staff and (where.room is None or where.incoming.addressed):
        command = None if where.incoming.photos else typed.pointed(text)
    if command and not _overheard(command, where):
        obeying.obey(command, where, tools, now)
        return
    if (where.room is not None and where.room.kind is not RoomKind.RESIDENTS) or (
        staff and where.room is None
    ):
        staffroom.hear(where, tools, now)
    elif not staff:
        _resident(where, tools, now)


def _overheard(command: typed.Command, where: Scene) -> bool:
    """Whether colleagues ask each other 今天有什么活 in their room."""
    asked = command.verb == "today" and not command.typed
    return asked and where.room is not None and not where.incoming.addressed


def _resident(where: Scene, tools: Tools, now: datetime) -> None:
    incoming = where.incoming
    if ticket := about(tools, incoming, incoming.reply_to):
        replies.reply(where, tools, ticket, now)
        return
    if replies.numbered(where, tools, now):
        return
    listen = complaint.listen_privately if where.room is None else complaint.listen
    listen(where, tools, now)


def _answers_question(where: Scene, tools: Tools, now: datetime) -> bool:
    """Whether these words were asked for; a command instead of an answer drops the question."""
    asked = where.question
    if asked is not None and asked.kind == clears.KIND:
        return bool(where.incoming.text) and _clear(where, tools, now, asked)
    if asked is None or asked.kind in _NO_WORDS or where.person is None or not where.incoming.text:
        return False
    if typed.parse(where.incoming.text, slash_needed=where.in_public):
        tools.uow.questions.drop(where.person.id, where.incoming.chat)
        return False
    if where.person.is_staff and where.incoming.text.startswith("/"):
        return False  # a command written wrong: as a result or news it would go to a resident
    return _answered(where, tools, now, asked)


def _answered(where: Scene, tools: Tools, now: datetime, asked: Question) -> bool:
    """Whether the words could be taken for the answer; 取消 takes the question back."""
    ticket = tools.uow.tickets.get(asked.ticket)
    if ticket is None:
        return False
    ticket = merging.meant(tools, ticket, asked.kind)
    words, earlier = where.incoming.text, asked.words or ""
    act = Act(scene=where, tools=tools, now=now, ticket=ticket, arg=words, earlier=earlier)
    if words.strip(" 。.！!").lower() in questions.NEVER_MIND:
        tools.uow.questions.drop(act.person.id, where.incoming.chat)
        answer(where, tools, Notice("never_mind"), now)
        return True
    if asked.kind == "transfer" and choosing.chosen(where, tools, now):
        return True  # one of the reasons offered, by its number
    try:
        receipt = pictured.beside(act, lambda act: questions.answered(act, asked.kind))
    except Refused as refused:
        receipt = Post(tools=tools, site=where.site, now=now).named(refused.notice)
    unknown = act.person.id in ticket.accused  # S4-26: an explanation; their chat holds no trace of a number
    answer(where, tools, receipt, now, None if unknown else ticket)
    return True


def _clear(where: Scene, tools: Tools, now: datetime, asked: Question) -> bool:
    """Whether these words answer what was asked of a reporter; a command is none, and leaves it open."""
    if typed.parse(where.incoming.text, slash_needed=where.in_public):
        return False
    return choosing.chosen(where, tools, now) or clear_answers.heard(where, tools, asked, now)


def _edit(incoming: Incoming, tools: Tools, now: datetime) -> None:
    """An edited report adds its new words to the ticket; any other edit is chatter."""
    where = scene(incoming, tools, now)
    if where is None or where.person is None or incoming.message is None:
        return
    key = tools.uow.posts.ticket_of(incoming.platform, incoming.chat, incoming.message)
    told = tools.uow.tickets.get(key) if key else None
    ticket = surviving(tools, told) if told else None
    if (
        told
        and ticket
        and incoming.text not in told.text
        and where.person.id in ticket.reporters
        and not ticket.ended
        and incoming.text not in ticket.text
    ):
        questions.add(Act(scene=where, tools=tools, now=now, ticket=ticket, arg=incoming.text))


_BEHAVIOURS: Mapping[Kind, Callable[[Incoming, Tools, datetime], None]] = {
    Kind.MESSAGE: _message,
    Kind.EDIT: _edit,
    Kind.PRESENCE: presence.changed,
    Kind.MEMBER: presence.changed,
    Kind.REACH: presence.changed,
    Kind.LEFT: lambda incoming, tools, now: leaving.left(tools, incoming.platform, incoming.chat, now),
    Kind.RECALLED: recalled.recalled,
    Kind.LOST: delivered.lost,
    Kind.MOVED: presence.changed,
    Kind.BROKEN: broken.set_aside,
}
