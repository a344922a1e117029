"""Every platform behind the same few verbs, for the contract that they share."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.platforms.base import Platform
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.web.chat import Chat
from bot.platforms.web.platform import WebPlatform
from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.platform import WecomPlatform
from bot.platforms.wecom.robot import RobotPlatform, RobotSettings
from bot.platforms.wecom.wire import Timing
from tests.bot.platforms import telegram_desk
from tests.bot.platforms.wecom_desk import QUICK, Desk, Kept, Live, app_settings, live
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.server import running_fake as running_telegram
from tests.fakes.wecom.aibot_socket import BOT, SECRET, FakeSocket, running_socket
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.server import running_fake as running_wecom


@dataclass(frozen=True, kw_only=True)
class Stands:
    """A message as people see it."""

    text: str
    labels: tuple[str, ...] = ()
    photos: int = 0


@dataclass(kw_only=True)
class Surface:
    """One platform, and what people do there; None where they cannot."""

    platform: Platform
    it: Live
    chat: str
    seen: Callable[[], list[Stands]]
    say: Callable[[str], object] | None = None
    show: Callable[[bytes], object] | None = None
    tap: Callable[[str], object] | None = None
    fail: Callable[[], object] | None = None  # the next message fails in a way that passes
    shut: Callable[[], object] | None = None  # nobody there may be written to any more
    lose: Callable[[], object] | None = None  # the next message arrives, its answer does not

    def send(self, message: Any) -> str:
        return str(self.it.run(self.platform.send(self.chat, message)))

    def words(self) -> str:
        """Everything that stands there."""
        return "\n".join(one.text for one in self.seen())


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
            it.run(asyncio.wait_for(platform.connected.wait(), 5))
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


@contextlib.contextmanager
def app() -> Iterator[Surface]:
    with running_wecom() as fake:
        fake.limits(on=False)
        fake.add_member("zhou", "周婷")
        platform = WecomPlatform(app_settings(fake), Kept(), timing=QUICK)
        with live(platform) as it:
            fake.set_callback(f"{it.base}/wecom/app")

            def seen() -> list[Stands]:
                return [
                    Stands(
                        text=one.text,
                        labels=tuple(b.text for b in one.buttons),
                        photos=int(one.msgtype == "image"),
                    )
                    for one in fake.messages_to("zhou")
                ]

            def tap(label: str) -> None:
                for one in fake.cards("zhou"):
                    for button in (b for b in one.buttons if b.text == label):
                        fake.tap("zhou", button.key, task_id=one.task_id)

            yield Surface(
                platform=platform,
                it=it,
                chat="zhou",
                seen=seen,
                say=lambda text: fake.say("zhou", text),
                show=lambda photo: fake.say("zhou", image=photo),
                tap=tap,
                fail=lambda: fake.fail_next("message/send", -1),
                shut=lambda: fake.remove_member("zhou", announce=False),
                lose=lambda: fake.fail_next("message/send", "reset-after-apply"),
            )


@contextlib.contextmanager
def kf() -> Iterator[Surface]:
    with running_wecom() as fake:
        fake.limits(on=False)
        fake.settings(tokenless_per_minute=1000)
        fake.add_kf("wk1")
        fake.add_external("wmChen", "陈")
        own = app_settings(fake)
        settings = KfSettings(account=own.account, keys=own.keys, open_kfids=("wk1",))
        quick = Timing(connect=1, answer=0.5, transfer=2, first_delay=0.02, longest_delay=0.1, verdict=0.05)
        platform = KfPlatform(settings, Kept(), timing=quick)
        with live(platform) as it:
            fake.set_callback(f"{it.base}/wecom/kf")
            fake.kf_say("wmChen", "你好")
            it.desk.wait()
            it.desk.taken.clear()
            yield _kf(fake, platform, it)


def _kf(fake: FakeWecom, platform: KfPlatform, it: Live) -> Surface:
    def seen() -> list[Stands]:
        return [
            Stands(text=one.text, labels=tuple(one.menu), photos=int(one.msgtype == "image"))
            for one in fake.kf_from_bot("wmChen")
        ]

    def tap(label: str) -> None:
        key = next(one.menu[label] for one in fake.kf_from_bot("wmChen") if label in one.menu)
        fake.kf_click("wmChen", key)

    return Surface(
        platform=platform,
        it=it,
        chat="wk1:wmChen",
        seen=seen,
        say=lambda text: fake.kf_say("wmChen", text),
        show=lambda photo: fake.kf_say("wmChen", image=photo),
        tap=tap,
        fail=lambda: fake.fail_next("kf/send_msg", -1),
        shut=lambda: fake.kf_fail_next("wmChen", 10),
        lose=lambda: fake.fail_next("kf/send_msg", "reset-after-apply"),
    )


@contextlib.contextmanager
def robot() -> Iterator[Surface]:
    with running_wecom() as fake:
        fake.limits(on=False)
        fake.add_robot("a-secret")
        platform: Any = RobotPlatform(RobotSettings(keys=("a-secret",), base_url=fake.url), timing=QUICK)
        with live(platform) as it:

            def seen() -> list[Stands]:
                posted = fake.webhook_messages("a-secret")
                return [
                    Stands(
                        text=one.get(one["msgtype"], {}).get("content", ""),
                        photos=int(one["msgtype"] == "image"),
                    )
                    for one in posted
                ]

            yield Surface(
                platform=platform,
                it=it,
                chat="1",
                seen=seen,
                fail=lambda: fake.fail_next("webhook/send", -1),
                shut=lambda: fake.set_robot("a-secret", "removed"),
            )


@contextlib.contextmanager
def aibot() -> Iterator[Surface]:
    with running_socket() as fake:
        settings = AibotSettings(bot_id=BOT, bot_secret=SECRET, address=fake.address)
        platform: Any = AibotPlatform(settings, Kept(), timing=QUICK)
        with live(platform) as it:
            wait_until(lambda: fake.subscribed, timeout=5, what="the subscription")
            fake.say("zhou", "你好")
            it.desk.wait()
            it.desk.taken.clear()
            yield _aibot(fake, platform, it)


def _aibot(fake: FakeSocket, platform: AibotPlatform, it: Live) -> Surface:
    def seen() -> list[Stands]:
        return [_stands(one) for one in fake.shown.get("zhou", [])]

    def tap(label: str) -> None:
        for one in fake.shown["zhou"]:
            card = one.get("card", {})
            menu = card.get("action_menu", {}).get("action_list", [])
            for button in (b for b in [*card.get("button_list", []), *menu] if b["text"] == label):
                fake.tap("zhou", button["key"], card["task_id"])

    return Surface(
        platform=platform,
        it=it,
        chat="zhou",
        seen=seen,
        say=lambda text: fake.say("zhou", text),
        show=lambda photo: fake.say("zhou", image=photo),
        tap=tap,
    )


def _stands(shown: dict[str, Any]) -> Stands:
    card = shown.get("card")
    if card is None:
        return Stands(text=shown["text"].replace("\\", ""))
    labels = tuple(button["text"] for button in card["button_list"])
    body = card.get("sub_title_text")
    return Stands(text="\n".join(filter(None, (card["main_title"]["title"], body))), labels=labels)


SURFACES: dict[str, Callable[[], contextlib.AbstractContextManager[Surface]]] = {
    "web": web,
    "telegram": telegram,
    "wecom": app,
    "wecom_kf": kf,
    "wecom_bot": robot,
    "wecom_aibot": aibot,
}

__all__ = ["SURFACES", "Desk", "Stands", "Surface", "wait_until"]
