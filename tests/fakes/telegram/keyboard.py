"""Reply markup: what Telegram accepts as a keyboard."""

import json
from typing import Any

from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.model import Json
from tests.fakes.telegram.params import Params

DATA_LIMIT = 64  # bytes of callback_data
ROW_LIMIT = 8  # buttons; documented by clients, Telegram itself does not say how it refuses a ninth
BUTTON_LIMIT = 100
MARKUP_LIMIT = 10_000  # bytes of the whole keyboard, seen live
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
)


def read_markup(params: Params) -> Json | None:
    """The inline keyboard, or another markup unchanged; None where there is none or it is empty."""
    markup = params.parsed("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return markup
    kept = [[_checked(button) for button in row] for row in _rows(rows) if row]
    if _too_long(kept):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def inline_only(markup: Json | None) -> Json | None:
    """What stays visible on the message itself: other keyboards belong to the input field."""
    return markup if markup and "inline_keyboard" in markup else None


def _too_long(rows: list[list[Json]]) -> bool:
    size = len(json.dumps(rows, ensure_ascii=False).encode())
    longest = max((len(row) for row in rows), default=0)
    return sum(map(len, rows)) > BUTTON_LIMIT or longest > ROW_LIMIT or size > MARKUP_LIMIT


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return rows


def _checked(button: Any) -> Json:
    broken = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(broken + "InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(broken + 'Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if button.get("callback_data") == "":
        raise bad_request("BUTTON_DATA_INVALID")
    if not any(name in button for name in _ACTIONS):
        raise bad_request(broken + "Text buttons are unallowed in the inline keyboard")
    if len(str(button.get("callback_data", "")).encode()) > DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return button
