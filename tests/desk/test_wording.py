"""What a text to a reporter should not say, in three languages; what is data is read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.book import load_wording
from desk.wording import Fault, Wording, WordingError, parse_wording

SHIPPED = load_wording()


def faults(text: str, *, verified: bool = False) -> list[tuple[Fault, str]]:
    return [(one.fault, one.said) for one in SHIPPED.check(text, verified=verified)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我们尽快来修", [(Fault.VAGUE, "尽快")]),
        ("我們馬上處理", [(Fault.VAGUE, "馬上")]),
        ("We will come soon.", [(Fault.VAGUE, "soon")]),
        ("尽快，今天15:00前到", []),
        ("尽快处理，11月25日前修好", []),
        ("We will be there soon, by 3 pm", []),
        ("这是我们的责任", [(Fault.ADMISSION, "是我们的责任")]),
        ("It was our fault", [(Fault.ADMISSION, "our fault")]),
        ("是您自己弄坏的", [(Fault.BLAME, "是您自己")]),
        ("這個不歸我們管", [(Fault.NOT_OURS, "不歸我們管")]),
        ("That is not our job", [(Fault.NOT_OURS, "not our job")]),
        ("配件已到，今天15:00前换好", []),
        ("They come sooner", []),
    ],
)
def test_S1_13_S4_12_S4_14_S2_69_each_fault_is_found_as_written(
    text: str, found: list[tuple[Fault, str]]
) -> None:
    assert faults(text) == found


def test_S4_12_what_is_proven_may_be_owned_up_to() -> None:
    assert faults("是我们的错", verified=True) == []


def test_S0_44_sensitive_and_safety_words_are_told_apart() -> None:
    assert SHIPPED.marked("sensitive", "我们会谈赔偿")
    assert not SHIPPED.marked("sensitive", "配件到了")
    assert SHIPPED.marked("safety", "請先疏散到一樓")


@given(st.text())
def test_any_text_can_be_checked_and_findings_stand_in_it(text: str) -> None:
    for one in SHIPPED.check(text):
        assert one.said in text


def test_managers_add_words_and_take_them_away() -> None:
    own = {"vague": {"zh_CN": ["这阵子"], "without": ["尽快"]}}
    wording = parse_wording({"vague": {"zh_CN": ["尽快", "马上"]}}, own)
    assert [one.said for one in wording.check("这阵子尽快马上")] == ["这阵子", "马上"]


@pytest.mark.parametrize(
    "wrong", [{"vage": {}}, {"vague": []}, {"vague": {"fr": ["vite"]}}, {"vague": {"en": [""]}}]
)
def test_a_file_that_is_wrong_is_refused_with_what_is_allowed(wrong: dict[str, object]) -> None:
    with pytest.raises(WordingError):
        parse_wording(wrong)


def test_without_words_nothing_is_found() -> None:
    assert Wording().check("尽快") == ()
