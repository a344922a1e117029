"""Pictures that a 智能机器人 is shown: at an address for five minutes, enciphered (path 100719)."""

import base64
import binascii

import httpx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.platforms.base import Refused, Unreachable
from bot.platforms.wecom.aibot_parse import REF
from bot.platforms.wecom.wire import Timing

_LARGEST = 20 * 1024 * 1024  # bytes
_BLOCK = 32


async def fetch(ref: str, own_key: str, timing: Timing) -> bytes:
    """The picture; its key is the message's, else the bot's. Raises Unreachable; Refused: it is gone."""
    address, _, key = ref.partition(REF)
    content = bytearray()
    try:
        async with (
            httpx.AsyncClient(timeout=timing.transfer, trust_env=not address.startswith("http://")) as http,
            http.stream("GET", address) as answer,
        ):
            if httpx.codes.is_server_error(answer.status_code):
                raise Unreachable(f"a picture of the aibot: HTTP {answer.status_code}")
            if answer.status_code != httpx.codes.OK:
                raise Refused(f"a picture of the aibot: HTTP {answer.status_code}")
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > _LARGEST:
                    raise Refused("a picture of the aibot is over 20 MB")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unreachable(f"a picture of the aibot: {type(error).__name__}") from None
    return deciphered(bytes(content), key or own_key)


def deciphered(content: bytes, key: str) -> bytes:
    """AES-256-CBC, its beginning the key's first 16 bytes, padded to 32 (PKCS7). Raises Refused."""
    try:
        raw = base64.b64decode(key + "=" * (-len(key) % 4))
        worker = Cipher(algorithms.AES(raw), modes.CBC(raw[:16])).decryptor()
        padded = worker.update(content) + worker.finalize()
    except (ValueError, binascii.Error) as error:
        raise Refused(f"a picture of the aibot cannot be read: {type(error).__name__}") from None
    pad = padded[-1] if padded else 0
    if not 1 <= pad <= _BLOCK or padded[-pad:] != bytes([pad]) * pad:
        raise Refused("a picture of the aibot cannot be read: its padding")
    return padded[:-pad]
