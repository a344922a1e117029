"""Asking for words in the middle of something: a reason, a remark, a plan."""

from dataclasses import replace
from datetime import timedelta

from desk.change import to_person
from desk.notices import Notice, Who
from handlers.act import Act
from handlers.incoming import Kind
from handlers.post import Post
from handlers.scene import answer
from storage.questions import Question

PATIENCE = timedelta(minutes=15)  # after it a person's next words are no longer taken for the answer
ASKS = "ask."  # begins the key of every notice that asks for somebody's next words


def listen(act: Act, kind: str, asked: Notice, *, words: str | None = None, silently: bool = False) -> Notice:
    """This person's next words are the answer; privately where residents read along.

    `silently`: what asks for them stands in the chat already, or the caller puts it there; else it is asked
    here, in a room by name. `words` is kept for whoever takes the answer.
    """
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    address = post.reached(act.person) if act.scene.in_public else None
    act.tools.uow.questions.ask(
        Question(
            person=act.person.id,
            chat=address.account if address else act.scene.incoming.chat,
            kind=kind,
            ticket=act.ticket.id,
            expires_at=act.now + PATIENCE,
            words=words,
        )
    )
    if address:
        post.tell(to_person(act.person.id, asked))
        return Notice("asked_privately", {"number": act.ticket.number})
    if not silently:
        named = {**asked.facts, "person": Who(act.person.id)} if act.scene.room else asked.facts
        answer(act.scene, act.tools, replace(asked, facts=named), act.now, act.ticket)
    return asked


def once(act: Act, kind: str, asked: Notice, *, words: str | None = None) -> Notice:
    """The same, asked once: a typed command's answer asks; a tap's passes by, so it is asked in the chat."""
    return listen(act, kind, asked, words=words, silently=act.scene.incoming.kind is not Kind.TAP)
