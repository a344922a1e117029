"""Photos that are made smaller for WeCom stand as they were held, and no bomb is unpacked."""

import io
import random
import zlib

import pytest
from PIL import Image

from bot.platforms.base import Refused
from bot.platforms.wecom.pictures import acceptable

ORIENTATION = 0x0112
MAKER = 0x010F


def photo(width: int, height: int, orientation: int) -> bytes:
    """Its upper left corner is red as the sensor saw it; the rest is noise, so that it is large."""
    noise = random.Random(1).randbytes(width * height * 3)  # noqa: S311  # a picture
    picture = Image.frombytes("RGB", (width, height), noise)
    picture.paste((255, 0, 0), (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Make"
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=95, exif=exif)
    return made.getvalue()


def corner(content: bytes, across: float, down: float) -> tuple[int, int, int]:
    with Image.open(io.BytesIO(content)) as picture:
        found = picture.convert("RGB").getpixel((int(picture.width * across), int(picture.height * down)))
        assert isinstance(found, tuple)
        return found[0], found[1], found[2]


@pytest.mark.parametrize(
    ("orientation", "across", "down"), [(1, 0.1, 0.1), (3, 0.9, 0.9), (6, 0.9, 0.1), (8, 0.1, 0.9)]
)
def test_a_photo_made_smaller_stands_as_it_was_held(orientation: int, across: float, down: float) -> None:
    kind, content = acceptable(photo(800, 600, orientation), 200_000)
    assert kind == "jpg"
    red, green, blue = corner(content, across, down)
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


def test_a_photo_with_odd_exif_is_sent_all_the_same() -> None:
    """A word stands where a number is to be: the maker under the tag of the compression."""
    whole = photo(800, 600, 6)
    maker, compression = b"\x01\x0f\x00\x02", b"\x01\x03\x00\x02"
    assert maker in whole
    assert acceptable(whole.replace(maker, compression, 1), 200_000)[0] == "jpg"


def test_a_picture_of_too_many_pixels_is_refused_unopened() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = (9000).to_bytes(4) + (9000).to_bytes(4) + b"\x08\x02\x00\x00\x00"
    row = zlib.compress(b"\x00" * (9000 * 3 + 1) * 9000)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", row) + chunk(b"IEND", b"")
    with pytest.raises(Refused, match="9000×9000"):
        acceptable(bomb, 1000)
