"""Other organisations (外单位): waiting for one, with its telephone, or handing the matter to it."""

from dataclasses import replace

from desk.local import Body, fitting
from desk.moves.table import TRANSITIONS, Move, ensure, permitted
from desk.notices import Button, Fact, Notice, row
from desk.review import What
from handlers import choices, listening, outgoing, referring, signing, waiting
from handlers.act import Act

_SHOWN = 8  # bodies as buttons


def wait(act: Act) -> Notice:
    """待外单位: who, for what, and the day of the next news (S2-61)."""
    ensure(Move.OUTSIDE, act.person, act.ticket)
    if not act.arg:
        return _offer_waiting(act)
    body, words = referring.named(act, act.arg)
    if not words:
        asked = Notice("ask.outside", {"number": act.ticket.number, "body": body.name, "person": None})
        return listening.once(act, "outside", asked, words=_title(body))
    return waiting.wait_for(act, f"{_title(body)}：{words}", words)


def awaited(act: Act) -> Notice:
    """The words say for what they are waited for; the organisation was named before."""
    ensure(Move.OUTSIDE, act.person, act.ticket)
    return waiting.wait_for(act, f"{act.earlier}：{act.arg}", act.arg)


def refer(act: Act) -> Notice:
    """转介: the reporter learns who decides it and how to reach them (S2-69, S4-29)."""
    ensure(Move.REFER, act.person, act.ticket)
    if not act.arg:
        return _offer_referral(act)
    signing.ready(act)
    body, words = referring.named(act, act.arg)
    if not words and referring.listed(act, body):
        return referring.send(act)
    return outgoing.write(act, What.REFER)


def instead_of_dismissing(act: Act) -> Notice | None:
    """需找其他部门 is no reason to send anybody away: it is referred where it can be (S2-69, S4-29)."""
    able = permitted(Move.REFER, act.person, act.ticket) and act.ticket.status in TRANSITIONS[Move.REFER][0]
    return refer(replace(act, arg="")) if act.arg == "elsewhere" and able else None


def instead_of_waiting(act: Act) -> Notice | None:
    """等外单位 asks whom, so that the reporter hears who and how to reach them (S2-61)."""
    return wait(replace(act, arg="")) if act.arg == "outside" else None


def _title(body: Body) -> str:
    return f"{body.name}（{body.phone}）" if body.phone else body.name


def _offer_waiting(act: Act) -> Notice:
    buttons = [
        Button(verb="outside", ticket=act.ticket.id, arg=str(at), label=name) for at, name in _names(act)
    ]
    facts: dict[str, Fact] = {"number": act.ticket.number}
    choices.offer(act, "outside", Notice("choose.outside", facts, _rows(buttons)))
    return Notice("choose.outside", facts)


def _offer_referral(act: Act) -> Notice:
    buttons = [
        Button(verb="refer", ticket=act.ticket.id, arg=str(at), label=name) for at, name in _names(act)
    ]
    facts: dict[str, Fact] = {"number": act.ticket.number}
    choices.offer(act, "refer", Notice("choose.refer", facts, _rows(buttons)))
    return Notice("choose.refer", facts)


def _names(act: Act) -> list[tuple[int, str]]:
    """Those for the matter's topic first, each with its place in the site's list."""
    bodies = act.tools.book.local(act.scene.site).bodies
    return [(bodies.index(one), one.name) for one in fitting(bodies, act.ticket.topic)[:_SHOWN]]


def _rows(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(row(*buttons[at : at + 2]) for at in range(0, len(buttons), 2))
