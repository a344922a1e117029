"""Contents of messages other than cards: what each kind must have, sizes in bytes."""

from typing import Any

from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.limits import at_most, at_most_chars
from tests.fakes.wecom.model import Json
from tests.fakes.wecom.world import World

MEDIA = frozenset({"image", "voice", "video", "file"})
TEXT_BYTES = 2048


def words(part: Json, name: str, most: int, *, required: bool = False, errcode: int = 40058) -> str:
    """A text of at most `most` bytes."""
    value = part.get(name) or ""
    if not isinstance(value, str):
        raise ApiError(40058, f"{name}, Warning: wrong json format")
    if required and not value:
        raise ApiError(44004 if name == "content" else 40063, name)
    return at_most(value, most, name, errcode)


def text(part: Json, most: int = TEXT_BYTES, *, kind: str = "text") -> Json:
    """A text that is refused where too long."""
    value = part.get("content") or ""
    if not isinstance(value, str) or not value:
        raise ApiError(44004)
    at_most(value, most, f"{kind}.content")
    return part


def cut_text(part: Json) -> tuple[Json, bool]:
    """An app's text, cut silently at 2048 bytes, also in the middle of a character."""
    value = part.get("content") or ""
    if not isinstance(value, str) or not value:
        raise ApiError(44004)
    raw = value.encode("utf-8", "surrogatepass")
    kept = raw[:TEXT_BYTES].decode("utf-8", "replace")
    return part | {"content": kept}, len(raw) > TEXT_BYTES


def textcard(part: Json) -> Json:
    words(part, "title", 128, required=True)
    words(part, "description", 512, required=True)
    words(part, "url", 2048, required=True)
    at_most_chars(str(part.get("btntxt") or ""), 4, "btntxt")
    return part


def news(part: Json) -> Json:
    articles: Any = part.get("articles")
    if not isinstance(articles, list) or not 1 <= len(articles) <= 8:
        raise ApiError(45008)
    for article in articles:
        words(article, "title", 128, required=True)
        words(article, "description", 512)
        words(article, "url", 2048, required=True)
    return part


def media(world: World, kind: str, part: Json, *, owner: str = "") -> Json:
    world.media.get(part.get("media_id"), now=world.now_exactly(), kind=kind, owner=owner)
    return part
