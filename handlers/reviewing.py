"""审核: 通过 and 退回, 照发; who has not decided is reminded, then the next one is asked (S0-44, S4-43)."""

from dataclasses import replace

from desk.change import to_person
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.review import Draft, State, acting, decided, ensure_may_review
from handlers import choices, outgoing
from handlers.act import Act
from handlers.late_reviews import lapse
from handlers.post import Post

_YES = frozenset("通过 通過 同意 可以 好 好的 行 发 發 ok yes approve approved".split())


def as_is(act: Act) -> Notice:
    """照发: its writer has seen the hint and says it so."""
    ensure(Move.SEE, act.person, act.ticket)
    draft = _mine(act)
    outgoing.ensure_may(act, draft.what)
    sent = outgoing.go(replace(act, arg=draft.words), draft)
    choices.settle(act, f"hint-{draft.id}", sent)
    return sent


def _mine(act: Act) -> Draft:
    """The text of this person's that waits for their tap; raises Refused with what became of it."""
    all_ = [one for one in act.tools.uow.drafts.of(act.ticket.id) if one.author == act.person.id]
    meant = [one for one in all_ if not act.arg.isdigit() or one.id == int(act.arg)]
    waiting = [one for one in meant if one.state is State.HINTED]
    if waiting:
        return waiting[-1]
    if meant:
        raise Refused("said_already", number=act.ticket.number, status=Word(f"draftstate.{meant[-1].state}"))
    ensure(Move.NOTE, act.person, act.ticket)
    raise Refused("nothing_written", number=act.ticket.number)


def approve(act: Act) -> Notice:
    """通过: it goes to the reporters, as its writer's words."""
    draft = _meant(act, act.arg)
    author = act.tools.uow.people.get(draft.author)
    act.tools.uow.drafts.save(decided(draft, State.SENT, act.now, act.person.id))
    own = Word("review.own_words") if draft.author == act.person.id else None
    facts: dict[str, Fact] = {"what": Word(f"what.{draft.what}"), "author": Who(draft.author), "own": own}
    entry = Entry(kind="approved", at=act.now, actor=act.person.id, audience=Audience.MANAGERS, facts=facts)
    act.tools.uow.journal.add(act.ticket.id, (entry,))
    as_author = replace(act, scene=replace(act.scene, person=author), arg=draft.words)
    try:
        outgoing.SENDS[draft.what](as_author, draft)
    except Refused as refused:
        lapse(_post(act), draft, refused.notice)
        return Notice("done.lapsed", {"number": act.ticket.number, "why": refused.notice})
    outgoing.settle(act, replace(draft, state=State.SENT))
    if draft.author != act.person.id:
        told: dict[str, Fact] = {"number": act.ticket.number, "by": Who(act.person.id)}
        _post(act).tell(to_person(draft.author, Notice("review.passed", told)))
    return Notice("done.approve", {"number": act.ticket.number, "more": _left(act)})


def send_back(act: Act) -> Notice:
    """退回: with a remark, so that its writer says it otherwise."""
    draft = _meant(act, act.earlier)
    act.tools.uow.drafts.save(decided(draft, State.RETURNED, act.now, act.person.id, act.arg))
    facts: dict[str, Fact] = {
        "what": Word(f"what.{draft.what}"),
        "author": Who(draft.author),
        "remark": act.arg,
    }
    entry = Entry(kind="sent_back", at=act.now, actor=act.person.id, audience=Audience.MANAGERS, facts=facts)
    act.tools.uow.journal.add(act.ticket.id, (entry,))
    outgoing.settle(act, replace(draft, state=State.RETURNED))
    told: dict[str, Fact] = {
        "number": act.ticket.number,
        "by": Who(act.person.id),
        "remark": act.arg,
        "words": draft.words,
    }
    button = row(Button(verb="reword", ticket=act.ticket.id, arg=str(draft.id)))
    _post(act).tell(to_person(draft.author, Notice("review.returned", told, (button,)), aloud=True))
    return Notice("done.send_back", {"number": act.ticket.number, "more": _left(act)})


def replied(act: Act, card: str | None) -> Notice:
    """A head's reply to the card: 通过 in some words, or else the remark with which it goes back."""
    draft = (card or "").split("-")[1]
    if act.arg.strip(" 。.!！").lower() in _YES:
        return approve(replace(act, arg=draft))
    return send_back(replace(act, earlier=draft))


def may_decide(act: Act) -> None:
    """Raises Refused where this person cannot decide on the draft that the button carries."""
    _meant(act, act.arg)


def _meant(act: Act, arg: str) -> Draft:
    """The draft that a button carries or else the oldest that waits, which this person may decide on."""
    all_ = act.tools.uow.drafts.of(act.ticket.id)
    named = [one for one in all_ if arg.isascii() and arg.isdigit() and one.id == int(arg)]
    waiting = [one for one in all_ if one.waits]
    decided_ = [one for one in all_ if one.state is not State.HINTED]
    chosen = next(iter(named or waiting[:1] or decided_[-1:]), None)
    able = outgoing.may_review(act, chosen) if chosen else []
    actor = acting(act.person, able)
    ensure(Move.REVIEW, actor, act.ticket)
    if chosen is None:
        raise Refused("nothing_held", number=act.ticket.number)
    ensure_may_review(chosen, act.ticket.number, act.person, able)
    return chosen


def _left(act: Act) -> int:
    return sum(one.waits for one in act.tools.uow.drafts.of(act.ticket.id))


def _post(act: Act) -> Post:
    return Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
