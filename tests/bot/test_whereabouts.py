"""Where a photo was taken stays with who took it."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.whereabouts import hidden

GPS, TURNED = 0x8825, 0x0112


def taken(order: str = ">") -> bytes:
    exif = Image.Exif()
    exif.endian = order
    exif[TURNED] = 6
    exif[GPS] = {1: "N", 2: (31.0, 14.0, 3.25), 3: "E", 4: (121.0, 28.0, 9.5)}
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def read(photo: bytes) -> tuple[object, dict[int, object], bytes]:
    with Image.open(io.BytesIO(photo)) as picture:
        exif = picture.getexif()
        return exif.get(TURNED), dict(exif.get_ifd(GPS)), picture.tobytes()


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_keeps_all_but_its_coordinates(order: str) -> None:
    photo = taken(order)
    degrees = struct.pack(f"{order}II", 121, 1)
    before, after = read(photo), read(hidden(photo))
    assert (len(before[1]), degrees in photo) == (4, True)
    assert (after, degrees in hidden(photo)) == ((6, {}, before[2]), False)


@given(st.binary(max_size=200), st.integers(0, 150))
def test_whatever_it_is_comes_back_whole(noise: bytes, at: int) -> None:
    """No bytes raise, and what is no JPEG is untouched."""
    spoilt = taken()[:at] + noise + taken()[at:]
    assert len(hidden(spoilt)) == len(spoilt)
    assert hidden(noise) == noise or noise.startswith(b"\xff\xd8")
