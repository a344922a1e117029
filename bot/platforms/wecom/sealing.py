"""Callbacks unsealed: signature, AES, receiveid (path 90930, 90968, 91144).

The cipher, its padding and the receiveid are wechatpy's; the signature is compared here, in constant time and
before anything is decrypted (wechatpy's comparison is not constant).
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.enterprise.exceptions import InvalidCorpIdException

from bot.platforms.wecom.xml import read


class ForgedError(ValueError):
    """Not signed by WeCom, or meant for another corporation."""


class UnreadableError(ValueError):
    """Signed, but not what WeCom sends."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What the console shows under 接收消息: Token and EncodingAESKey, and the receiveid."""

    receiveid: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a callback's address bears."""

    signature: str
    timestamp: str
    nonce: str


class Seal:
    """Opens what WeCom has sealed. Raises at once where the EncodingAESKey is none."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._crypto = WeChatCrypto(keys.token, keys.aes_key, keys.receiveid)

    def open(self, sealed: str, stamp: Stamp) -> str:
        """The message inside; raises ForgedError or UnreadableError."""
        expected = signature(self._keys.token, stamp.timestamp, stamp.nonce, sealed)
        if not hmac.compare_digest(expected.encode(), stamp.signature.encode("utf-8", "replace")):
            raise ForgedError("signature")
        try:
            return str(
                self._crypto.check_signature(expected, stamp.timestamp, stamp.nonce, sealed),
            )
        except InvalidCorpIdException:
            raise ForgedError("receiveid") from None
        except Exception as error:  # noqa: BLE001  # the library raises whatever the bytes provoke
            raise UnreadableError(type(error).__name__) from None

    def close(self, message: str, timestamp: str, nonce: str) -> dict[str, str]:
        """The message sealed as the JSON that answers an aibot's callback (path 101033)."""
        envelope = self._crypto.encrypt_message(message, nonce, timestamp)
        sealed = str(read(envelope)["Encrypt"])
        signed = signature(self._keys.token, timestamp, nonce, sealed)
        return {"encrypt": sealed, "msgsignature": signed, "timestamp": timestamp, "nonce": nonce}


def signature(token: str, timestamp: str, nonce: str, sealed: str) -> str:
    """The SHA-1 that WeCom signs with (path 90968)."""
    parts = (one.encode("utf-8", "replace") for one in (token, timestamp, nonce, sealed))
    return hashlib.sha1(b"".join(sorted(parts)), usedforsecurity=False).hexdigest()
