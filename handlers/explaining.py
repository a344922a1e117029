"""请说明: whoever is complained of explains, without learning who complained or what was written (S4-26)."""

import re
from datetime import timedelta

from desk.change import to_person
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.moves import sensitive
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import Person
from desk.privacy import masked
from desk.ticket import Ticket
from handlers import reviewer
from handlers.act import Act
from handlers.post import Post
from handlers.scene import Scene
from handlers.tools import Tools
from handlers.turn import Turn
from storage.explanations import Explanation
from storage.questions import Question

PATIENCE = timedelta(minutes=30)  # after a tap on 我来说明 the next words are taken for the explanation
_LEAST = 8  # characters in a row of the complaint that would give its writer away; house


def question(act: Act) -> Notice:
    """Ask everybody complained of; further words say what about, and may not give the complainant away."""
    ensure(Move.QUESTION, act.person, act.ticket)
    people = act.tools.uow.people
    asked = [one for one in people.named(act.ticket.accused).values() if one.active]
    if not asked:
        raise Refused("nobody_accused", number=act.ticket.number)
    if tells(act.arg, act.ticket, list(people.named(act.ticket.reporters).values())):
        raise Refused("gives_away", number=act.ticket.number)
    owed = {one.person for one in act.tools.uow.explanations.of(act.ticket.id) if one.answered_at is None}
    fresh = [one for one in asked if one.id not in owed and one.id != act.person.id]
    if not fresh:
        raise Refused("asked_already", number=act.ticket.number)
    for one in fresh:
        act.again().record(sensitive.question(act.ticket, act.now, act.person, one))
        _ask(act, one)
    names = Notice("list", {"parts": [one.name for one in fresh]})
    return Notice("done.question", {"number": act.ticket.number, "names": names, "by": _due(act)})


def tells(words: str, ticket: Ticket, reporters: list[Person]) -> bool:
    """Whether the words name the complainant or their home, or repeat what they wrote."""
    homes = [part for one in reporters for part in (one.home, one.room) if part]
    if any(part in words for part in [*homes, *(one.name for one in reporters)]):
        return True
    if any(
        re.search(rf"{re.escape(one.name[0])}(?:先生|女士|小姐|太太|姐|哥|阿姨|叔)", words)
        for one in reporters
    ):
        return True
    plain = re.sub(r"\s", "", ticket.text)
    said = re.sub(r"\s", "", words)
    return any(said[at : at + _LEAST] in plain for at in range(len(said) - _LEAST + 1))


def _due(act: Act) -> Fact:
    clocks = act.tools.uow.clocks.of(act.ticket.id)
    return next((one.due_at for one in clocks if one.kind is ClockKind.EXPLAIN and one.running), None)


def _ask(act: Act, accused: Person) -> None:
    """A letter without the ticket's number: they look nothing up."""
    due = _due(act)
    asked = Explanation(
        ticket=act.ticket.id,
        person=accused.id,
        asked_by=act.person.id,
        asked_at=act.now,
        due_at=due if not isinstance(due, str | int) else None,  # type: ignore[arg-type]
    )
    act.tools.uow.explanations.ask(asked)
    facts: dict[str, Fact] = {
        "topic": Word(f"topic.{act.ticket.topic or '其他'}"),
        "about": masked(act.arg) or None,
        "by": due,
        "asker": Who(act.person.id),
    }
    notice = Notice("explain.ask", facts, (row(Button(verb="explain")),))
    Post(tools=act.tools, site=act.scene.site, now=act.now).tell(to_person(accused.id, notice))


def begin(turn: Turn) -> Notice:
    """我来说明: their next words here are the explanation; typed 说明 with words is it at once."""
    owed = turn.tools.uow.explanations.open_for(turn.person.id)
    if not owed:
        raise Refused("nothing_to_explain")
    if turn.scene.room is not None:
        raise Refused("say_in_private")
    if turn.words:
        return _explained(turn.scene, turn.tools, turn, owed[0], turn.words)
    asked = Question(
        person=turn.person.id,
        chat=turn.scene.incoming.chat,
        kind="explain",
        ticket=owed[0].ticket,
        expires_at=turn.now + PATIENCE,
    )
    turn.tools.uow.questions.ask(asked)
    return Notice("explain.begin")


def answered(act: Act) -> Notice:
    """The words in `act.arg` are the explanation; who says them learns no number."""
    turn = Turn(scene=act.scene, tools=act.tools, now=act.now)
    owed = [one for one in act.tools.uow.explanations.open_for(act.person.id) if one.ticket == act.ticket.id]
    if not owed:
        raise Refused("nothing_to_explain")
    return _explained(act.scene, act.tools, turn, owed[0], act.arg)


def _explained(scene: Scene, tools: Tools, turn: Turn, asked: Explanation, words: str) -> Notice:
    ticket = tools.uow.tickets.get(asked.ticket)
    if ticket is None or ticket.ended:
        tools.uow.explanations.answered(asked.id, turn.now)
        raise Refused("nothing_to_explain")
    tools.uow.explanations.answered(asked.id, turn.now)
    act = Act(scene=scene, tools=tools, now=turn.now, ticket=ticket)
    last = all(one.answered_at is not None for one in tools.uow.explanations.of(ticket.id))
    act.record(sensitive.explained(ticket, turn.now, turn.person, words, last=last))
    able = reviewer.able(tools, scene.site, ticket, ticket.owner or 0, turn.now)
    told = Notice("explain.came", {"number": ticket.number, "person": Who(turn.person.id), "words": words})
    for head in able[:1]:
        if head.id != ticket.owner:
            Post(tools=tools, site=scene.site, now=turn.now, ticket=ticket).tell(to_person(head.id, told))
    return Notice("explain.thanks")
