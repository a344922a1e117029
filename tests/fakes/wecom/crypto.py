"""WeCom's envelope of callbacks, written from its description alone and without the bot's library.

Key: base64 of EncodingAESKey + "=" (32 bytes). AES-256-CBC, IV = the key's first 16 bytes, PKCS7 padding to
32. Plaintext: 16 random bytes, 4 bytes big-endian length, message, receiveid.
Signature: sha1 over the sorted and joined token, timestamp, nonce and ciphertext.
"""

import base64
import hashlib
import secrets
import string
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_BLOCK = 32


class CryptoError(Exception):
    """What came back cannot be read: key, padding, length or receiveid."""


def new_aes_key() -> str:
    """An EncodingAESKey: 43 letters and digits, the last one without stray bits."""
    letters = [secrets.choice(string.ascii_letters + string.digits) for _ in range(42)]
    return "".join(letters) + secrets.choice("AEIMQUYcgkosw048")


def key_of(aes_key: str) -> bytes:
    return base64.b64decode(aes_key + "=")


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def aes_encrypt(key: bytes, plain: bytes) -> bytes:
    pad = _BLOCK - len(plain) % _BLOCK
    worker = _cipher(key).encryptor()
    return worker.update(plain + bytes([pad]) * pad) + worker.finalize()


def aes_decrypt(key: bytes, coded: bytes) -> bytes:
    if not coded or len(coded) % 16:
        raise CryptoError("not a whole number of blocks")
    worker = _cipher(key).decryptor()
    padded = worker.update(coded) + worker.finalize()
    pad = padded[-1]
    if not 1 <= pad <= _BLOCK or padded[-pad:] != bytes([pad]) * pad:
        raise CryptoError("wrong padding")
    return padded[:-pad]


@dataclass(frozen=True, kw_only=True)
class Seal:
    """Token, EncodingAESKey and receiveid of one callback."""

    token: str
    aes_key: str
    receiveid: str

    def sign(self, timestamp: str, nonce: str, coded: str) -> str:
        joined = "".join(sorted([self.token, timestamp, nonce, coded]))
        return hashlib.sha1(joined.encode()).hexdigest()  # noqa: S324  # WeCom's choice

    def encrypt(self, message: str) -> str:
        raw = message.encode()
        plain = secrets.token_bytes(16) + len(raw).to_bytes(4, "big") + raw + self.receiveid.encode()
        return base64.b64encode(aes_encrypt(key_of(self.aes_key), plain)).decode()

    def decrypt(self, coded: str) -> str:
        """The message; CryptoError where anything about it is wrong."""
        try:
            plain = aes_decrypt(key_of(self.aes_key), base64.b64decode(coded, validate=True))
            size = int.from_bytes(plain[16:20], "big")
            message, receiveid = plain[20 : 20 + size].decode(), plain[20 + size :].decode()
        except ValueError as wrong:
            raise CryptoError(str(wrong)) from wrong
        if receiveid != self.receiveid:
            raise CryptoError(f"receiveid {receiveid!r}")
        return message
