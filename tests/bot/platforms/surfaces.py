"""Every platform behind the same few verbs, for the contract that they share."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from bot.clock import Clock
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.web.chat import Chat
from bot.platforms.web.platform import WebPlatform
from tests.bot.platforms import telegram_desk
from tests.bot.platforms.surface import Stands, Surface
from tests.bot.platforms.surfaces_wecom import aibot, app, appchat, kf, robot
from tests.bot.platforms.wecom_desk import Live, live
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.server import running_fake as running_telegram


@contextlib.contextmanager
def web() -> Iterator[Surface]:
    chat = Chat({})
    platform: Any = WebPlatform(chat, Clock(), {"ann": "安"})
    platform.routes = []
    with live(platform) as it:
        room = "private:ann"

        def seen() -> list[Stands]:
            said = [one for one in chat.said(room) if one.sender == "bot"]
            return [
                Stands(
                    text=one.text,
                    labels=tuple(b.label for r in one.buttons for b in r),
                    photos=len(one.photos),
                )
                for one in said
            ]

        def tap(label: str) -> None:
            for one in chat.said(room):
                for button in (b for r in one.buttons for b in r if b.label == label):
                    it.run(platform.tap(room, "ann", one.id, button.key))
                    return

        def show(photo: bytes) -> None:
            it.run(platform.write(room, "ann", "", None, (chat.keep_file(photo, "jpg"),)))

        yield Surface(
            platform=platform,
            it=it,
            chat="ann",
            seen=seen,
            say=lambda text: it.run(platform.write(room, "ann", text, None, ())),
            show=show,
            tap=tap,
        )


@contextlib.contextmanager
def telegram() -> Iterator[Surface]:
    with running_telegram() as fake:
        fake.limits(on=False)
        fake.add_user(11, "Ann")
        fake.start(11)
        platform = TelegramPlatform(account=telegram_desk.account(fake), timing=telegram_desk.QUICK)
        with live(platform) as it:
            it.run(platform.connected.wait())
            it.desk.wait()
            fake.wait_confirmed()
            it.desk.taken.clear()
            yield _telegram(fake, platform, it)


def _telegram(fake: FakeTelegram, platform: TelegramPlatform, it: Live) -> Surface:
    def tap(label: str) -> None:
        for one in fake.from_bot(11):
            if any(button.label == label for button in one.buttons):
                fake.tap(11, one.id, 11, label, wait=0)
                return

    def seen() -> list[Stands]:
        return [
            Stands(
                text=one.text,
                labels=tuple(button.label for button in one.buttons),
                photos=int(bool(one.photo)),
            )
            for one in fake.from_bot(11)
        ]

    return Surface(
        platform=platform,
        it=it,
        chat="11",
        seen=seen,
        say=lambda text: fake.say(11, 11, text),
        show=lambda photo: fake.say(11, 11, photo=photo),
        tap=tap,
        fail=lambda: fake.fail_next("sendMessage", "502"),
        shut=lambda: fake.block(11),
    )


SURFACES: dict[str, Callable[[], contextlib.AbstractContextManager[Surface]]] = {
    "web": web,
    "telegram": telegram,
    "wecom": app,
    "wecom_kf": kf,
    "wecom_bot": robot,
    "wecom_aibot": aibot,
    "wecom_chat": appchat,
}
