"""Message text as Telegram reads it: cleaned, HTML taken apart into entities, lengths checked."""

import json
import re

from tests.fakes.telegram.errors import ApiError, bad_request
from tests.fakes.telegram.model import Json
from tests.fakes.telegram.params import Params

TEXT_LIMIT = 4096  # code points, after entities are parsed
CAPTION_LIMIT = 1024
_SOURCE_LIMIT = 1 << 15  # bytes, before parsing
_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_START = re.compile(r"""<([^\s>]*)((?:\s+[^\s=>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>""")
_SPECIAL = re.compile("[<&]")
_TAG_NAME = re.compile(r"<([^\s>]*)")
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"""([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))""")
_DROPPED = dict.fromkeys([0x0D, *range(0x2028, 0x202F)])  # carriage return, separators, bidi overrides
_BLANKED = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], " ")


def utf16(text: str) -> int:
    """A length in UTF-16 units, Telegram's measure of entity offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_text(params: Params) -> Json:
    """The `text` of a message and its entities."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    return _formatted(params.values, params.text("text"), "text", TEXT_LIMIT, "message is too long")


def read_caption(values: Json) -> Json:
    """The `caption` of a photo or document; nothing where there is none."""
    source = str(values.get("caption") or "")
    too_long = "message caption is too long"
    return _formatted(values, source, "caption", CAPTION_LIMIT, too_long) if source.strip() else {}


def _formatted(values: Json, source: str, name: str, limit: int, too_long: str) -> Json:
    if len(source.encode("utf-8", "surrogatepass")) > _SOURCE_LIMIT:
        raise bad_request("text is too long")
    text, entities = _parsed(source, values, f"{name}_entities" if name == "caption" else "entities")
    text, entities = _trimmed(text.translate(_DROPPED).translate(_BLANKED), entities)
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > limit:
        raise bad_request(too_long)
    key = "caption_entities" if name == "caption" else "entities"
    return {name: text} | ({key: entities[:100]} if entities else {})


def _parsed(source: str, values: Json, entities_name: str) -> tuple[str, list[Json]]:
    mode = str(values.get("parse_mode") or "").lower()
    if mode == "html":
        return parse_html(source)
    if mode in {"markdown", "markdownv2"}:
        raise bad_request(f"this fake does not read {mode}")
    if mode not in {"", "none"}:
        raise bad_request("unsupported parse_mode")
    given = values.get(entities_name) or []
    return source, json.loads(given) if isinstance(given, str) else given


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram strips white space at both ends and shifts the entities with it."""
    left = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    end = utf16(text)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - left)
        length = min(end, entity["offset"] + entity["length"] - left) - start
        if length > 0:
            moved.append({**entity, "offset": start, "length": length})
    return text, sorted(moved, key=lambda entity: (entity["offset"], -entity["length"]))


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities of Telegram's HTML; raises its "can't parse entities" with the byte offset."""
    reader = _HtmlReader(source)
    while reader.at < len(source):
        reader.step()
    return reader.end()


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.entities: list[Json] = []
        self.open: list[tuple[str, Json]] = []

    def step(self) -> None:
        sign = self.source[self.at]
        if self.source.startswith("</", self.at):
            self._end_tag()
        elif sign == "<":
            self._start_tag()
        elif sign == "&":
            self._entity()
        else:
            stop = _SPECIAL.search(self.source, self.at)
            end = stop.start() if stop else len(self.source)
            self.text += self.source[self.at : end]
            self.at = end

    def end(self) -> tuple[str, list[Json]]:
        if self.open:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return self.text, self.entities

    def _here(self) -> str:
        return f"at byte offset {len(self.source[: self.at].encode())}"

    def _entity(self) -> None:
        found = _ENTITY.match(self.source, self.at)
        if found is None:
            self.text += "&"
            self.at += 1
            return
        code = int(found[2]) if found[2] else int(found[3], 16) if found[3] else 0
        known = found[1] or 0 < code < 0x110000
        self.text += (_NAMED[found[1]] if found[1] else chr(code)) if known else found[0]
        self.at = found.end()

    def _start_tag(self) -> None:
        name = _TAG_NAME.match(self.source, self.at)
        tag = name[1].lower() if name else ""
        if name is not None and name.end() == len(self.source):
            raise _unparsed(f"Unclosed start tag {self._here()}")
        if tag not in _TAGS:
            raise _unparsed(f'Unsupported start tag "{tag}" {self._here()}')
        found = _START.match(self.source, self.at)
        if found is None:
            raise _unparsed(f'Unclosed start tag "{tag}" {self._here()}')
        attributes = {hit[0].lower(): hit[1] or hit[2] or hit[3] for hit in _ATTRIBUTE.findall(found[2])}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsed(f'Tag "span" must have class "tg-spoiler" {self._here()}')
        self.open.append((tag, {"type": _TAGS[tag], "offset": utf16(self.text)} | _extra(tag, attributes)))
        self.at = found.end()

    def _end_tag(self) -> None:
        if not self.open:
            raise _unparsed(f"Unexpected end tag {self._here()}")
        found = _END.match(self.source, self.at)
        if found is None:
            raise _unparsed(f"Unclosed end tag {self._here()}")
        tag, entity = self.open.pop()
        if found[1].lower() not in {"", tag}:
            raise _unparsed(
                f'Unmatched end tag {self._here()}, expected "</{tag}>", found "</{found[1].lower()}>"'
            )
        length = utf16(self.text) - entity["offset"]
        if length and (tag != "a" or "url" in entity or "user" in entity):
            self.entities.append(entity | {"length": length})
        self.at = found.end()


def _extra(tag: str, attributes: dict[str, str]) -> Json:
    if tag == "a":
        return _link(attributes.get("href", ""))
    if tag == "tg-emoji":
        return {"custom_emoji_id": attributes.get("emoji-id", "")}
    return {}


def _link(href: str) -> Json:
    user = re.fullmatch(r"tg://user\?id=(\d+)", href)
    if user:
        return {"type": "text_mention", "user": {"id": int(user[1]), "is_bot": False, "first_name": "?"}}
    return {"url": href} if href else {}


def _unparsed(words: str) -> ApiError:
    return bad_request(f"can't parse entities: {words}")
