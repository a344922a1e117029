"""Photos as WeCom takes them: JPEG or PNG, at most 10 MB, with an ASCII name (path 90253)."""

import asyncio
import io

from PIL import Image

from bot.media import NotAPhotoError, kind_of
from bot.platforms.base import Refused
from bot.platforms.wecom.client import Client

_LARGEST = 10_000_000  # bytes
_SIDE = 2560  # pixels of what had to be made smaller
_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


async def upload(client: Client, photo: bytes) -> str:
    """The photo's media_id. Raises CallFailed, or Refused for what is no picture."""
    try:
        kind, content = await asyncio.to_thread(_acceptable, photo)
    except (NotAPhotoError, OSError) as error:
        raise Refused(f"photo: {error}") from error
    return await client.upload(content, f"photo.{kind}", _TYPES[kind])


def _acceptable(photo: bytes) -> tuple[str, bytes]:
    kind = kind_of(photo)
    if kind in _TYPES and len(photo) <= _LARGEST:
        return kind, photo
    with Image.open(io.BytesIO(photo)) as picture:
        smaller = picture.convert("RGB")
        smaller.thumbnail((_SIDE, _SIDE))
        made = io.BytesIO()
        smaller.save(made, "JPEG", quality=85)
    return "jpg", made.getvalue()
