"""Hands and eyes for the browser chat's page: what a test does to it and where it looks."""

import struct
import zlib
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, ViewportSize

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 60_000  # milliseconds; that the machine is busy is no fault of the page
LIFT = "3栋2单元的电梯又坏了，门关不上，老人都下不了楼"

OpenPage = Callable[..., Page]


def pane(page: Page, room: str) -> Locator:
    return page.locator(f".pane[data-room='{room}']")


def say(page: Page, room: str, text: str) -> None:
    box = pane(page, room).locator("textarea")
    box.fill(text)
    box.press("Enter")


def messages(page: Page, room: str) -> Locator:
    return pane(page, room).locator(".message")


def speak_as(page: Page, room: str, person: str) -> None:
    pane(page, room).locator("select").select_option(person)


def png(size: int = 0) -> bytes:
    """A 1×1 PNG, padded by a private chunk to at least `size` bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\x2f\x8a\x67")
    parts = [
        chunk(b"IHDR", header),
        chunk(b"prVt", b"\0" * size),
        chunk(b"IDAT", pixels),
        chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def photo(name: str = "lift.png") -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": png()}


def drop_or_paste(box: Locator, event: str) -> None:
    """Hands a picture to the page as the clipboard or a drag would."""
    script = """(node, [event, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'shot.png', { type: 'image/png' }));
      const init = { bubbles: true, cancelable: true };
      node.dispatchEvent(event === 'paste' ? new ClipboardEvent(event, { ...init, clipboardData: data })
                                           : new DragEvent(event, { ...init, dataTransfer: data }));
    }"""
    box.evaluate(script, [event, list(png())])
