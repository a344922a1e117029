"""What every platform promises the desk, each as far as it says that it can."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.platforms.base import Blocked, Message, Refused, Shown, Unreachable, Vanished
from bot.shaping import shaped
from bot.texts.render import Rendered, Texts
from handlers.incoming import Kind
from tests.bot.platforms.surface import Surface
from tests.bot.platforms.surfaces import SURFACES
from tests.fakes.wecom.client import wait_until
from tests.fakes.wecom.real import picture

TEXTS = Texts.load()
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(params=sorted(SURFACES))
def surface(request: pytest.FixtureRequest) -> Iterator[Surface]:
    with SURFACES[request.param]() as running:
        yield running


def choice(count: int, text: str = "#1 漏水") -> Message:
    return Message(text=text, buttons=(tuple(Shown(key=f"v1:do:{n}", label=f"做{n}") for n in range(count)),))


def heard(surface: Surface, kind: Kind) -> None:
    wait_until(lambda: [one for one in surface.it.desk.taken if one.kind is kind], what=str(kind))


def test_words_arrive_as_they_are(surface: Surface) -> None:
    words = '<b>&lt; 5 < 6 & "7"</b>\n第二行'
    surface.send(Message(text=words, name="1-a"))
    assert surface.words() == words


def test_what_people_write_comes_in_once_with_who_and_where(surface: Surface) -> None:
    if surface.say is None:
        assert not surface.platform.abilities.hears
        return
    surface.say("电梯坏了")
    heard(surface, Kind.MESSAGE)
    (said,) = [one for one in surface.it.desk.taken if one.kind is Kind.MESSAGE]
    assert (said.text, said.chat, said.private) == ("电梯坏了", surface.chat, True)
    assert said.sender is not None
    assert said.sender.account == surface.chat


def test_what_could_not_be_committed_comes_again(surface: Surface) -> None:
    if surface.say is None or surface.platform.name == "web":  # the browser shows the error to who wrote
        return
    surface.it.desk.failures = 1
    surface.say("电梯坏了")
    heard(surface, Kind.MESSAGE)
    assert surface.it.desk.texts() == ["电梯坏了"]


def test_every_button_that_fits_comes_back_with_its_key(surface: Surface) -> None:
    count = min(surface.platform.abilities.buttons, 9)
    if not count or surface.tap is None:
        assert not surface.platform.abilities.buttons
        return
    surface.send(replace(choice(count), name="1-a"))
    surface.tap(f"做{count - 1}")
    heard(surface, Kind.TAP)
    assert [one.button for one in surface.it.desk.taken if one.button] == [f"v1:do:{count - 1}"]


def test_a_photo_goes_out_and_one_that_comes_in_can_be_fetched(surface: Surface) -> None:
    photo = picture()
    surface.send(Message(text="现场", photos=(photo,), name="1-a"))
    assert sum(one.photos for one in surface.seen()) == surface.platform.abilities.photos
    assert "现场" in surface.words()
    if surface.show is None:
        return
    surface.show(photo)
    heard(surface, Kind.MESSAGE)
    (ref,) = next(one.photos for one in surface.it.desk.taken if one.photos)
    assert surface.it.run(surface.platform.fetch(ref)) == photo


def test_a_message_is_changed_in_place_or_said_to_be_gone(surface: Surface) -> None:
    posted = surface.send(replace(choice(1), name="1-a"))
    change = surface.platform.edit(surface.chat, posted, Message(text="#1 已接单"))
    if not surface.platform.abilities.edits:
        with pytest.raises(Vanished):
            surface.it.run(change)
        return
    surface.it.run(change)
    assert surface.words().startswith("#1 已接单")
    assert len(surface.seen()) == 1


def test_a_passing_failure_is_told_from_a_final_one(surface: Surface) -> None:
    if surface.fail is None or surface.shut is None:
        return
    surface.fail()
    with pytest.raises(Unreachable):
        surface.send(Message(text="一", name="1-a"))
    surface.send(Message(text="一", name="1-a", tried=True))
    surface.shut()
    with pytest.raises(Blocked):
        surface.send(Message(text="二", name="2-a"))
    assert surface.words().split("\n").count("一") == 1


def test_a_letter_whose_answer_was_lost_arrives_once_also_from_another_process(surface: Surface) -> None:
    if surface.lose is None:
        return
    surface.lose()
    with pytest.raises(Unreachable):
        surface.send(Message(text="一", name="1-a"))
    surface.send(Message(text="一", name="1-a", tried=True))
    assert surface.words() == "一"


def test_nothing_at_all_is_refused(surface: Surface) -> None:
    if surface.platform.name in {"web", "wecom_bot"}:
        return
    with pytest.raises(Refused):
        surface.send(Message(text=" ", name="1-a"))


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize("length", [300, 1023, 1025, 2049, 4097, 30_000])
def test_the_longest_words_arrive_with_what_is_left_out_said(
    surface: Surface, language: str, length: int
) -> None:
    """In the reader's language, and never cut by the platform in silence."""
    able = surface.platform.abilities
    rendered = Rendered(text="漏\U0001f4a7" * (length // 2), buttons=((("v1:do:1", "做1"),),))
    said = shaped(rendered, able, TEXTS, language)
    surface.send(Message(text=said.text, buttons=said.buttons, name="1-a"))
    read = max((one.text for one in surface.seen()), key=len)
    whole = said.text == rendered.text
    assert whole == (able.measure(rendered.text) <= able.text)
    assert read.replace("\n", "").startswith(said.text.replace("\n", ""))  # 微信客服's labels follow
    left = {"zh_CN": "另有", "zh_TW": "另有", "en": "more characters"}[language]
    assert (left in said.text) == (not whole)
    assert said.choices == ((("v1:do:1", "做1"),) if able.labels else ())
