"""The browser chat as the desk sees it."""

import itertools
import re
import uuid
from dataclasses import replace

from bot.clock import Clock
from bot.platforms.base import Abilities, Answer, Blocked, Intake, Message, Picture, Refused, Vanished
from bot.platforms.web.chat import BOT, PRIVATE, Chat, NoSuchMessageError, Said
from handlers.incoming import Incoming, Kind, Sender


class WebPlatform:
    """Posts and edits in the browser chat, and brings in what people write and tap there."""

    name = "web"
    abilities = Abilities(text=20_000, buttons=100, edits=True, rooms=True, document=50_000_000)

    def __init__(self, chat: Chat, clock: Clock, names: dict[str, str]) -> None:
        self.chat = chat
        self._clock = clock
        self._names = names  # account → display name
        self._run = uuid.uuid4().hex[:8]  # updates are told apart across runs too
        self._updates = itertools.count(1)
        self._intake: Intake | None = None

    async def start(self, intake: Intake) -> None:
        """Begin to take messages in."""
        self._intake = intake

    async def stop(self) -> None:
        """Take no more."""
        self._intake = None

    async def able(self, _chat: str) -> Abilities:
        """Everything, everywhere."""
        return self.abilities

    async def send(self, chat: str, message: Message) -> str:
        """Post a message of the bot."""
        room = self._room(chat)
        photos = tuple(self.chat.keep_file(photo, _ending(photo)) for photo in message.photos)
        said = self.chat.say(
            Said(
                id="",
                room=room,
                sender=BOT,
                text=_mentioned(message),
                at=self._clock.now(),
                buttons=message.buttons,
                reply_to=self._standing(room, message.reply_to),
                photos=photos,
                titles=tuple(photo.shows if isinstance(photo, Picture) else "" for photo in message.photos),
                document=message.document,
            )
        )
        return said.id

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Change a message of the bot."""
        room = self._room(chat)
        said = Said(
            id=message_id,
            room=room,
            sender=BOT,
            text=_mentioned(message),
            at=self._clock.now(),
            buttons=message.buttons,
        )
        try:
            self.chat.change(room, message_id, said)
        except NoSuchMessageError as error:
            raise Vanished("no such message") from error

    async def fetch(self, ref: str) -> bytes:
        """A picture that somebody sent."""
        content = self.chat.file(ref)
        if content is None:
            raise Refused("the picture went with an earlier run of the demo")
        return content

    async def write(
        self, room: str, account: str, text: str, reply_to: str | None, photos: tuple[str, ...]
    ) -> Said:
        """A person writes; returns once the desk has committed what follows from it."""
        said = self.chat.say(
            Said(
                id="",
                room=room,
                sender=account,
                text=text,
                at=self._clock.now(),
                reply_to=reply_to,
                photos=photos,
            )
        )
        incoming = self._incoming(room, account, Kind.MESSAGE, said.id)
        try:
            await self._take(
                replace(
                    incoming,
                    text=_TO_DESK.sub("", text),
                    addressed=_TO_DESK.match(text) is not None,
                    reply_to=reply_to,
                    photos=photos,
                    paper=_paper(photos),
                )
            )
        except Exception:
            self.chat.unsay(said)  # not received: it must not look as if it were
            raise
        return said

    async def tap(self, room: str, account: str, message: str, button: str) -> str | None:
        """A person taps a button; returns the toast."""
        incoming = self._incoming(room, account, Kind.TAP, message)
        answer = await self._take(replace(incoming, button=button))
        return answer.text if answer else None

    async def _take(self, incoming: Incoming) -> Answer | None:
        if self._intake is None:
            raise RuntimeError("the desk is not running")
        (answer,) = await self._intake([incoming])
        return answer

    def _incoming(self, room: str, account: str, kind: Kind, message: str) -> Incoming:
        private = room.startswith(PRIVATE)
        return Incoming(
            platform=self.name,
            update=f"{self._run}-{next(self._updates)}",
            kind=kind,
            chat=account if private else room,
            private=private,
            title="" if private else self.chat.halls[room].title,
            sender=Sender(account=account, name=self._names.get(account, account)),
            message=message,
        )

    def _room(self, chat: str) -> str:
        if chat in self.chat.halls:
            return chat
        if chat in self._names:
            return PRIVATE + chat
        raise Blocked("nobody of that id uses the browser chat")

    def _standing(self, room: str, message: str | None) -> str | None:
        """The message replied to, where it still stands (not after a restart)."""
        try:
            return self.chat.message(room, message).id if message else None
        except NoSuchMessageError:
            return None


# As it is named in the page: it is no place and nobody complained of.
_TO_DESK = re.compile(r"^\s*[@＠](?:投诉|投訴)?(?:服务台|服務台|desk)[\s,，:：]+", re.IGNORECASE)


def _paper(photos: tuple[str, ...]) -> bool:
    return any(name.endswith(".pdf") for name in photos)


def _ending(photo: bytes) -> str:
    """The file's ending: browsers are told the kind by it."""
    return "png" if photo.startswith(b"\x89PNG") else "jpg"


def _mentioned(message: Message) -> str:
    return f"@{message.mention[1]} {message.text}" if message.mention else message.text
