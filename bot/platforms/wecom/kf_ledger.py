"""How many messages a customer may still be sent: five in the 48 h after their last one (path 94677).

The last of the five is kept for a message with buttons: the result that they are to confirm.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.platforms.wecom.marks import Marks

QUOTA = 5
WINDOW = 48 * 3600  # seconds
_MARK = "wecom_kf.quota."


@dataclass(frozen=True, kw_only=True)
class Account:
    """A customer's account: when they last spoke (Unix time), and what was sent to them since."""

    spoke: float
    sent: int


class Ledger:
    """The accounts of all chats, kept in marks."""

    def __init__(self, marks: Marks, clock: Callable[[], float]) -> None:
        self._marks = marks
        self._clock = clock

    async def left(self, chat: str) -> int:
        """How many may be sent now; of a chat that is not known, WeCom is the judge."""
        account = await self._read(chat)
        if account is None:
            return QUOTA
        return max(0, QUOTA - account.sent) if self._clock() < account.spoke + WINDOW else 0

    async def spoke(self, chat: str, at: float) -> None:
        """The customer wrote: everything counts anew."""
        account = await self._read(chat)
        if account is None or at >= account.spoke:
            await self._write(chat, Account(spoke=at, sent=0))

    async def sent(self, chat: str) -> None:
        """One message was taken for them."""
        account = await self._read(chat)
        if account is not None:
            await self._write(chat, Account(spoke=account.spoke, sent=account.sent + 1))

    async def _read(self, chat: str) -> Account | None:
        value = await self._marks.get(_MARK + chat)
        if value is None:
            return None
        spoke, _, sent = value.partition(" ")
        return Account(spoke=float(spoke), sent=int(sent))

    async def _write(self, chat: str, account: Account) -> None:
        await self._marks.set(_MARK + chat, f"{account.spoke} {account.sent}")
