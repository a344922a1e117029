"""A person takes a talk of 微信客服 over, and gives it back (path 94669): in between the desk is silent.

A customer asks for a person in so many words; that works where servicers are set. The talk comes back
when the servicer ends it.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.platforms.wecom.client import Client
from bot.platforms.wecom.kf_parse import split
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed

log = logging.getLogger(__name__)

_WORDS = frozenset({"人工", "转人工", "轉人工", "人工客服", "找人工", "human", "agent"})
_ROBOT, _POOL, _HUMAN = 1, 2, 3  # service_state
_TAKEN = {1, 2, 4}  # change_type: from the pool, handed on, taken up again
ENDED = 3


class Takeover:
    """Which talks a person has."""

    def __init__(self, client: Client, marks: Marks, servicers: Sequence[str]) -> None:
        self._client = client
        self._marks = marks
        self._servicers = servicers

    async def human(self, chat: str) -> bool:
        """Whether a person has the talk."""
        return bool(await self._marks.get(_mark(chat)))

    async def still(self, chat: str) -> bool:
        """The same, asked of WeCom: an end that was not told of would leave a customer unheard for ever."""
        if not await self.human(chat):
            return False
        open_kfid, external = split(chat)
        where = {"open_kfid": open_kfid, "external_userid": external}
        try:
            state = (await self._client.post("kf/service_state/get", where)).get("service_state")
        except CallFailed as error:
            log.info("wecom_kf: %s", error)
            return True
        if state in {_POOL, _HUMAN}:
            return True
        await self._marks.set(_mark(chat), "")
        return False

    def wanted(self, words: str) -> bool:
        """Whether the customer asks for a person, and there is one."""
        return bool(self._servicers) and words.strip().lower() in _WORDS

    async def hand_over(self, chat: str) -> bool:
        """Give the talk to the first servicer who takes it; False: none does, and it stays with the desk."""
        open_kfid, external = split(chat)
        where = {"open_kfid": open_kfid, "external_userid": external, "service_state": _HUMAN}
        for servicer in self._servicers:
            try:
                await self._client.post("kf/service_state/trans", where | {"servicer_userid": servicer})
            except CallFailed as error:
                log.warning("wecom_kf: %s", error)
                continue
            await self._marks.set(_mark(chat), servicer)
            return True
        return False

    async def take_back(self, chat: str) -> bool:
        """Where servicers are assigned WeCom gives them every talk: those that nobody asked for come back."""
        open_kfid, external = split(chat)
        where = {"open_kfid": open_kfid, "external_userid": external, "service_state": _ROBOT}
        try:
            await self._client.post("kf/service_state/trans", where)
        except CallFailed as error:
            log.info("wecom_kf: %s", error)
            return False
        return True

    async def changed(self, chat: str, event: Mapping[str, Any]) -> None:
        """session_status_change: who has the talk now."""
        kind = event.get("change_type")
        if kind in _TAKEN:
            await self._marks.set(_mark(chat), str(event.get("new_servicer_userid") or "human"))
        elif kind == ENDED:
            await self._marks.set(_mark(chat), "")


def _mark(chat: str) -> str:
    return f"wecom_kf.human.{chat}"
