"""The organisation that staff name, listed or typed, and the matter handed to it (转介: S2-69, S4-29)."""

import re
from dataclasses import replace

from desk.errors import Refused
from desk.local import Body, meant
from desk.moves import referring
from desk.notices import Notice
from handlers import choices, signing
from handlers.act import Act

_PHONE = re.compile(r"(?<![\d-])(?:\d[\d-]{3,14}\d)(?![\d-])")
_BETWEEN = " ,，:："
_NAME = 30  # characters
_WORDS = 200  # characters


def named(act: Act, arg: str) -> tuple[Body, str]:
    """The organisation, by its button's number or by name, and the words after it."""
    bodies = act.tools.book.local(act.scene.site).bodies
    if arg.isascii() and arg.isdigit() and len(arg) < len("100"):
        if int(arg) >= len(bodies):
            raise Refused("unknown_button")
        return bodies[int(arg)], ""
    known = meant(bodies, arg)
    body, words = known or _typed(arg)
    if len(body.name) > _NAME:
        raise Refused("which_body", number=act.ticket.number)
    phone = _PHONE.match(words)
    if phone is None:
        return body, words
    return replace(body, phone=phone[0]), words[phone.end() :].strip(_BETWEEN)


def listed(act: Act, body: Body) -> bool:
    """Whether the site names it so itself: with its telephone, nobody's own words."""
    return body in act.tools.book.local(act.scene.site).bodies


def _typed(arg: str) -> tuple[Body, str]:
    """An organisation that nobody listed: the first word is its name."""
    name, _, words = arg.partition(" ")
    return Body(name=name), words.strip(_BETWEEN)


def send(act: Act) -> Notice:
    """Hand it over, at once, as `act.arg` says."""
    signing.ready(act)
    body, words = named(act, act.arg)
    act.record(referring.refer(act.ticket, act.now, act.person, body, words[:_WORDS]))
    done = Notice("done.refer", {"number": act.ticket.number, "body": body.name})
    choices.settle(act, "refer", done)
    return done
