"""Where a photo was taken does not go along with it: EXIF's GPS part is emptied, nothing else changes.

A JPEG's EXIF is a TIFF header in its APP1 segment; tag 0x8825 of the first directory leads to the GPS
directory (CIPA DC-008, 4.6). How the picture is turned, when and by what it was taken stay:
they are evidence.
"""

import contextlib
import struct
from collections.abc import Iterator

_GPS = 0x8825
_APP1, _SCAN = 0xE1, 0xDA
_EXIF = b"Exif\0\0"
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}  # bytes, by type
_ENTRY = 12


def hidden(photo: bytes) -> bytes:
    """The same photo without its coordinates; what is no JPEG, or has none, as it is."""
    if not photo.startswith(b"\xff\xd8"):
        return photo
    changed = bytearray(photo)
    for begins, ends in _headers(photo):
        tiff = changed[begins:ends]
        with contextlib.suppress(struct.error):  # what goes on beyond the end, nobody can read
            _emptied(tiff)
        changed[begins:ends] = tiff
    return bytes(changed)


def _headers(photo: bytes) -> Iterator[tuple[int, int]]:
    """Where each EXIF's TIFF header begins and ends."""
    at = 2
    while at + 4 <= len(photo) and photo[at] == 0xFF and photo[at + 1] != _SCAN:  # noqa: PLR2004  # a marker
        ends = at + 2 + int.from_bytes(photo[at + 2 : at + 4])
        begins = at + 4 + len(_EXIF)
        if photo[at + 1] == _APP1 and photo[at + 4 : begins] == _EXIF:
            yield begins, min(ends, len(photo))
        at = ends


def _emptied(tiff: bytearray) -> None:
    order = "<" if tiff[:2] == b"II" else ">"
    for entry in _entries(tiff, order, *struct.unpack_from(f"{order}I", tiff, 4)):
        tag, _, _, gps = struct.unpack_from(f"{order}HHII", tiff, entry)
        if tag == _GPS:
            for inner in _entries(tiff, order, gps):
                _, kind, count, value = struct.unpack_from(f"{order}HHII", tiff, inner)
                size = _SIZES.get(kind, 0) * count
                if size > 4 and value + size <= len(tiff):  # noqa: PLR2004  # else it stands in the entry
                    tiff[value : value + size] = bytes(size)
                tiff[inner : inner + _ENTRY] = bytes(_ENTRY)
            struct.pack_into(f"{order}H", tiff, gps, 0)


def _entries(tiff: bytearray, order: str, directory: int) -> list[int]:
    (count,) = struct.unpack_from(f"{order}H", tiff, directory)
    return [directory + 2 + _ENTRY * n for n in range(count)]
