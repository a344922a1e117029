"""What nobody does in their job is found beside whoever did it, and not where they did well."""

import pytest

from desk.accused import titled
from desk.misconduct import did, grave


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("保洁阿姨偷我快递", "保洁阿姨"),
        ("个保安好恶，成日闹人", "保安"),
        ("the guard at gate 2 shouted at my kid", "guard"),
        ("师傅上门修东西的时候对我老婆动手动脚", "师傅"),
        ("警卫对我大小声", "警卫"),
        ("2栋这帮保安就是吃干饭的", "保安"),
    ],
)
def test_a_title_before_what_nobody_does_in_their_job_is_complained_of(text: str, who: str) -> None:
    assert titled(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "电动车被偷了，保安不管",
        "保安抓到偷车的了，给力",
        "保安说有人偷电瓶",
        "师傅打我电话了",
        "保安帮忙赶走骂人的",
        "阿姨，红包发了吗",
    ],
)
def test_whoever_did_well_or_did_nothing_is_not(text: str) -> None:
    assert titled(text) is None


def test_somebody_named_did_it_where_it_follows_the_name() -> None:
    assert did("周婷", "周婷昨天骂我")
    assert not did("周婷", "有人偷车，我告诉了周婷")


def test_a_long_tale_is_not_a_few_words() -> None:
    assert grave("师傅要我红包")
    assert not grave("师傅要我红包" + "，说来话长" * 20)
