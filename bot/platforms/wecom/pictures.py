"""Photos as WeCom takes them: JPEG or PNG, at most 10 MB, with an ASCII name (path 90253)."""

import asyncio
import base64
import contextlib
import hashlib
import io
from typing import TYPE_CHECKING

from bot.platforms.base import Refused
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.wire import Json

if TYPE_CHECKING:
    from PIL import Image

_LARGEST = 10_000_000  # bytes
INLINE = 2_000_000  # bytes of what a robot is given
_PIXELS = 80_000_000  # beyond it, as for what is stored: a photo may be passed on as its platform gave it
_SIDE = 2048  # pixels of what had to be made smaller
_BEGINNINGS = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n"}
_READ = ("JPEG", "PNG", "WEBP", "GIF")
_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


async def upload(client: Client, photo: bytes) -> str:
    """The photo's media_id. Raises CallFailed, or Refused for what is no picture."""
    kind, content = await asyncio.to_thread(acceptable, photo)
    return await client.upload(content, f"photo.{kind}", _TYPES[kind])


def inline(photo: bytes) -> Json:
    """The photo within a message, as robots take it: at most 2 MB (paths 99110, 101031); Refused as below."""
    _kind, content = acceptable(photo, INLINE)
    return {"base64": base64.b64encode(content).decode(), "md5": digest(content)}


def digest(content: bytes) -> str:
    """WeCom's check of what arrives."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def acceptable(photo: bytes, largest: int = _LARGEST) -> tuple[str, bytes]:
    """(jpg or png, the picture), made smaller where it has to be. Raises Refused for what is no picture."""
    for kind, beginning in _BEGINNINGS.items():
        if photo.startswith(beginning) and len(photo) <= largest:
            return kind, photo
    try:
        return "jpg", _smaller(photo)
    except Refused:
        raise
    except Exception as error:  # whatever the picture code makes of it
        raise Refused(f"a photo that cannot be read: {type(error).__name__}") from error


def _smaller(photo: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415  # only who sends photos pays for it

    with Image.open(io.BytesIO(photo), formats=_READ) as picture:
        if picture.width * picture.height > _PIXELS:
            raise Refused(f"{picture.width}×{picture.height} pixels are too many")
        smaller = _upright(picture).convert("RGB")
        smaller.thumbnail((_SIDE, _SIDE))
        made = io.BytesIO()
        smaller.save(made, "JPEG", quality=85)
    return made.getvalue()


def _upright(picture: "Image.Image") -> "Image.Image":
    """As its EXIF says that it was held: what is made of it has none."""
    from PIL import ImageOps  # noqa: PLC0415  # as above

    with contextlib.suppress(Exception):  # odd EXIF: better turned than not sent
        return ImageOps.exif_transpose(picture)
    return picture
