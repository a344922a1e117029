"""Digests and other lists in the app: markdown for who can see it, in bytes, and nobody's words as markup."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.base import Message
from bot.platforms.measuring import fitting, size
from bot.platforms.wecom.platform import WecomPlatform
from bot.platforms.wecom.wording import content, listed, measured
from bot.shaping import shaped
from bot.texts.render import Rendered, Texts
from tests.bot.platforms.wecom_desk import Live, app, live
from tests.fakes.wecom.client import FakeWecom

TEXTS = Texts.load()


@pytest.fixture
def platform(wecom: FakeWecom) -> WecomPlatform:
    return app(wecom)


@pytest.fixture
def it(platform: WecomPlatform) -> Iterator[Live]:
    with live(platform) as running:
        yield running


DIGEST = '📋 逾期 2 单\n#12 [漏水](http://x)｜<font color="info">3栋</font>\n#13 *吵*｜`5栋`\n# 一级'


def test_a_list_is_markdown_and_nobodys_words_become_markup(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    it.run(platform.send("zhou", Message(text=DIGEST, listing=True)))
    (seen,) = wecom.messages_to("zhou")
    assert seen.msgtype == "markdown"
    content = seen.raw["content"]
    assert content.startswith("**📋 逾期 2 单**\n#12 ［漏水］")
    assert not set("<>`[]") & set(content)
    assert content.endswith("\n＃ 一级")


def test_nobodys_words_become_a_link_in_a_text() -> None:
    said = content('「<a href="http://x.cn">领奖</a>」 <3', listing=False)["text"]["content"]
    assert said == '「＜a href="http://x.cn">领奖</a>」 <3'


def test_who_sees_no_markdown_gets_a_list_as_text(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    wecom.change_member("zhou", plugin=True)
    it.run(platform.send("zhou", Message(text=DIGEST, listing=True, plain=True)))
    assert [(one.msgtype, one.shown, one.text) for one in wecom.messages_to("zhou")] == [
        ("text", True, DIGEST)
    ]


def test_a_long_list_as_markdown_fits_in_bytes_and_counts_what_is_left_out(
    wecom: FakeWecom, platform: WecomPlatform, it: Live
) -> None:
    lines = "\n".join(f"#{number} 3栋<厨房>*漏水*｜待派单" for number in range(1, 121))
    said = shaped(Rendered(text=f"逾期\n{lines}"), platform.abilities, TEXTS, "zh_CN")
    it.run(platform.send("zhou", Message(text=said.text, listing=True)))
    (seen,) = wecom.messages_to("zhou")
    assert (seen.msgtype, seen.cut) == ("markdown", False)
    shown = seen.raw["content"]
    assert size(shown) <= 2048
    assert shown.endswith(f"… 另有 {120 - shown.count('#')} 条")


@given(st.text(alphabet="漏水<>*`[]# \na😀", max_size=900))
def test_a_list_that_was_cut_by_its_measure_fits_as_markdown(text: str) -> None:
    kept = fitting(text, 2048, measured)
    assert size(listed(kept)) <= 2048


@given(st.lists(st.sampled_from(["漏水", "#", "##", " ", "\n", "<", "*`", "[3栋]", "😀", "a#"]), max_size=60))
def test_words_measure_what_their_markdown_takes(parts: list[str]) -> None:
    words = "".join(parts)
    assert measured(words) == size(listed(f"\n{words}"))  # without a head nothing is made bold
