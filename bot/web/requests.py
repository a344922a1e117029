"""Bodies of the browser chat's requests, typed; whatever is wrong is said at once."""

import base64
import binascii
import re
from datetime import timedelta
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import Request

from bot.media import NotAPhotoError, kind_of
from bot.web.errors import ApiError

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_BODY = 64 * 1024 * 1024
_MOST_PHOTOS = 9
_DATA_URL = re.compile(r"data:(?:image/[a-z0-9.+-]{1,20}|application/pdf);base64,")


class Say(BaseModel):
    """A message to a room."""

    room: str
    person: str
    text: str = ""
    reply_to: str | None = None
    photos: list[str] = []


class Tap(BaseModel):
    """A tap on a button of a message."""

    room: str
    person: str
    message: str
    button: str


class Advance(BaseModel):
    """How far the clock is put forward: an ISO 8601 duration ("PT31M", "P1D")."""

    advance: str


B = TypeVar("B", bound=BaseModel)
_DURATION: TypeAdapter[timedelta] = TypeAdapter(timedelta)
_FURTHEST = timedelta(days=400)


async def body(request: Request, model: type[B]) -> B:
    """The request's JSON as `model`; raises ApiError 400 or 413."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > LARGEST_BODY:
        raise ApiError(413, "too_large", "一次发送的内容过大，请分几次发。")
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST_BODY:
            raise ApiError(413, "too_large", "一次发送的内容过大，请分几次发。")
    try:
        return model.model_validate_json(bytes(content))
    except ValidationError as error:
        wrong = "；".join(
            f"{'.'.join(str(part) for part in one['loc']) or 'body'}: {one['msg']}" for one in error.errors()
        )
        raise ApiError(400, "bad_request", wrong[:500]) from error


def photo(url: str) -> tuple[bytes, str]:
    """The content and file ending of a photo sent as a data URL; raises ApiError 400 or 413."""
    head = _DATA_URL.match(url)
    if head is None:
        raise ApiError(400, "bad_photo", "照片须是 data:image/…;base64, 的形式。")
    try:
        content = base64.b64decode(url[head.end() :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise ApiError(400, "bad_photo", "照片的 base64 不完整，请重新选择。") from error
    if len(content) > LARGEST_PHOTO:
        raise ApiError(413, "too_large", "照片超过 10 MB，请压缩后再发。")
    try:
        return content, kind_of(content)
    except NotAPhotoError as error:
        raise ApiError(400, "bad_photo", "这不是能显示的照片（支持 JPEG、PNG、WebP、GIF）。") from error


def photos(say: Say) -> list[tuple[bytes, str]]:
    """All photos of a message."""
    if len(say.photos) > _MOST_PHOTOS:
        raise ApiError(400, "too_many", f"一次最多 {_MOST_PHOTOS} 张照片。")
    return [photo(url) for url in say.photos]


def duration(text: str) -> timedelta:
    """An ISO 8601 duration that goes forward, at most 400 days; raises ApiError 400."""
    try:
        length = _DURATION.validate_python(text if text.startswith("P") else "")
    except ValidationError as error:
        raise ApiError(400, "bad_duration", "advance 须是 ISO 8601 时长，例如 PT31M 或 P1D。") from error
    if not timedelta() <= length <= _FURTHEST:
        raise ApiError(400, "bad_duration", "时钟只能向前拨，一次最多 400 天。")
    return length
