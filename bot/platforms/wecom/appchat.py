"""应用群聊 (paths 90244, 90245, 90248) as a platform that only posts, into groups that the app makes itself.

It has no buttons, and nothing said there comes back: work goes on in each member's own chat with the app.
"""

from collections.abc import Sequence
from typing import Any

from bot.platforms.base import Abilities, Intake, Message, Platform, PlatformError, Refused, Vanished
from bot.platforms.throttle import Rate
from bot.platforms.wecom.appchat_members import NAME, Group, Roster
from bot.platforms.wecom.client import Account, Client
from bot.platforms.wecom.errcodes import Class
from bot.platforms.wecom.health import Health
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import CallFailed, CallRefused, outcome
from bot.platforms.wecom.pacing import Pacing
from bot.platforms.wecom.pictures import upload
from bot.platforms.wecom.posted import Taken, standing
from bot.platforms.wecom.wire import Json, Timing
from bot.platforms.wecom.wording import TEXT, content, measured, words

GROUP = Rate(interval=0.5, burst=20)  # a member may get 200 a minute from groups (path 90244)
_FEWEST = 2  # members (path 90245)
_EXISTS = 86215
_GONE = frozenset({86001, 86003, 86008})


class AppchatPlatform(Platform):
    """Makes a group when something is first to be said in it, and keeps its members up to date."""

    abilities = Abilities(text=TEXT, measure=measured, rooms=True, hears=False)

    def __init__(
        self,
        account: Account,
        marks: Marks,
        roster: Roster,
        *,
        markdown: bool = True,
        timing: Timing | None = None,
    ) -> None:
        self.name = NAME
        self._client = Client(account, timing)
        self._marks, self._roster, self._markdown = marks, roster, markdown
        self._pacing = Pacing(GROUP.times(self._client.timing.pace))
        self._health = Health(name=NAME)
        self._taken = Taken()

    @property
    def routes(self) -> Sequence[Any]:
        """Nothing is served for it."""
        return []

    def status(self) -> dict[str, Any]:
        """The health (health.py)."""
        return self._health.status()

    async def start(self, intake: Intake) -> None:
        """Nothing comes in."""

    async def stop(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def send(self, chat: str, message: Message) -> str:
        """Post a message; returns what it says, as it has no id.

        Raises PlatformError; Refused where there can be no such group.
        """
        said = words(message)
        if not said and not message.photos:
            raise Refused("there is nothing to send")
        try:
            try:
                await self._said(chat, message, said)
            except CallRefused as refused:
                if refused.errcode not in _GONE or not await self._marks.get(_mark(chat)):
                    raise
                await self._marks.set(_mark(chat), "")  # it was there, so it may be made anew
                await self._said(chat, message, said)
        except CallFailed as error:
            raise self._failed(error) from error
        self._health.well()
        self._taken.whole(message)
        return standing(message)

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Nothing that was posted can be changed: Vanished, so that it is posted anew where it says more."""
        if standing(message) != message_id:
            raise Vanished(f"{chat}: what was posted cannot be changed")

    async def fetch(self, ref: str) -> bytes:
        """It never named a file."""
        raise Refused(f"no file {ref}")

    def _failed(self, error: CallFailed) -> PlatformError:
        """What will not be mended by waiting is said to people instead (reason `silent`)."""
        self._health.failed(str(error))
        if isinstance(error, CallRefused) and error.kind not in {Class.LATER, Class.TOKEN}:
            return Refused(str(error), "silent")
        return outcome(error)

    async def _said(self, chat: str, message: Message, said: str) -> None:
        await self._ready(chat)
        for photo in self._taken.left(message):
            media = await upload(self._client, photo)
            await self._post(chat, {"msgtype": "image", "image": {"media_id": media}})
            self._taken.one(message)
        if said:
            await self._post(chat, content(said, listing=message.listing and self._markdown))

    async def _ready(self, chat: str) -> None:
        group = await self._roster.group(chat)
        if len(group.members) < _FEWEST:
            raise Refused(f"{chat}: a group has at least {_FEWEST} members", "silent")
        mark, members = _mark(chat), "|".join(group.members)
        known = await self._marks.get(mark)
        if known == members:
            return
        there = set(known.split("|")) if known else await self._made(chat, group)
        if there != set(group.members):
            come, gone = sorted(set(group.members) - there), sorted(there - set(group.members))
            change = {"chatid": chat, "add_user_list": come, "del_user_list": gone}
            await self._client.post("appchat/update", {**change, "owner": group.members[0]})
        await self._marks.set(mark, members)

    async def _made(self, chat: str, group: Group) -> set[str]:
        """Who is in it now; a group of that chatid that is there already is the same."""
        wanted = {"name": group.name, "owner": group.members[0], "userlist": [*group.members], "chatid": chat}
        try:
            await self._client.post("appchat/create", wanted)
        except CallRefused as refused:
            if refused.errcode != _EXISTS:
                raise
            found = await self._client.get("appchat/get", chatid=chat)
            return set((found.get("chat_info") or {}).get("userlist") or [])
        return set(group.members)

    async def _post(self, chat: str, body: Json) -> None:
        await self._pacing.clear(chat)
        await self._client.post("appchat/send", {"chatid": chat, "safe": 0, **body})


def _mark(chat: str) -> str:
    return f"{NAME}.members {chat}"
