"""How many messages a customer may still be sent: five in the 48 h after their last one (path 94677).

The last of the five is kept for a message with buttons: the result that they are to confirm.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.platforms.wecom.marks import Marks

QUOTA = 5
WINDOW = 48 * 3600  # seconds
_LONG = 12 * 3600  # seconds
_MARK = "wecom_kf.quota."


@dataclass(frozen=True, kw_only=True)
class Account:
    """A customer's account: when they last spoke (Unix time), in which message, and what was sent since."""

    spoke: float
    said: str
    sent: tuple[str, ...] = ()


class Ledger:
    """The accounts of all chats, kept in marks."""

    def __init__(self, marks: Marks, clock: Callable[[], float]) -> None:
        self._marks = marks
        self._clock = clock

    async def left(self, chat: str, letter: str) -> int:
        """How many may be sent now for the letter, with those that it has sent before.

        Of a chat that is not known, WeCom is the judge.
        """
        account = await self._read(chat)
        if account is None:
            return QUOTA
        others = [one for one in account.sent if one != letter and not one.startswith(f"{letter}-")]
        return max(0, QUOTA - len(others)) if self._clock() < account.spoke + WINDOW else 0

    async def silent(self, chat: str, at: float) -> bool:
        """Whether the customer had said nothing for half a day before that."""
        account = await self._read(chat)
        return account is None or at > account.spoke + _LONG

    async def spoke(self, chat: str, at: float, said: str) -> None:
        """The customer wrote the message `said`: everything counts anew, unless it is older or read again."""
        account = await self._read(chat)
        if account is None or (at >= account.spoke and said != account.said):
            await self._write(chat, Account(spoke=at, said=said))

    async def sent(self, chat: str, msgid: str) -> None:
        """One message was taken for them; the same one again changes nothing."""
        account = await self._read(chat)
        if account is not None and msgid not in account.sent:
            await self._write(chat, replace(account, sent=(*account.sent, msgid)))

    async def _read(self, chat: str) -> Account | None:
        value = await self._marks.get(_MARK + chat)
        if value is None:
            return None
        spoke, said, *sent = value.split(" ")
        return Account(spoke=float(spoke), said=said, sent=tuple(sent))

    async def _write(self, chat: str, account: Account) -> None:
        await self._marks.set(_MARK + chat, " ".join([str(account.spoke), account.said, *account.sent]))
