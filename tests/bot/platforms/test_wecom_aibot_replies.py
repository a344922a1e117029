"""What a 智能机器人 says is markdown, and nobody's words are markup in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.base import Message
from bot.platforms.measuring import fitting, size
from bot.platforms.wecom.aibot_platform import AibotPlatform
from bot.platforms.wecom.aibot_replies import MARKDOWN, markdown, payloads, plain


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("[缴费](http://x.example)", "［缴费］(http://x.example)"),
        ("![](http://x.example/1.png)", "!［］(http://x.example/1.png)"),
        ('3栋**急**<font color="warning">', '3栋＊＊急＊＊＜font color="warning"＞'),
        ("`x`\n# 一级\n> 引用\n- 项\n* 项\n+ 项", "｀x｀\n＃ 一级\n＞ 引用\n\\- 项\n＊ 项\n\\+ 项"),
        ("#1 漏水", "\\#1 漏水"),
    ],
)
def test_a_residents_words_are_no_link_and_no_markup(said: str, shown: str) -> None:
    (made,) = payloads(Message(text=said))
    assert made["markdown"]["content"] == shown


@given(st.text(alphabet="漏<>*`[]#-+ \na", max_size=30))
def test_what_was_cut_by_its_measure_is_not_cut_again(text: str) -> None:
    abilities = AibotPlatform.abilities
    kept = fitting(f"漏水{text}" * 900, abilities.text, abilities.measure)
    assert size(plain(kept)) <= MARKDOWN
    assert markdown(kept)["markdown"]["content"] == plain(kept)
