"""Files that a 智能机器人 puts into WeCom's store over its long connection, in parts (path 101463)."""

import base64
import hashlib
from dataclasses import dataclass, field
from secrets import token_hex

from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.files import is_picture
from tests.fakes.wecom.model import Json

UPLOADS = frozenset({f"aibot_upload_media_{step}" for step in ("init", "chunk", "finish")})
_PART, _PARTS, _IMAGE = 512 * 1024, 100, 2 * 1024 * 1024  # bytes, parts, bytes of a picture


@dataclass(kw_only=True)
class Uploads:
    """What was begun, and what is whole."""

    _begun: dict[str, tuple[Json, dict[int, bytes]]] = field(default_factory=dict)
    _media: dict[str, bytes] = field(default_factory=dict)

    def take(self, cmd: str, body: Json) -> Json:
        """One command; returns the ack's body."""
        if cmd.endswith("init"):
            if not 0 < body["total_chunks"] <= _PARTS or not 5 < body["total_size"] <= _IMAGE:
                raise ApiError(40006)
            upload = token_hex(8)
            self._begun[upload] = (body, {})
            return {"upload_id": upload}
        wanted, parts = self._begun[body["upload_id"]]
        if cmd.endswith("chunk"):
            part = base64.b64decode(body["base64_data"], validate=True)
            if len(part) > _PART or not 0 <= body["chunk_index"] < wanted["total_chunks"]:
                raise ApiError(40006)
            parts[body["chunk_index"]] = part
            return {}
        return {"type": wanted["type"], "media_id": self._finished(wanted, parts), "created_at": 1}

    def _finished(self, wanted: Json, parts: dict[int, bytes]) -> str:
        content = b"".join(parts[at] for at in sorted(parts))
        digest = hashlib.md5(content).hexdigest()  # noqa: S324  # WeCom's choice
        if (len(parts), len(content), digest) != tuple(
            wanted[name] for name in ("total_chunks", "total_size", "md5")
        ):
            raise ApiError(40058, "the parts are not the file")
        if not is_picture(content):
            raise ApiError(40004)
        media = token_hex(8)
        self._media[media] = content
        return media

    def whole(self, media: str) -> bytes:
        if media not in self._media:
            raise ApiError(40007)
        return self._media[media]
