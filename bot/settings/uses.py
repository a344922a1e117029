"""What [wecom.use] insists on has to be configured: which keys that takes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Keys = tuple[str, ...]

_SENDS = ("corp_id", "agent_id", "secret")
_APP = (*_SENDS, "token", "aes_key")  # cards need a callback (43012)
_OWN = ("secret", "token", "aes_key")  # 微信客服's are the app's unless it has its own (path 94638)


def lacking(wecom: object, use: object) -> Iterator[tuple[str, Keys]]:
    """(what is "on" in `use`, the key that it lacks), for each; both as they were written, right or wrong."""
    written = wecom if isinstance(wecom, dict) else {}
    for name, needs in _NEEDS.items():
        if isinstance(use, dict) and use.get(name) == "on":
            yield from ((name, path) for path in needs(written))


def _app(wecom: Mapping[str, Any]) -> list[Keys]:
    return [(name,) for name in _APP if name not in wecom]


def _sends(wecom: Mapping[str, Any]) -> list[Keys]:
    return [(name,) for name in _SENDS if name not in wecom]


def _kf(wecom: Mapping[str, Any]) -> list[Keys]:
    own = _section(wecom, "kf")
    missing: list[Keys] = [] if "corp_id" in wecom else [("corp_id",)]
    missing += [("kf", name) for name in _OWN if name not in own and name not in wecom]
    return [*missing, *([] if own.get("open_kfids") else [("kf", "open_kfids")])]


def _webhook(wecom: Mapping[str, Any]) -> list[Keys]:
    return [] if _section(wecom, "webhook").get("keys") else [("webhook", "keys")]


def _aibot(wecom: Mapping[str, Any]) -> list[Keys]:
    """Either pair; where there is none, the long connection's is asked for: it needs no public address."""
    own = _section(wecom, "aibot")
    pairs = (("bot_id", "bot_secret"), ("token", "aes_key"))
    if any(all(name in own for name in pair) for pair in pairs):
        return []
    begun = next((pair for pair in pairs if any(name in own for name in pair)), pairs[0])
    return [("aibot", name) for name in begun if name not in own]


def _archive(wecom: Mapping[str, Any]) -> list[Keys]:
    return [*([] if "corp_id" in wecom else [("corp_id",)]), *([] if "archive" in wecom else [("archive",)])]


def _appchat(wecom: Mapping[str, Any]) -> list[Keys]:
    return [*_sends(wecom), *([] if "appchat" in wecom else [("appchat",)])]


def _section(wecom: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    own = wecom.get(name)
    return own if isinstance(own, dict) else {}


_NEEDS: Mapping[str, Callable[[Mapping[str, Any]], list[Keys]]] = {
    "buttons": _app,
    "markdown": _sends,
    "update_card": _app,
    "app": _sends,
    "kf": _kf,
    "webhook": _webhook,
    "aibot": _aibot,
    "archive": _archive,
    "appchat": _appchat,
}
