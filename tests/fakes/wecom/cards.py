"""Template cards: what WeCom takes, field by field. Lengths in characters unless bytes are said."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.limits import at_most, at_most_chars
from tests.fakes.wecom.model import Json

NOTICES = frozenset({"text_notice", "news_notice"})
INTERACTIVE = frozenset({"button_interaction", "vote_interaction", "multiple_interaction"})
_TASK_ID = re.compile(r"[0-9A-Za-z_@-]{1,128}")
_KEY_BYTES, _OPTION_BYTES = 1024, 128


def check_card(card: Json, *, place: str = "app") -> None:
    """Refuses a card that breaks a rule; `place` is app, aibot or webhook. Unique task ids: `claim`."""
    kind = card.get("card_type")
    if kind not in (NOTICES if place == "webhook" else NOTICES | INTERACTIVE):
        raise ApiError(42031, str(kind))
    for check in (_check_head, _check_action_menu, _check_card_action):
        check(card)
    _check_rows(card, {0, 1, 3} if place == "aibot" else {0, 1, 2, 3})
    _check_jumps(card, {0, 1, 2, 3} if place == "aibot" else {0, 1, 2})
    if kind in _BODIES:
        _BODIES[kind](card)
    _check_task_id(card)


def calls_back(card: Json) -> bool:
    """Whether a tap on the card comes back to the bot: it then has a task_id and a response_code."""
    return card.get("card_type") in INTERACTIVE or bool(card.get("action_menu"))


def claim(card: Json, used: set[str]) -> None:
    """Takes the card's task_id for good; 42014 where it was taken before."""
    task_id = card.get("task_id")
    if not task_id:
        return
    if task_id in used:
        raise ApiError(42014, "task_id existed")
    used.add(task_id)


def _words(
    part: Any, name: str, most: int, *, errcode: int = 40058, required: bool = False, where: str = ""
) -> str:
    if not isinstance(part, dict):
        raise ApiError(errcode, f"{where} is no object")
    value = part.get(name) or ""
    if not isinstance(value, str) or (required and not value):
        raise ApiError(errcode, f"{where}.{name} missing")
    return at_most_chars(value, most, f"{where}.{name}", errcode)


def _key(part: Json, name: str, most: int, errcode: int) -> str:
    value = part.get(name)
    if not isinstance(value, str) or not value:
        raise ApiError(errcode, name)
    return at_most(value, most, name, errcode)


def _one_of(part: Json, name: str, allowed: Iterable[int], default: int) -> int:
    value = part.get(name, default)
    if not isinstance(value, int) or value not in set(allowed):
        raise ApiError(40058, f"{name} {value!r}")
    return value


def _list(card: Json, name: str, fewest: int, most: int, errcode: int) -> list[Json]:
    value = card.get(name) or []
    objects = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    if not objects or not fewest <= len(value) <= most:
        raise ApiError(errcode, f"{name} size")
    return list(value)


def _unique(keys: list[str], errcode: int) -> None:
    if len(set(keys)) < len(keys):
        raise ApiError(errcode, "key not unique")


def _check_head(card: Json) -> None:
    source, title, quote = (card.get(name) or {} for name in ("source", "main_title", "quote_area"))
    _words(source, "desc", 20, where="source")
    _one_of(source, "desc_color", range(4), 0)
    main = _words(title, "title", 36, where="main_title")
    _words(title, "desc", 44, where="main_title")
    sub = _words(card, "sub_title_text", 160, where="card")
    _one_of(quote, "type", range(3), 0)
    if not main and (card["card_type"] in INTERACTIVE or not sub):
        raise ApiError(40058, "main_title.title missing")


def _check_action_menu(card: Json) -> None:
    menu = card.get("action_menu")
    if not menu:
        return
    actions = _list(menu, "action_list", 1, 3, 40058)
    for action in actions:
        _words(action, "text", 1024, required=True, where="action_list")
    _unique([_key(action, "key", _KEY_BYTES, 42051) for action in actions], 42051)


def _check_card_action(card: Json) -> None:
    action = card.get("card_action")
    if not action:
        if card["card_type"] in NOTICES:
            raise ApiError(42045)
        return
    kind = _one_of(action, "type", (0, 1, 2), 0)
    if (kind == 0 and card["card_type"] in NOTICES) or not _led(action, kind):
        raise ApiError(42045)


def _led(part: Json, kind: int) -> bool:
    """Whether a link of this kind says where it leads: 1 a URL, 2 a mini program."""
    return kind not in {1, 2} or bool(part.get("url" if kind == 1 else "appid"))


def _check_rows(card: Json, kinds: set[int]) -> None:
    for row in _list(card, "horizontal_content_list", 0, 6, 42035):
        _words(row, "keyname", 5, errcode=42027, required=True, where="horizontal_content_list")
        _words(row, "value", 30, where="horizontal_content_list")
        kind = _one_of(row, "type", kinds, 0)
        needed = {1: ("url", 42028), 2: ("media_id", 40007), 3: ("userid", 42050)}.get(kind)
        if needed and not row.get(needed[0]):
            raise ApiError(needed[1], needed[0])


def _check_jumps(card: Json, kinds: set[int]) -> None:
    for jump in _list(card, "jump_list", 0, 3, 42042):
        _words(jump, "title", 1024, errcode=42033, required=True, where="jump_list")
        kind = _one_of(jump, "type", kinds, 0)
        if not _led(jump, kind):
            raise ApiError(42028)
        if kind == 3:
            at_most(str(jump.get("question", "")), 200, "jump_list.question")


def _check_buttons(card: Json) -> None:
    keys = []
    for button in _list(card, "button_list", 1, 6, 42038):
        _words(button, "text", 10, errcode=42038, required=True, where="button_list")
        _one_of(button, "style", range(1, 5), 1)
        if _one_of(button, "type", (0, 1), 0) == 0:
            keys.append(_key(button, "key", _KEY_BYTES, 42039))
        elif not button.get("url"):
            raise ApiError(42028, "button_list.url")
    _unique(keys, 42039)
    if card.get("button_selection"):
        _check_question(card["button_selection"], 10, 16)


def _check_question(question: Json, most: int, letters: int) -> None:
    _key(question, "question_key", _KEY_BYTES, 42043)
    options = _list(question, "option_list", 1, most, 42037)
    ids = [_key(option, "id", _OPTION_BYTES, 42040) for option in options]
    _unique(ids, 42040)
    for option in options:
        _words(option, "text", letters, errcode=42041, required=True, where="option_list")
    if question.get("selected_id", ids[0]) not in ids:
        raise ApiError(42040, "selected_id")


def _check_submit(card: Json) -> None:
    submit = card.get("submit_button") or {}
    _words(submit, "text", 10, errcode=42049, required=True, where="submit_button")
    _key(submit, "key", _KEY_BYTES, 42046)


def _check_vote(card: Json) -> None:
    checkbox = card.get("checkbox") or {}
    _check_question(checkbox, 20, 17)
    _one_of(checkbox, "mode", (0, 1), 0)
    _check_submit(card)


def _check_multiple(card: Json) -> None:
    for question in _list(card, "select_list", 1, 3, 42047):
        _check_question(question, 10, 16)
    _check_submit(card)


def _check_task_id(card: Json) -> None:
    task_id = card.get("task_id")
    if task_id is None and not calls_back(card):
        return
    if not isinstance(task_id, str) or not _TASK_ID.fullmatch(task_id):
        raise ApiError(42014)


_BODIES: dict[str, Callable[[Json], None]] = {
    "button_interaction": _check_buttons,
    "vote_interaction": _check_vote,
    "multiple_interaction": _check_multiple,
}
