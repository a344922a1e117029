"""Asking a person for words, and what becomes of the answer: a result, news, a reason, more details."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from desk.change import to_person
from desk.moves import joining, triage, working
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who
from handlers import hands
from handlers.act import Act
from handlers.hands import heed
from handlers.learning import corrected
from handlers.post import Post
from handlers.scene import answer
from storage.questions import Question

PATIENCE = timedelta(minutes=15)  # after it a person's next words are no longer taken for the answer

_NEEDS = {
    "note": Move.NOTE,
    "finish": Move.FINISH,
    "wait": Move.WAIT,
    "dismiss": Move.DISMISS,
    "add": Move.ADD,
    "return": Move.RETURN,
    "escalate": Move.ESCALATE,
}


def ask(act: Act, kind: str) -> Notice:
    """Wait for this person's next words here; refused at once where the move itself would be."""
    ensure(_NEEDS[kind], act.person, act.ticket)
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    address = post.reached(act.person) if act.scene.in_public else None
    act.tools.uow.questions.ask(
        Question(
            person=act.person.id,
            chat=address.account if address else act.scene.incoming.chat,
            kind=kind,
            ticket=act.ticket.id,
            expires_at=act.now + PATIENCE,
        )
    )
    if address:  # the residents' room stays quiet
        post.tell(to_person(act.person.id, Notice(f"ask.{kind}", {"number": act.ticket.number})))
        return Notice("asked_privately", {"number": act.ticket.number})
    facts: dict[str, Fact] = {"number": act.ticket.number, "person": Who(act.person.id)}
    answer(act.scene, act.tools, Notice(f"ask.{kind}", facts), act.now, act.ticket)
    return Notice(f"ask.{kind}", {"number": act.ticket.number, "person": None})


def answered(act: Act, kind: str) -> Notice:
    """The words in `act.arg` are what was asked for; returns the receipt."""
    act.tools.uow.questions.drop(act.person.id, act.scene.incoming.chat)
    return _ANSWERS[kind](act)


def note(act: Act) -> Notice:
    """进展: news for the reporters."""
    act.record(working.note(act.ticket, act.now, act.person, act.arg))
    return Notice("done.note", {"number": act.ticket.number})


def finish(act: Act) -> Notice:
    """完成, with the result in words."""
    act.record(working.finish(act.ticket, act.now, act.person, act.arg))
    return Notice("done.finish", {"number": act.ticket.number})


def wait(act: Act) -> Notice:
    """等待, with the reason."""
    act.record(working.wait(act.ticket, act.now, act.person, act.arg, None))
    return Notice("done.wait", {"number": act.ticket.number})


def dismiss(act: Act) -> Notice:
    """不是投诉, with the reason: one of the usual ones or in words."""
    act.record(triage.dismiss(act.ticket, act.now, act.person, act.arg))
    corrected(act, "intent", "report", act.arg)
    return Notice("done.dismiss", {"number": act.ticket.number})


def add(act: Act) -> Notice:
    """补充: more words from a reporter; what they tell of the place is filled in."""
    local = act.tools.book.calendar(act.scene.site).local(act.now)
    reading = act.tools.reader.read(act.arg, local)
    act.record(joining.add(act.ticket, act.now, act.person, act.arg, reading))
    heed(act.again(), act.arg, reading)
    return Notice("added", {"number": act.ticket.number})


_ANSWERS: Mapping[str, Callable[[Act], Notice]] = {
    "note": note,
    "finish": finish,
    "wait": wait,
    "dismiss": dismiss,
    "add": add,
    "return": hands.give_back,
    "escalate": hands.escalate,
}
