"""WeCom's platforms behind the verbs of the contract that all platforms share (surfaces.py)."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.platforms.wecom.aibot_platform import AibotPlatform, AibotSettings
from bot.platforms.wecom.appchat import AppchatPlatform
from bot.platforms.wecom.appchat_members import Group, Roster
from bot.platforms.wecom.kf_platform import KfPlatform, KfSettings
from bot.platforms.wecom.platform import WecomPlatform
from bot.platforms.wecom.robot import RobotPlatform, RobotSettings
from tests.bot.platforms.surface import Stands, Surface
from tests.bot.platforms.wecom_desk import QUICK, Kept, Live, app_settings, live
from tests.fakes.serving import PATIENCE
from tests.fakes.wecom.aibot_socket import BOT, SECRET, FakeSocket, running_socket
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.server import running_fake as running_wecom


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
        quick = replace(QUICK, verdict=0.02)
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

    def shut() -> None:
        """What WeCom says of it afterwards is waited for."""
        fake.kf_fail_next("wmChen", 10)
        platform._sender._verdict = PATIENCE

    return Surface(
        platform=platform,
        it=it,
        chat="wk1:wmChen",
        seen=seen,
        say=lambda text: fake.kf_say("wmChen", text),
        show=lambda photo: fake.kf_say("wmChen", image=photo),
        tap=tap,
        fail=lambda: fake.fail_next("kf/send_msg", -1),
        shut=shut,
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


class Everybody(Roster):
    """A group of all who are there."""

    def __init__(self, *members: str) -> None:
        self.members = members

    async def group(self, chat: str) -> Group:
        return Group(name=chat, members=self.members)


@contextlib.contextmanager
def appchat() -> Iterator[Surface]:
    with running_wecom() as fake:
        fake.limits(on=False)
        for member in ("lin", "zhou"):
            fake.add_member(member, member)
        roster = Everybody("lin", "zhou")
        platform: Any = AppchatPlatform(app_settings(fake).account, Kept(), roster, timing=QUICK)
        with live(platform) as it:

            def seen() -> list[Stands]:
                return [
                    Stands(
                        text=one.get(one["msgtype"], {}).get("content", ""),
                        photos=int(one["msgtype"] == "image"),
                    )
                    for one in fake.room_messages("s1staff")
                ]

            yield Surface(
                platform=platform,
                it=it,
                chat="s1staff",
                seen=seen,
                fail=lambda: fake.fail_next("appchat/send", -1),
            )


@contextlib.contextmanager
def aibot() -> Iterator[Surface]:
    with running_socket() as fake:
        settings = AibotSettings(bot_id=BOT, bot_secret=SECRET, address=fake.address)
        platform: Any = AibotPlatform(settings, Kept(), timing=QUICK)
        with live(platform) as it:
            wait_until(lambda: fake.subscribed, what="the subscription")
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


_NARROW = str.maketrans(
    "＜＞＊｀［］", "<>*`[]"
)  # in markdown, signs that somebody wrote stand in their wide form


def _stands(shown: dict[str, Any]) -> Stands:
    card = shown.get("card")
    if "image" in shown:
        return Stands(text="", photos=1)
    if card is None:
        return Stands(text=shown["text"].replace("\\", "").translate(_NARROW))
    labels = tuple(button["text"] for button in card["button_list"])
    body = card.get("sub_title_text")
    return Stands(text="\n".join(filter(None, (card["main_title"]["title"], body))), labels=labels)
