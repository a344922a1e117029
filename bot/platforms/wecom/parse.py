"""From the app's callbacks to the desk's Incoming: pure, one for one (messages: path 90239, events: 90240).

Every chat is a member's private one: members' group talk never reaches an app (path 90235).
"""

import hashlib
import json
from collections.abc import Callable, Mapping

from bot.platforms.characters import storable
from bot.platforms.wecom.cards import task_of
from bot.platforms.wecom.xml import Tree
from handlers.incoming import Incoming, Kind, Sender

NAME = "wecom"

_ACCOUNT = 64  # characters; WeCom's userids have at most as many bytes
_WORDLESS = frozenset({"voice", "video", "link"})
_NO_MESSAGE_ID = ("CreateTime", "Event", "EventKey", "TaskId", "ResponseCode", "ChangeType", "UserID")
_PRESENT = {"subscribe": True, "enter_agent": True, "unsubscribe": False}
_GONE = ("2", "5")  # disabled, has left
_TAPS = frozenset({"template_card_event", "template_card_menu_event"})


def read(message: Tree) -> Incoming:
    """The callback; one that cannot be understood as Kind.BROKEN with its raw form. Never raises."""
    try:
        return _READERS.get(_text(message, "MsgType"), _other)(message)
    except ValueError as error:
        raw = json.dumps(message, ensure_ascii=True)
        return Incoming(platform=NAME, update=_digest(raw), kind=Kind.BROKEN, text=str(error), raw=raw)


def _text(message: Tree, name: str, *, required: bool = False) -> str:
    """A field's words; raises ValueError where it is no text, or missing."""
    value = message.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name} occurs more than once or has parts")  # noqa: TRY004  # a wrong shape, not a wrong call
    if required and not value.strip():
        raise ValueError(f"{name} is missing")
    return storable(value)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _update(message: Tree) -> str:
    """MsgId and sender; of an event, which has none, everything by which two of them differ (path 90238)."""
    who = _text(message, "FromUserName")
    number = _text(message, "MsgId")
    if number:
        return _digest(f"{number} {who}")
    return _digest(json.dumps([who, *(str(message.get(name, "")) for name in _NO_MESSAGE_ID)]))


def _member(message: Tree, field: str = "FromUserName") -> str:
    account = _text(message, field, required=True)
    if len(account) > _ACCOUNT:
        raise ValueError(f"{field} is too long")
    return account


def _incoming(tree: Tree, kind: Kind, account: str, **more: object) -> Incoming:
    fixed = Incoming(
        platform=NAME,
        update=_update(tree),
        kind=kind,
        chat=account,
        private=True,
        sender=Sender(account=account),
    )
    return Incoming(**{**vars(fixed), **more})


def _other(message: Tree) -> Incoming:
    return Incoming(platform=NAME, update=_update(message), kind=Kind.OTHER)


def _words(message: Tree) -> Incoming:
    return _written(message, text=_text(message, "Content"))


def _photo(message: Tree) -> Incoming:
    return _written(message, photos=(_text(message, "MediaId", required=True),))


def _place(message: Tree) -> Incoming:
    """A location: its words, as if they had been written."""
    return _written(message, text=_text(message, "Label"))


def _wordless(message: Tree) -> Incoming:
    return _written(message)


def _written(message: Tree, **content: object) -> Incoming:
    number = _text(message, "MsgId", required=True)
    return _incoming(message, Kind.MESSAGE, _member(message), message=number, **content)


def _event(message: Tree) -> Incoming:
    event = _text(message, "Event")
    if event in _TAPS:
        return _tap(message)
    if event in _PRESENT:
        return _incoming(message, Kind.REACH, _member(message), present=_PRESENT[event])
    if event == "change_contact" and _left(message):
        return _incoming(message, Kind.LEFT, _member(message, "UserID"))
    return _other(message)


def _left(message: Tree) -> bool:
    """delete_user, or update_user to a status that is none of the company's any more (path 90970)."""
    change = _text(message, "ChangeType")
    return change == "delete_user" or (change == "update_user" and _text(message, "Status") in _GONE)


def _tap(message: Tree) -> Incoming:
    key = _text(message, "EventKey", required=True)
    task = task_of(_text(message, "TaskId", required=True))
    return _incoming(message, Kind.TAP, _member(message), message=task, button=key)


_READERS: Mapping[str, Callable[[Tree], Incoming]] = {
    "text": _words,
    "image": _photo,
    "location": _place,
    **dict.fromkeys(_WORDLESS, _wordless),
    "event": _event,
}
