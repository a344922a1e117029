"""The vendor's native library for 会话内容存档 by ctypes (path 91774): the operator supplies it and its keys.

Its functions are declared in full: without `restype` a 64-bit pointer is cut in half and the process dies.
"""

import json
from ctypes import CDLL, c_char_p, c_int, c_uint, c_ulonglong, c_void_p, string_at
from typing import Any

from bot.platforms.wecom.wire import Json

_FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "NewSdk": (c_void_p, ()),
    "Init": (c_int, (c_void_p, c_char_p, c_char_p)),
    "DestroySdk": (None, (c_void_p,)),
    "GetChatData": (c_int, (c_void_p, c_ulonglong, c_uint, c_char_p, c_char_p, c_int, c_void_p)),
    "DecryptData": (c_int, (c_char_p, c_char_p, c_void_p)),
    "GetMediaData": (c_int, (c_void_p, c_char_p, c_char_p, c_char_p, c_char_p, c_int, c_void_p)),
    "NewSlice": (c_void_p, ()),
    "FreeSlice": (None, (c_void_p,)),
    "GetContentFromSlice": (c_void_p, (c_void_p,)),
    "GetSliceLen": (c_int, (c_void_p,)),
    "NewMediaData": (c_void_p, ()),
    "FreeMediaData": (None, (c_void_p,)),
    "GetOutIndexBuf": (c_void_p, (c_void_p,)),
    "GetIndexLen": (c_int, (c_void_p,)),
    "GetData": (c_void_p, (c_void_p,)),
    "GetDataLen": (c_int, (c_void_p,)),
    "IsMediaDataFinish": (c_int, (c_void_p,)),
}
_LIMIT = 1000
_LARGEST = 20 * 1024 * 1024  # bytes of a file
_TIMEOUT = 10  # seconds that the library may wait for WeCom
PASSING = frozenset({10001, 10002, 10003})  # network, parse, system: try again


class SdkError(Exception):
    """The library says no; `code` is its number."""

    def __init__(self, function: str, code: int) -> None:
        super().__init__(f"{function}: {code}")
        self.code = code


def load(path: str) -> Any:
    """The library with its functions declared. Raises OSError, AttributeError where it is another one."""
    return declared(CDLL(path))


def declared(library: Any) -> Any:
    """Each function with what it takes and gives."""
    for name, (result, arguments) in _FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class Sdk:
    """One corporation's archive; every call blocks, and one thread at a time may call."""

    def __init__(self, library: Any, corp_id: str, secret: str) -> None:
        self._library = library
        self._sdk = library.NewSdk()
        try:
            self._check("Init", library.Init(self._sdk, corp_id.encode(), secret.encode()))
        except SdkError:
            self.close()
            raise

    def close(self) -> None:
        """Give everything back; it may not be used after."""
        sdk, self._sdk = self._sdk, None
        if sdk:
            self._library.DestroySdk(sdk)

    def after(self, seq: int) -> list[Json]:
        """The sealed messages after that one, at most a thousand. Raises SdkError, ValueError."""
        piece = self._library.NewSlice()
        try:
            code = self._library.GetChatData(self._sdk, seq, _LIMIT, b"", b"", _TIMEOUT, piece)
            self._check("GetChatData", code)
            answer = json.loads(self._content(piece))
        finally:
            self._library.FreeSlice(piece)
        self._check("GetChatData", int(answer.get("errcode", 0)))
        return list(answer.get("chatdata") or [])

    def opened(self, key: str, sealed: str) -> Json:
        """A message by its own key. Raises SdkError, ValueError."""
        piece = self._library.NewSlice()
        try:
            self._check("DecryptData", self._library.DecryptData(key.encode(), sealed.encode(), piece))
            found = json.loads(self._content(piece))
        finally:
            self._library.FreeSlice(piece)
        if not isinstance(found, dict):
            raise ValueError("a message that is no object")  # noqa: TRY004  # from outside, not from our code
        return found

    def file(self, name: str) -> bytes:
        """A file's content, fetched in pieces. Raises SdkError; ValueError where it is over 20 MB."""
        content, index = bytearray(), b""
        while True:
            media = self._library.NewMediaData()
            try:
                code = self._library.GetMediaData(self._sdk, index, name.encode(), b"", b"", _TIMEOUT, media)
                self._check("GetMediaData", code)
                content += string_at(self._library.GetData(media), self._library.GetDataLen(media))
                if len(content) > _LARGEST:
                    raise ValueError("the file is over 20 MB")
                if self._library.IsMediaDataFinish(media):
                    return bytes(content)
                index = string_at(self._library.GetOutIndexBuf(media), self._library.GetIndexLen(media))
            finally:
                self._library.FreeMediaData(media)

    def _content(self, piece: Any) -> str:
        raw = string_at(self._library.GetContentFromSlice(piece), self._library.GetSliceLen(piece))
        return raw.decode()

    @staticmethod
    def _check(function: str, code: int) -> None:
        if code != 0:
            raise SdkError(function, code)
