"""A link for who is shown no buttons: within WeCom's bytes, on every client, once."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.base import Message, Unreachable
from bot.platforms.measuring import size
from bot.platforms.wecom import textcards
from bot.platforms.wecom.platform import WecomPlatform
from tests.bot.platforms.wecom_desk import Live, app, live
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.server import running_fake


@pytest.fixture
def wecom() -> Iterator[FakeWecom]:
    with running_fake() as fake:
        fake.add_member("zhou", "周婷")
        yield fake


@pytest.fixture
def platform(wecom: FakeWecom) -> WecomPlatform:
    return app(wecom)


@pytest.fixture
def it(platform: WecomPlatform) -> Iterator[Live]:
    with live(platform) as running:
        yield running


def test_a_link_is_a_card_for_everybody_and_sent_again_it_arrives_once(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    """No name is given to a textcard: WeCom's own check knows the same words (path 90236)."""
    wecom.change_member("zhou", plugin=True)
    message = Message(text="#1 漏水\n3栋厨房\n<div class=x>", link="https://your.address/t/token", tried=True)
    wecom.fail_next("message/send", "reset-after-apply")
    with pytest.raises(Unreachable):
        it.run(platform.send("zhou", message))
    it.run(platform.send("zhou", message))
    (card,) = wecom.messages_to("zhou")
    assert (card.msgtype, card.shown) == ("textcard", True)
    assert card.raw["title"] == "#1 漏水"
    assert card.raw["description"] == "3栋厨房<br>＜div class=x＞"


@given(text=st.text(max_size=3000))
def test_any_words_make_a_textcard_within_its_bytes(text: str) -> None:
    card = textcards.textcard(Message(text=text, link="https://your.address/t/token"))
    assert 0 < size(card["title"]) <= 128
    assert 0 < size(card["description"]) <= 512
    assert "\n" not in card["description"]


@pytest.mark.parametrize(("length", "texts"), [(150, 0), (1000, 1)])
def test_words_that_do_not_fit_stand_before_the_link_in_full(
    wecom: FakeWecom, platform: WecomPlatform, it: Live, length: int, texts: int
) -> None:
    words = f"#1 漏水\n{'x' * length}"
    it.run(platform.send("zhou", Message(text=words, link="https://your.address/t/token")))
    *before, card = wecom.messages_to("zhou")
    assert [one.text for one in before] == [words] * texts
    assert card.msgtype == "textcard"
