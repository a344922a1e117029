"""Every notice, in every language, with the most extreme facts, is something that every platform takes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.platforms.base import Abilities, Message, Platform
from bot.platforms.characters import storable
from bot.platforms.measuring import size
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.telegram.wording import keyboard, words
from bot.platforms.web.platform import WebPlatform
from bot.platforms.wecom import aibot_replies, kf_sending, robot, textcards, wording
from bot.platforms.wecom.aibot_platform import AibotPlatform
from bot.platforms.wecom.appchat import AppchatPlatform
from bot.platforms.wecom.cards import cards, fits, repainted, tappable
from bot.platforms.wecom.kf_platform import KfPlatform
from bot.platforms.wecom.platform import WecomPlatform
from bot.platforms.wecom.robot import RobotPlatform
from bot.platforms.wecom.wording import words as wecom_words
from bot.shaping import shaped
from bot.texts.render import DEFAULT, LANGUAGES, Rendered, Texts
from desk.notices import Button, Fact, Notice, Word
from tests.fakes.wecom.cards import check_card
from tests.fakes.wecom.contents import TEXT_BYTES
from tests.fakes.wecom.contents import textcard as check_textcard
from tests.fakes.wecom.kf_sending import _check_menu

TEXTS = Texts.load()
KEYS = sorted(TEXTS.templates[DEFAULT])
NAMES = sorted({name for template in TEXTS.templates[DEFAULT].values() for name in template.fields})
ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 22, 7, 37, tzinfo=UTC)
LINES: list[Fact] = [Notice("mine.line", {"number": 999_999_999, "matter": "漏" * 40, "status": "等待"})] * 40

Facts = dict[str, Fact]
MARKS = ("漏", "👨", ".", "&amp;", "000", "11", "等待", "120")  # by which a text that took up a fact is known
EXTREMES: dict[str, Facts] = {
    "nothing": {},
    "long words": dict.fromkeys(NAMES, "漏" * 2_000),
    "pictures": dict.fromkeys(NAMES, "👨‍👩‍👧‍👦🏳️‍🌈" * 120),  # what people do type
    "line ends": dict.fromkeys(NAMES, "\n.\n" * 400),
    "markup": dict.fromkeys(NAMES, '<b>&amp;]]>"\u202e\x00</b>' * 120),
    "numbers": dict.fromkeys(NAMES, 10**18),
    "moments": dict.fromkeys(NAMES, NOON),
    "lists": dict.fromkeys(NAMES, LINES),
    "words": dict.fromkeys(NAMES, Word("advice.ambulance")),
}
MANY = tuple(
    tuple(Button(verb="transfer", ticket=10**18 - 1, arg=str(n), label=f"{n} 欧阳" * 9) for n in four)
    for four in (range(at, at + 4) for at in range(0, 40, 4))
)


def telegram(message: Message) -> None:
    assert len(words(message).plain) <= 4096
    markup = keyboard(message.buttons)
    rows: Any = markup.inline_keyboard if markup else ()
    assert sum(len(row) for row in rows) == sum(len(row) for row in message.buttons)
    assert all(
        1 <= len(str(one.callback_data).encode()) <= 64 and len(row) <= 8 for row in rows for one in row
    )


def app(message: Message) -> None:
    assert size(wecom_words(message)) <= TEXT_BYTES
    for number, card in enumerate(cards(message, "17-abc")):
        check_card(card)
        assert number or fits(message) or size(wecom_words(message))
    check_card(repainted(message) | {"task_id": "17-abc"})
    card = textcards.textcard(replace(message, link="https://your.address/t/token"))
    assert check_textcard(card)
    assert "<" not in card["description"].replace("<br>", "")


def customers(message: Message) -> None:
    assert sum(len(row) for row in message.buttons) == len(tappable(message)) <= 10
    content = kf_sending.content(message)
    if content.get("msgtype") == "msgmenu":
        _check_menu(content["msgmenu"])
    elif content:
        assert 0 < size(content["text"]["content"]) <= TEXT_BYTES


def group_robot(message: Message) -> None:
    assert not message.buttons
    if said := wecom_words(message):
        body = robot.content(said)
        kind = body["msgtype"]
        assert size(body[kind]["content"]) <= {"text": TEXT_BYTES, "markdown": 4096}[kind]
        assert "<@" not in body[kind]["content"] or kind == "text"


def app_group(message: Message) -> None:
    assert not message.buttons
    if said := wecom_words(message):
        for listing in (False, True):
            body = wording.content(said, listing=listing)
            assert size(body[body["msgtype"]]["content"]) <= TEXT_BYTES


def aibot(message: Message) -> None:
    for payload in aibot_replies.payloads(message):
        if payload["msgtype"] == "markdown":
            assert 0 < size(payload["markdown"]["content"]) <= aibot_replies.MARKDOWN
            assert "（另有" not in payload["markdown"]["content"].rpartition("\n")[2]
        else:
            check_card(payload["template_card"], place="aibot")
    assert sum(len(row) for row in message.buttons) <= 9


def browser(message: Message) -> None:
    assert len(message.text) <= 20_000


PLATFORMS: dict[str, tuple[type[Platform] | Any, Callable[[Message], None]]] = {
    "telegram": (TelegramPlatform, telegram),
    "wecom": (WecomPlatform, app),
    "wecom_kf": (KfPlatform, customers),
    "wecom_bot": (RobotPlatform, group_robot),
    "wecom_chat": (AppchatPlatform, app_group),
    "wecom_aibot": (AibotPlatform, aibot),
    "web": (WebPlatform, browser),
}


@cache
def rendered(language: str, extreme: str) -> list[tuple[str, str]]:
    """Each text with its key; of those that say the same, one."""
    facts = EXTREMES[extreme]
    keys = KEYS
    if extreme == "lists":  # lines are alike in all languages, and long: each key in one of them
        keys = KEYS[LANGUAGES.index(language) :: len(LANGUAGES)]
    told = {TEXTS.render(Notice(key, facts), language, ZONE).text: key for key in keys}
    return [(key, text) for text, key in told.items() if not facts or any(fact in text for fact in MARKS)]


LONGEST = ("long words", "pictures", "lists")  # what differs with a language is how long its words are
CASES = [
    (language, extreme)
    for language in LANGUAGES
    for extreme in (EXTREMES if language == DEFAULT else LONGEST)
]
TURNS = 8  # buttons are forty with every text, and most of the work: each text has them in one case of eight


def messages(able: Abilities, language: str, extreme: str) -> Iterator[tuple[str, str, Message]]:
    """(key, the words uncut, the message) of each text, without buttons and, in its turn, with them."""
    mention = ("zhou", "欧阳某某" * 9)
    turn = CASES.index((language, extreme))
    many = TEXTS.render(Notice("mine", buttons=MANY), language, ZONE)
    for number, (key, text) in enumerate(rendered(language, extreme)):
        alone = Rendered(text=text)
        for whole in (alone, replace(many, text=text)) if number % TURNS == turn % TURNS else (alone,):
            said = shaped(whole, able, TEXTS, language, mention[1])
            yield key, text, Message(text=said.text, buttons=said.buttons, mention=mention)


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize(("language", "extreme"), CASES)
def test_every_notice_fits_every_platform_in_every_language(name: str, language: str, extreme: str) -> None:
    """None is refused for its length or its buttons, and none is cut without saying so."""
    platform, check = PLATFORMS[name]
    left = {"zh_CN": "… 另有", "zh_TW": "… 另有", "en": "… and "}[language]
    for key, whole, message in messages(platform.abilities, language, extreme):
        check(message)
        assert message.text.startswith(storable(whole)) or left in message.text, key


def test_what_is_left_out_of_a_list_is_counted_in_its_entries() -> None:
    able = Abilities(text=300)
    text = TEXTS.render(Notice("mine", {"count": 40, "lines": LINES}), "zh_CN", ZONE)
    said = shaped(text, able, TEXTS, "zh_CN").text
    assert said.endswith(f"… 另有 {40 - said.count('#')} 条")
    assert said.count("\n#") >= 2
