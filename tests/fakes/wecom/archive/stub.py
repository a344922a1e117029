"""The same stand-in as stub.c behind true C function pointers made by ctypes: where there is no compiler."""

import ctypes
import threading
from collections.abc import Callable
from ctypes import c_char_p, c_int, c_uint, c_ulonglong, c_void_p
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.fakes.serving import PATIENCE

_PIECE = 512 * 1024


class Stub:
    """One library; what it has given out is kept until it is given back, and counted.

    Like the vendor's it is for one thread at a time: whoever comes in while another is there is a clash.
    `hold` keeps the next calls for messages waiting until `release`.
    """

    def __init__(self) -> None:
        self._folder = Path()
        self._held: dict[int, dict[str, Any]] = {}
        self._turn, self._free_to_go, self.inside = threading.Lock(), threading.Event(), threading.Event()
        self._free_to_go.set()
        self.clashes: list[str] = []
        self._next = 0x7F00_0000_0000  # a pointer that does not fit into 32 bits
        self.functions = SimpleNamespace(**self._made())

    @property
    def held(self) -> int:
        """What was given out and has not come back."""
        return len(self._held)

    def hold(self) -> None:
        """WeCom is slow to answer."""
        self._free_to_go.clear()

    def release(self) -> None:
        """WeCom has answered."""
        self._free_to_go.set()

    def _alone(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any) -> Any:
            if not self._turn.acquire(blocking=False):
                self.clashes.append(name)
                return 0
            try:
                return function(*given)
            finally:
                self._turn.release()

        return called

    def _made(self) -> dict[str, Any]:
        shapes: dict[str, tuple[Any, tuple[Any, ...], Callable[..., Any]]] = {
            "NewSdk": (c_void_p, (), self._new),
            "Init": (c_int, (c_void_p, c_char_p, c_char_p), self._init),
            "DestroySdk": (None, (c_void_p,), self._free),
            "GetChatData": (
                c_int,
                (c_void_p, c_ulonglong, c_uint, c_char_p, c_char_p, c_int, c_void_p),
                self._chat_data,
            ),
            "DecryptData": (c_int, (c_char_p, c_char_p, c_void_p), self._decrypt),
            "GetMediaData": (
                c_int,
                (c_void_p, c_char_p, c_char_p, c_char_p, c_char_p, c_int, c_void_p),
                self._media,
            ),
            "NewSlice": (c_void_p, (), self._new),
            "FreeSlice": (None, (c_void_p,), self._free),
            "GetContentFromSlice": (c_void_p, (c_void_p,), lambda one: self._address(one, "buf")),
            "GetSliceLen": (c_int, (c_void_p,), lambda one: len(self._held[one]["buf"]) - 1),
            "NewMediaData": (c_void_p, (), self._new),
            "FreeMediaData": (None, (c_void_p,), self._free),
            "GetOutIndexBuf": (c_void_p, (c_void_p,), lambda one: self._address(one, "index")),
            "GetIndexLen": (c_int, (c_void_p,), lambda one: len(self._held[one]["index"]) - 1),
            "GetData": (c_void_p, (c_void_p,), lambda one: self._address(one, "data")),
            "GetDataLen": (c_int, (c_void_p,), lambda one: len(self._held[one]["data"]) - 1),
            "IsMediaDataFinish": (c_int, (c_void_p,), lambda one: self._held[one]["finish"]),
        }
        return {
            name: ctypes.CFUNCTYPE(result, *taken)(self._alone(name, function))
            for name, (result, taken, function) in shapes.items()
        }

    def _new(self) -> int:
        self._next += 64
        self._held[self._next] = {}
        return self._next

    def _free(self, one: int) -> None:
        del self._held[one]

    def _address(self, one: int, name: str) -> int:
        return ctypes.addressof(self._held[one][name])

    def _init(self, _sdk: int, corp_id: bytes, secret: bytes) -> int:
        self._folder = Path(secret.decode())
        return 0 if corp_id else 10000

    def _chat_data(self, _sdk: int, seq: int, limit: int, *rest: Any) -> int:
        self.inside.set()
        self._free_to_go.wait(PATIENCE)
        path = self._folder / f"after-{seq}.json"
        if not 0 < limit <= 1000:
            return 10000
        if not path.exists():
            return 10001
        self._held[rest[-1]]["buf"] = ctypes.create_string_buffer(path.read_bytes())
        return 0

    def _decrypt(self, key: bytes, sealed: bytes, piece: int) -> int:
        found, colon, text = sealed.partition(b":")
        if found != key or not colon:
            return 10008
        self._held[piece]["buf"] = ctypes.create_string_buffer(text)
        return 0

    def _media(self, _sdk: int, index: bytes, name: bytes, *rest: Any) -> int:
        path = self._folder / name.decode()
        if not path.exists():
            return 10010
        content, at = path.read_bytes(), int(index or 0)
        piece = content[at : at + _PIECE]
        self._held[rest[-1]] |= {
            "data": ctypes.create_string_buffer(piece),
            "index": ctypes.create_string_buffer(str(at + len(piece)).encode()),
            "finish": int(at + len(piece) >= len(content)),
        }
        return 0
