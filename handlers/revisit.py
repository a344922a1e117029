"""Revisits (回访): the card is answered by taps: mode, attitude, result; then the ticket closes."""

from desk import revisits
from desk.errors import Refused
from desk.moves.closing import MODES
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice
from handlers import revisit_else
from handlers.act import Act
from handlers.revisit_prompt import prompt, still_told
from handlers.revisited import attempt, card, finish

_QUESTIONS = 2  # S0-39
_WAYS = {
    "unreached": revisit_else.unreached,
    "exempt": revisit_else.exempt,
    "again": revisit_else.again,
    "没接通": revisit_else.unreached,
    "沒接通": revisit_else.unreached,
    "免访": revisit_else.exempt,
    "免訪": revisit_else.exempt,
    "再约": revisit_else.again,
    "再約": revisit_else.again,
    "改期": revisit_else.again,
}


def revisit(act: Act) -> Notice:
    """One tap of the revisit: `arg` grows from "phone" to "phone-4" to "phone-4-5"."""
    ensure(Move.REVISIT, act.person, act.ticket)
    if act.person.id in act.ticket.handlers:
        raise Refused("handler_revisits", number=act.ticket.number)
    for word, way in _WAYS.items():
        if act.arg.startswith(word):
            return way(act, act.arg.removeprefix(word).strip("- ，,"))
    if act.arg == "chat":
        return revisit_else.ask_in_chat(act)
    mode, stars = _answers(act.arg)
    if len(stars) < _QUESTIONS:
        card(
            act,
            act.person.id,
            revisits.question(still_told(act.tools, act.ticket), act.arg)
            if act.arg
            else prompt(act.tools, act.ticket),
        )
        facts: dict[str, Fact] = {"number": act.ticket.number}
        return Notice("revisit.next", facts) if act.arg else Notice("revisit.way", facts)
    if mode == "visit":
        return revisit_else.ask_signature(act, *stars)
    finish(act, attempt(act, mode, "done", stars))
    return Notice("done.revisit", {"number": act.ticket.number})


def _answers(arg: str) -> tuple[str, tuple[int, ...]]:
    """The mode and the stars so far; raises Refused for anything else."""
    mode, *stars = arg.split("-") if arg else [MODES[0]]
    known = mode in MODES and mode != "chat"  # what is asked in their chat, they answer there
    if not known or any(star not in tuple("12345") for star in stars) or len(stars) > _QUESTIONS:
        raise Refused("stars")
    return mode, tuple(int(star) for star in stars)
