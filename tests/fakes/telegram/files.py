"""Photos and documents: uploads, file ids and download paths."""

import hashlib
import io
from dataclasses import dataclass, field

from PIL import Image, UnidentifiedImageError

from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.model import Json
from tests.fakes.telegram.params import Params

PHOTO_LIMIT = 10 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """`size` may be more than the content: a test can pretend a long video."""

    id: str
    path: str
    content: bytes
    size: int
    name: str

    def json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": f"U{self.id[-15:]}", "file_size": self.size}


@dataclass(kw_only=True)
class Files:
    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def add(self, content: bytes, kind: str, *, name: str = "file", size: int | None = None) -> StoredFile:
        """Keeps content under a new file id; the same content has the same file_unique_id."""
        mark = hashlib.sha256(content).hexdigest()[:15]
        number = len(self.by_id)
        suffix = ".jpg" if kind == "photos" else "." + name.rpartition(".")[2]
        stored = StoredFile(
            id=f"AgACAgUAAx{number:06d}-{mark}",
            path=f"{kind}/file_{number}{suffix}",
            content=content,
            size=len(content) if size is None else size,
            name=name,
        )
        self.by_id[stored.id] = self.by_path[stored.path] = stored
        return stored

    def from_call(self, params: Params, value: object, kind: str) -> StoredFile:
        """What a call names: an upload (`attach://part`), a URL or a known file_id."""
        text = str(value or "")
        part = text.removeprefix("attach://")
        if part in params.files:
            upload = params.files[part]
            return self._uploaded(upload.content, upload.name, kind)
        if text.startswith(("http://", "https://")):
            return self.add(text.encode(), kind, name=text.rpartition("/")[2])
        if text not in self.by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self.by_id[text]

    def _uploaded(self, content: bytes, name: str, kind: str) -> StoredFile:
        size = len(content)
        if not content:
            raise bad_request("file must be non-empty")
        if kind == "photos" and size > PHOTO_LIMIT:
            raise bad_request(
                f"file of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes"
            )
        if kind == "photos" and _dimensions(content) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        return self.add(content, kind, name=name)


def _dimensions(content: bytes) -> tuple[int, int] | None:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return image.size
    except (UnidentifiedImageError, OSError):
        return None


def photo_sizes(stored: StoredFile) -> list[Json]:
    """The PhotoSize list of a message: here one size, the original."""
    width, height = _dimensions(stored.content) or (1280, 960)
    return [stored.json() | {"width": width, "height": height}]


def document(stored: StoredFile) -> Json:
    return stored.json() | {"file_name": stored.name}
