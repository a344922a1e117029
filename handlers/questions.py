"""Asking a person for words, and what becomes of the answer: a result, news, a reason, more details."""

from collections.abc import Callable, Mapping

from desk.errors import Refused
from desk.moves.table import Move, ensure
from desk.moves.triage import REASONS
from desk.notices import Notice
from desk.review import What
from desk.ticket import Status
from handlers import (
    apart,
    appointing,
    consenting,
    drafting,
    explaining,
    hands,
    identity,
    incident_visits,
    listening,
    open_letters,
    outgoing,
    outside,
    planning,
    proposing,
    reputation,
    reviewing,
    revisit_again,
    signing,
    waiting,
    work,
)
from handlers.act import Act

NEVER_MIND = frozenset({"取消", "算了", "cancel", "never mind"})  # instead of an answer

_NEEDS = {
    "note": Move.NOTE,
    "finish": Move.FINISH,
    "wait": Move.WAIT,
    "appoint": Move.APPOINT,
    "counter": Move.COUNTER,
    "dismiss": Move.DISMISS,
    "refer": Move.REFER,
    "add": Move.ADD,
    "news": Move.NOTE,
    "return": Move.RETURN,
    "escalate": Move.ESCALATE,
    "revisit_again": Move.REVISIT,
    "reputation": Move.RECLASSIFY,
}
_CHECKED: Mapping[str, Callable[[Act], None]] = {"send_back": reviewing.may_decide}


def ask(act: Act, kind: str, words: str | None = None) -> Notice:
    """Wait for this person's next words here; refused at once where the move itself would be.

    `words` is what is known already, for whoever takes the answer.
    """
    if kind in _NEEDS:
        ensure(_NEEDS[kind], act.person, act.ticket)
    else:
        _CHECKED[kind](act)
    if kind == "finish":
        signing.ready(act)
    buttons = waiting.reasons(act) if kind == "wait" else ()
    asked = Notice(f"ask.{kind}", {"number": act.ticket.number, "person": None}, buttons)
    return listening.once(act, kind, asked, words=words)


def answered(act: Act, kind: str) -> Notice:
    """The words in `act.arg` are what was asked for; returns the receipt.

    An answer that is refused leaves the question open.
    """
    questions, chat = act.tools.uow.questions, act.scene.incoming.chat
    before = questions.open(act.person.id, chat, act.now)
    questions.drop(act.person.id, chat)
    try:
        return _ANSWERS[kind](act)
    except Refused:
        if before and kind in _AGAIN:
            questions.ask(before)
        raise


def note(act: Act) -> Notice:
    """进展: news for the reporters."""
    return outgoing.write(act, What.NOTE)


def news(act: Act) -> Notice:
    """改写: these words go out instead of today's draft (S0-36)."""
    return outgoing.write(act, What.NEWS)


def finish(act: Act) -> Notice:
    """完成, with the result in words."""
    signing.ready(act)
    return outgoing.write(act, What.FINISH)


def dismiss(act: Act) -> Notice:
    """不是投诉, with the reason: one of the usual ones or in words."""
    private = act.ticket.status is Status.PROPOSED  # the reporters are told nothing
    if act.arg in REASONS or private:
        return outgoing.dismissed(act)
    return outgoing.write(act, What.DISMISS)


def add(act: Act) -> Notice:
    """补充: more words from a reporter; what they tell of the place is filled in."""
    has = hands.hear(act, act.arg, apart.read(act))
    if has.id != act.ticket.id:
        return apart.receipt(has)
    identity.asked_since(act.again())
    return Notice("added", {"number": act.ticket.number})


# A time that was not understood, and a letter that must not go out so, are said again.
_AGAIN = frozenset({"wait_day", "appoint", "counter", "open_letter", "quote", "plan", "revisit_again"})
_ANSWERS: Mapping[str, Callable[[Act], Notice]] = {
    "note": note,
    "finish": finish,
    "quote": drafting.add_words,
    "plan": proposing.plan,
    "object": planning.object_to,
    "outside": outside.awaited,
    "refer": outside.refer,
    "refuse_quote": consenting.refuse_in_words,
    "return_quote": consenting.judge_returned,
    "wait": waiting.wait,
    "wait_day": waiting.day,
    "appoint": appointing.propose,
    "counter": appointing.propose,
    "dismiss": dismiss,
    "transfer": work.because,
    "add": add,
    "news": news,
    "return": hands.give_back,
    "escalate": hands.escalate,
    "revisit_again": revisit_again.named,
    "visited": incident_visits.visited,
    "open_letter": open_letters.words,
    "letter_remark": open_letters.remark,
    "send_back": reviewing.send_back,
    "reputation": reputation.risk,
    "explain": explaining.answered,
}
