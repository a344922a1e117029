"""Messages to members (message/send, path 90236) and the repainting of their cards (path 94888).

A message whose sending failed half way is sent again as a whole; what WeCom already has of it under the same
task_id, or by its duplicate check, does not arrive twice. The name is the letter's, so that this holds also
where the process died in between.
"""

from bot.platforms.base import (
    Blocked,
    Departed,
    Document,
    Message,
    PlatformError,
    Refused,
    Unreachable,
    Vanished,
)
from bot.platforms.wecom import textcards
from bot.platforms.wecom.cards import cards, fits, new_task, repainted, tappable
from bot.platforms.wecom.client import Client
from bot.platforms.wecom.marks import Marks
from bot.platforms.wecom.outcomes import NO_MEMBER, CallFailed, CallRefused, outcome
from bot.platforms.wecom.pacing import MEMBER, Pacing
from bot.platforms.wecom.pictures import upload
from bot.platforms.wecom.posted import Taken
from bot.platforms.wecom.ways import Ways
from bot.platforms.wecom.wire import Json
from bot.platforms.wecom.wording import content, words

DOCUMENT = 20_000_000  # bytes of a file (path 90253)
_FILE = "application/octet-stream"
_GONE = (2, 5)  # a member's status: disabled, has left (path 90196)
_NO_CALLBACK = 43012
_BAD_TASK = 42014  # of a card that may have been sent before: it was, under the same task_id
_CODE_USED = 42022
_CODE_DEAD = frozenset({40058, 42003, _CODE_USED})  # a response_code unknown, too old, or used
_AGAIN, _RETRIED = 60, 1800  # seconds within which the same words are taken for the same message


class Sender:
    """Posts and repaints as one app, to each member at their pace."""

    def __init__(self, client: Client, agent_id: int, marks: Marks, ways: Ways | None = None) -> None:
        self._client = client
        self._agent_id = agent_id
        self._pacing = Pacing(MEMBER.times(client.timing.pace))
        self._marks = marks
        self._taken = Taken()
        self._ways = ways or Ways()
        self.cardless = not self._ways.buttons  # or once WeCom has said that the app has no callback

    async def tapped(self, chat: str, task: str, code: str) -> None:
        """A tap brought a code for the member's card."""
        if code:
            await self._marks.keep(chat, task, code)

    async def send(self, chat: str, message: Message) -> str:
        """Post it; returns the task of its card, or else a message's id. Raises PlatformError."""
        name = message.name or new_task()
        try:
            first = await self._whole(chat, message, name, _RETRIED if message.tried else _AGAIN)
        except CallFailed as error:
            told = outcome(error)
        except Blocked as error:
            told = error
        else:
            self._taken.whole(message)
            return first
        raise await self._explained(chat, told) from None

    async def _explained(self, chat: str, told: PlatformError) -> PlatformError:
        """81013 and invaliduser say neither whether a member has left nor whether they do not see the app."""
        if not isinstance(told, Blocked):
            return told
        try:
            member = await self._client.get("user/get", userid=chat)
        except CallRefused as error:
            return outcome(error) if error.errcode == NO_MEMBER else Blocked(str(told), "scope")
        except CallFailed:
            return told
        gone = member.get("status") in _GONE
        return Departed(str(told), "left") if gone else Blocked(str(told), "scope")

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Repaint the member's card; Vanished where no code is left, or none is to be repainted."""
        if not self._ways.update_card:
            raise Vanished("cards are not repainted here")
        card = repainted(message)
        begun = await self._marks.begun(chat, message.name) if message.tried else None
        if begun == "":
            return  # by this very letter, before the process died
        while code := await self._marks.permit(chat, message_id, message.name):
            try:
                await self._repaint(chat, code, card)
            except CallRefused as error:
                if error.errcode not in _CODE_DEAD:
                    raise outcome(error) from error
                done = code == begun and error.errcode == _CODE_USED  # by this very letter
                await self._marks.spend(chat, code, message.name if done else "")
                if done:
                    return
            except CallFailed as error:
                raise outcome(error) from error
            else:
                await self._marks.spend(chat, code, message.name)
                return
        raise Vanished("no response_code is left for the card")

    async def say(self, chat: str, text: str) -> None:
        """A short answer, not worth a second try. Raises CallFailed or PlatformError."""
        await self._text(chat, text, 0)

    async def _whole(self, chat: str, message: Message, task: str, interval: int) -> str:
        first = ""
        for photo in self._taken.left(message):
            media = await upload(self._client, photo)
            posted = await self._post(chat, {"msgtype": "image", "image": {"media_id": media}})
            self._taken.one(message)
            first = first or posted
        if message.document:
            first = await self._document(chat, message.document)
        if message.link:
            return await self._linked(chat, message, interval)
        if not tappable(message):
            said = words(message)
            if not said and not first:
                raise Refused("there is nothing to send")
            return (await self._words(chat, message, said, interval)) if said else first
        if not fits(message):
            await self._words(chat, message, words(message), interval)
        for card in cards(message, task):
            await self._card(chat, task, card, tried=message.tried)
        return task

    async def _document(self, chat: str, document: Document) -> str:
        media = await self._client.upload(document.content, document.name, _FILE, "file")
        return await self._post(chat, {"msgtype": "file", "file": {"media_id": media}})

    async def _linked(self, chat: str, message: Message, interval: int) -> str:
        """A card that leads to the page with the choices; also the WeChat plugin (微信插件) shows it."""
        if not textcards.fits(message):
            await self._text(chat, words(message), interval)
        body: Json = {"msgtype": "textcard", "textcard": textcards.textcard(message)}
        return await self._post(chat, body | _unlike(interval))

    async def _words(self, chat: str, message: Message, said: str, interval: int) -> str:
        """A list as markdown, for who can see that."""
        listing = message.listing and not message.plain and self._ways.markdown
        return await self._post(chat, content(said, listing=listing) | _unlike(interval))

    async def _text(self, chat: str, text: str, interval: int) -> str:
        return await self._post(chat, content(text, listing=False) | _unlike(interval))

    async def _card(self, chat: str, task: str, card: Json, *, tried: bool) -> None:
        try:
            await self._post(chat, {"msgtype": "template_card", "template_card": card}, task)
        except CallRefused as error:
            if error.errcode == _NO_CALLBACK:
                self.cardless = True
                raise Unreachable(str(error), after=0.0) from None  # again at once, with numbers for buttons
            if error.errcode != _BAD_TASK or not tried:
                raise

    async def _post(self, chat: str, body: Json, task: str = "") -> str:
        await self._pacing.clear(chat)
        addressed = {"touser": chat, "agentid": self._agent_id, **body}
        answer = await self._client.post("message/send", addressed)
        missed = [name for name in ("invaliduser", "unlicenseduser") if answer.get(name)]
        if missed:  # with errcode 0: a partial failure, and this was the only receiver
            raise Blocked(f"message/send: {missed[0]}")
        if body.get("template_card", {}).get("task_id") == task:
            await self.tapped(chat, task, str(answer.get("response_code", "")))
        return str(answer.get("msgid", ""))

    async def _repaint(self, chat: str, code: str, card: Json) -> None:
        body = {"userids": [chat], "agentid": self._agent_id, "response_code": code, "template_card": card}
        answer = await self._client.post("message/update_template_card", body)
        if answer.get("invaliduser"):  # with errcode 0: the card is not theirs to see any more
            await self._marks.spend(chat, code)
            raise Vanished("update_template_card: invaliduser")


def _unlike(interval: int) -> Json:
    """WeCom drops the same words to the same member within so many seconds (path 90236)."""
    return {"enable_duplicate_check": 1, "duplicate_check_interval": interval} if interval else {}
