"""The signed right to one page: who holds it is taken for the person, so it says whose it is and ends soon.

A token is `letter.person.ticket.until.signature`. Each button on a page has a number of its own, signed with
the token, so that it works once and stands for no other button.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

LIVES = timedelta(hours=72)  # as long as a card's buttons (path 94888), and as the guard against repeats


class ForgedError(ValueError):
    """Not signed by us, or for something else."""


@dataclass(frozen=True, kw_only=True)
class Pass:
    """What the link stands for."""

    letter: str  # its name (handlers/naming.py)
    person: int
    ticket: int  # 0: it is about none
    until: int  # seconds since 1970

    def expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return now.timestamp() > self.until


class Passes:
    """Signs with a key of its own, made from a secret that this deployment has anyway."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"wuyebot pages", "sha256")

    def sealed(self, one: Pass) -> str:
        """The token, the same for the same pass: a letter that is sent again is the same message."""
        told = f"{one.letter}.{one.person}.{one.ticket}.{one.until}"
        return f"{told}.{self._signature('page', told)}"

    def opened(self, token: str) -> Pass:
        """What the token stands for, also when its time is over. Raises ForgedError."""
        told, _, signature = token.rpartition(".")
        self._check(signature, "page", told)
        letter, person, ticket, until = told.split(".")
        return Pass(letter=letter, person=int(person), ticket=int(ticket), until=int(until))

    def once(self, token: str, act: str) -> str:
        """The right to do that once, on that page."""
        number = secrets.token_urlsafe(9)
        return f"{number}.{self._signature('act', token, act, number)}"

    def number(self, token: str, act: str, once: str) -> str:
        """By what a repeat is known. Raises ForgedError: it was given for something else."""
        number, _, signature = once.partition(".")
        self._check(signature, "act", token, act, number)
        return number

    def _check(self, signature: str, *parts: str) -> None:
        good = self._signature(*parts)
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), good.encode()):
            raise ForgedError

    def _signature(self, *parts: str) -> str:
        signed = "\n".join(parts).encode("utf-8", "replace")
        return urlsafe_b64encode(hmac.digest(self._key, signed, "sha256")).decode().rstrip("=")
