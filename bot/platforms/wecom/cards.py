"""A message with buttons as button_interaction cards (path 90236): six buttons, three more behind "…".

Of a new message, buttons that find no room on the first card stand on further ones, under its title alone:
each can be tapped.
A card that is repainted stays one: what finds no room there is named on it, to be typed as a command.
"""

import secrets
from collections.abc import Iterator, Sequence

from bot.platforms.base import Message, Shown
from bot.platforms.characters import storable
from bot.platforms.measuring import beginning, clipped, one_line_of
from bot.platforms.wecom.wire import Json
from bot.platforms.wecom.wording import words

_BUTTONS, _MENU = 6, 3
ROOM = _BUTTONS + _MENU  # buttons on one card
MOST = 4 * ROOM  # of one message: more cards are a nuisance
_TITLE, _DESC, _BODY, _LABEL = 36, 44, 160, 10  # characters
_KEY = 1024  # bytes
_PART = "@"  # what stands between a task's name and a further card's number
_MORE = "⋯"
_DONE = "✓"  # on the one grey button of a card that has nothing left to tap


def new_task() -> str:
    """A task_id, unique for ever: 32 of 0-9 a-f (the charset is 0-9 A-Z a-z _ - @, ≤ 128 bytes)."""
    return secrets.token_hex(16)


def task_of(task_id: str) -> str:
    """The message that a card belongs to."""
    return task_id.partition(_PART)[0]


def tappable(message: Message) -> list[Shown]:
    """The buttons that a card can have: with a label, a key that fits and no key twice."""
    flat = (shown for row in message.buttons for shown in row)
    fitting = [one for one in flat if _label(one) and 0 < len(one.key.encode()) <= _KEY]
    return list({one.key: one for one in fitting}.values())


def fits(message: Message) -> bool:
    """Whether the first card shows all the words."""
    head, body = _parts(message)
    return len(head) <= _TITLE and len(body) <= _BODY


def cards(message: Message, task: str) -> Iterator[Json]:
    """The cards of a message that has buttons."""
    buttons = tappable(message)
    for at in range(0, len(buttons), ROOM):
        made = card(message, buttons[at : at + ROOM])
        if at:
            made.pop("sub_title_text", None)
            made["main_title"]["desc"] = _MORE
        yield made | {"task_id": f"{task}{_PART}{at // ROOM + 1}" if at else task}


def card(message: Message, buttons: Sequence[Shown]) -> Json:
    """One card, without its task_id."""
    head, body = _parts(message)
    made: Json = {
        "card_type": "button_interaction",
        "main_title": {"title": clipped(head, _TITLE) or _MORE},
        "button_list": [_button(one, at) for at, one in enumerate(buttons[:_BUTTONS])],
    }
    if body:
        made["sub_title_text"] = body if len(body) <= _BODY else f"{beginning(body, _BODY - 1, len)}…"
    if buttons[_BUTTONS:]:
        actions = [{"text": _label(one), "key": one.key} for one in buttons[_BUTTONS:]]
        made["action_menu"] = {"desc": _MORE, "action_list": actions}
    return made


def repainted(message: Message) -> Json:
    """The card as it is to stand from now on; without buttons it keeps a grey one: none is not allowed."""
    buttons = tappable(message)
    if buttons:
        made = card(message, buttons[:ROOM])
        if buttons[ROOM:]:
            made["main_title"]["desc"] = clipped(" · ".join([_MORE, *map(_label, buttons[ROOM:])]), _DESC)
        return made
    return card(message, [Shown(key="none", label=_DONE)]) | {"replace_text": _DONE}


def _parts(message: Message) -> tuple[str, str]:
    head, _, body = words(message).partition("\n")
    return one_line_of(head), body.strip()


def _button(shown: Shown, place: int) -> Json:
    return {"text": _label(shown), "style": 1 if place == 0 else 4, "key": shown.key}


def _label(shown: Shown) -> str:
    return clipped(storable(shown.label), _LABEL)
