"""Temporary media (临时素材): uploads checked by kind and size, kept three days."""

import io
import secrets
from dataclasses import dataclass, field

from PIL import Image, UnidentifiedImageError

from tests.fakes.telegram.params import Upload
from tests.fakes.wecom.errors import ApiError
from tests.fakes.wecom.limits import DAY

LIFETIME = 3 * DAY
_MB = 1024 * 1024
LIMITS = {"image": 10 * _MB, "voice": 2 * _MB, "video": 10 * _MB, "file": 20 * _MB}


@dataclass(frozen=True, kw_only=True)
class Media:
    """`owner` is "" for the corp's media, or the key of the robot that alone may use it."""

    id: str
    kind: str
    name: str
    content: bytes
    born: float
    owner: str = ""

    @property
    def type(self) -> str:
        return {"image": "image/jpeg", "voice": "audio/amr", "video": "video/mp4"}.get(
            self.kind, "application/octet-stream"
        )


@dataclass(kw_only=True)
class Store:
    by_id: dict[str, Media] = field(default_factory=dict)

    def add(self, kind: str, content: bytes, name: str, *, now: float, owner: str = "") -> Media:
        media_id = f"3{secrets.token_urlsafe(24)}"
        media = Media(id=media_id, kind=kind, name=name, content=content, born=now, owner=owner)
        self.by_id[media_id] = media
        return media

    def get(self, media_id: object, *, now: float, kind: str | None = None, owner: str = "") -> Media:
        """What a call names; 41006 where it names nothing, 40007 where unknown, too old, wrong or foreign."""
        if not media_id:
            raise ApiError(41006)
        media = self.by_id.get(str(media_id))
        if media is None or media.born + LIFETIME < now:
            raise ApiError(40007)
        if media.owner != owner or (kind is not None and media.kind != kind):
            raise ApiError(40007)
        return media


def check_upload(kind: str, upload: Upload | None, limits: dict[str, int]) -> Upload:
    """The upload, if WeCom takes it: known kind, more than 5 bytes, not too large, a true JPG or PNG."""
    if kind not in limits:
        raise ApiError(40005, kind)
    if upload is None:
        raise ApiError(41006, "no multipart field media")
    if not 5 < len(upload.content) <= limits[kind]:
        raise ApiError(40006)
    if kind == "image" and not is_picture(upload.content):
        raise ApiError(40004)
    if kind == "voice" and not upload.content.startswith(b"#!AMR"):
        raise ApiError(40004)
    return upload


def is_picture(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return image.format in {"JPEG", "PNG"}
    except (UnidentifiedImageError, OSError):
        return False
