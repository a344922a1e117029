"""A notice in words, shaped to what its platform can: how long it may be, how a choice is made there.

Where there are buttons they stand; what finds none is a numbered line, whose number or words are
typed. Where nothing comes back, nothing is offered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.platforms.base import Abilities, Message, Shown
from bot.platforms.measuring import beginning
from bot.texts.render import Rendered, Texts
from desk.notices import Fact, Notice
from handlers.naming import name
from storage.letters import Letter

_LINES = 20  # numbered lines of one message; house
_ENTRY = re.compile(r"^[^\w\n]{0,4}#\d", re.MULTILINE)  # an entry of a list
_UTC = ZoneInfo("UTC")

Choices = tuple[tuple[str, str], ...]
"""(key, label), in order."""


@dataclass(frozen=True, kw_only=True)
class Shaped:
    """What is sent, and what may be typed to choose; nothing where buttons are enough."""

    text: str
    buttons: tuple[tuple[Shown, ...], ...]
    choices: Choices = ()
    link: str = ""  # where the buttons stand instead


def shaped(
    rendered: Rendered, able: Abilities, texts: Texts, language: str, whom: str = "", *, link: str = ""
) -> Shaped:
    """The words and buttons as the platform takes them; `whom` stands before the text there.

    Where there are no buttons the page at `link` has them, if the platform shows links; the words of a
    button may be typed all the same.
    """
    flat: Choices = tuple(button for row in rendered.buttons for button in row) if able.hears else ()
    if not (able.links and not able.buttons):
        link = ""
    if link:
        able = replace(able, buttons=len(flat), labels=True)
    tapped, typed = flat[: able.buttons], flat[able.buttons :][:_LINES]
    menu = _menu(typed, len(tapped), texts, language)
    room = able.text - able.measure(f"{whom} " if whom else "") - able.measure(menu)
    text = _cut(rendered.text, room, able, texts, language) + menu
    kept = {key for key, _ in tapped}
    rows = tuple(
        tuple(Shown(key=key, label=label) for key, label in row if key in kept) for row in rendered.buttons
    )
    return Shaped(
        text=text,
        buttons=() if link else tuple(row for row in rows if row),
        link=link,
        choices=(*tapped, *typed) if typed or (able.labels and tapped) else (),
    )


def message(
    letter: Letter,
    said: Shaped,
    photos: Sequence[bytes],
    whom: str | None,
    *,
    tried: bool,
    plain: bool = False,
) -> Message:
    """The letter as a platform sends it."""
    return Message(
        text=said.text,
        buttons=said.buttons,
        mention=(letter.mention, whom or "") if letter.mention else None,
        photos=tuple(photos),
        reply_to=letter.reply_to,
        name=name(letter),
        tried=tried or letter.attempts > 0,
        listing=isinstance(letter.notice.facts.get("lines"), (list, tuple)),
        plain=plain,
        link=said.link,
    )


def _menu(typed: Choices, before: int, texts: Texts, language: str) -> str:
    if not typed:
        return ""
    lines: list[Fact] = [f"{number} {label}" for number, (_, label) in enumerate(typed, start=before + 1)]
    return "\n" + texts.render(Notice("form.typed", {"lines": lines}), language, _UTC).text


def _cut(text: str, room: int, able: Abilities, texts: Texts, language: str) -> str:
    """The text, or its beginning with what is left out: entries of a list, else characters."""
    if able.measure(text) <= room:
        return text
    longest = max(able.measure(_left(texts, language, count, len(text))) for count in (0, len(text)))
    kept = beginning(text, room - longest, able.measure)
    rest = text[len(kept) :]
    return kept + _left(texts, language, len(_ENTRY.findall(rest)), len(rest))


def _left(texts: Texts, language: str, entries: int, letters: int) -> str:
    facts: dict[str, Fact] = {"count": entries or letters}
    key = "form.entries_left" if entries else "form.letters_left"
    return "\n" + texts.render(Notice(key, facts), language, _UTC).text
