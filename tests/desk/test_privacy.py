"""Masking: no telephone number survives, everything else stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.privacy import guarded, masked
from desk.privacy import phones as phones_in


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


def spaced(number: str, gaps: list[str], at: tuple[int, ...]) -> str:
    parts = [number[begin:end] for begin, end in zip((0, *at), (*at, len(number)), strict=True)]
    return "".join(part + gap for part, gap in zip(parts, [*gaps[: len(at)], ""], strict=True))


gaps = st.lists(st.sampled_from(["", "-", " ", "."]), min_size=2, max_size=2)
mainland = st.builds(
    lambda second, rest, gaps, before: before + spaced(f"1{second}{rest}", gaps, (3, 7)),
    st.sampled_from("3456789"),
    digits(9),
    gaps,
    st.sampled_from(["", "+86", "86 ", "0086-", "＋86"]),
)
landline = st.builds(
    lambda area, rest, gap: f"{area}{gap}{rest}",
    st.sampled_from(["010", "0755", "020", "02", "0898"]),
    st.one_of(digits(7), digits(8)),
    st.sampled_from(["", "-", " "]),
)
taiwan = st.builds(lambda rest, gaps: spaced(f"09{rest}", gaps, (4, 7)), digits(8), gaps)
hong_kong = st.builds(
    lambda first, rest, gap, before: before + first + rest[:3] + gap + rest[3:],
    st.sampled_from("3456789"),
    digits(7),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from(["", "+852 ", "853-", "00852"]),
)
local = st.builds(lambda first, rest: first + rest, st.sampled_from("2345678"), digits(6))
phones = st.one_of(mainland, landline, taiwan, hong_kong, local)
words = st.text(st.characters(categories=["Lo", "Po"], exclude_characters="*，"), max_size=8)
harmless = st.sampled_from(
    [
        "3栋2单元501",
        "1-3-501",
        "2026-10-01 12:30",
        "2025-2026年",
        "128.50元",
        "单号202611200001234567890",
        "12345",
        "400",
        "2:30",
        "1101、1102",
    ]
)


@given(st.lists(st.tuples(words.map(lambda word: f"{word}，"), phones), min_size=1, max_size=4))
def test_no_phone_survives_wherever_it_stands(pieces: list[tuple[str, str]]) -> None:
    hidden = masked("".join(before + phone for before, phone in pieces))
    for _before, phone in pieces:
        assert phone not in hidden
        digits_left = [re.sub(r"\D", "", part) for part in hidden.split("，")]
        assert not any(re.sub(r"\D", "", phone)[-8:] in part for part in digits_left)
    assert hidden.count("*") >= 4 * len(pieces)


@given(st.lists(st.one_of(harmless, words, phones), max_size=6).map("，".join))
def test_only_digits_change_and_only_into_stars_and_masking_twice_is_masking_once(text: str) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    changed = [(before, after) for before, after in zip(text, hidden, strict=True) if before != after]
    assert all(before.isdigit() and after == "*" for before, after in changed)
    assert masked(hidden) == hidden


@given(st.lists(st.one_of(harmless, words), max_size=6).map("，".join))
def test_other_digits_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("13812345678", "138****5678"),
        ("138-1234-5678", "138-****-5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("0755-23456789", "0755-****6789"),
        ("（010）23456789", "（010）****6789"),
        ("9123 4567", "**** 4567"),
        ("2345678", "****678"),
        ("44030119900101123X", "440301********123X"),
        ("1-3-501 13812345678", "1-3-501 138****5678"),
        ("1381234567890", "1381234567890"),  # too long for a telephone
    ],
)
def test_what_is_left_to_see(text: str, hidden: str) -> None:
    assert masked(text) == hidden


homes = st.builds(
    lambda form, building, unit, room: form.format(b=building, u=unit, r=room),
    st.sampled_from(
        [
            "{b}-{r}",
            "{b}-{u}-{r}",
            "{b}栋{r}",
            "{b}栋{u}单元{r}",
            "{b}号楼{u}單元{r}室",
            "{b}座{r}房",
            "{r}室",
        ]
    ),
    st.integers(1, 20),
    st.integers(1, 4),
    st.integers(101, 3204).map(str),
)
names = st.sampled_from(["王", "业主王女士", "家里漏水", "，", "（陈）", " Mr Wang"])


@given(homes, names, names)
def test_S2_04_no_room_number_survives_in_a_group_wherever_it_stands(
    home: str, before: str, after: str
) -> None:
    """Also in a nickname as "3-501王"."""
    hidden = guarded(f"{before}{home}{after}")
    room = re.findall(r"\d{3,4}", home)[-1]
    assert room not in re.findall(r"\d+", hidden)
    assert guarded(hidden) == hidden
    assert len(hidden) == len(before + home + after)


@given(st.lists(st.one_of(homes, phones, words), max_size=5).map("，".join))
def test_what_a_group_reads_never_has_more_than_what_masking_leaves(text: str) -> None:
    hidden = guarded(text)
    assert not phones_in(hidden)
    assert all(b in (a, "*") for a, b in zip(masked(text), hidden, strict=True))


@given(
    st.text(st.characters(exclude_categories=["Nd"]), max_size=6),
    st.sampled_from("3456789"),
    digits(9),
    st.text(st.sampled_from(" -.·_—–"), max_size=2),
    st.text(st.characters(exclude_categories=["Nd"]), max_size=6),
)
def test_no_run_of_digits_that_is_a_phone_is_ever_left(
    before: str, second: str, rest: str, gap: str, after: str
) -> None:
    """Whatever letters, marks or separators stand around and within it."""
    number = f"1{second}{rest}"
    said = f"{before}{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}{after}"
    assert number not in re.sub(r"\D", "", masked(said))
    assert not phones_in(masked(said))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("3-501王", "3-***王"),
        ("3-2-1102 李秀英", "3-2-**** 李秀英"),
        ("３栋２单元５０１漏水", "３栋２单元***漏水"),
        ("A座1203", "A座****"),
        ("12楼C室", "12楼*室"),
        ("我住二栋二单元六零三", "我住二栋二单元***"),
        ("三栋一二零三漏水", "三栋****漏水"),
        ("apt 1204 in building 4 unit 1", "apt **** in building 4 unit 1"),
        ("二零二六年", "二零二六年"),
        ("我密码是1234帮我开下门", "我密码是****帮我开下门"),
        ("银行卡号6222 0202 1234", "银行卡号**** **** ****"),
        ("密码锁坏了 3栋", "密码锁坏了 3栋"),
        ("2026-11-30 12:30", "2026-11-30 12:30"),
        ("停车费3-500元", "停车费3-500元"),
        ("3栋2单元的电梯", "3栋2单元的电梯"),
        ("第3栋共108户", "第3栋共108户"),
        ("电话幺三八零零一二三四五六", "电话幺三八****三四五六"),
        ("一三八 零零一二 三四五六", "一三八 **** 三四五六"),
        ("一 三 八，零零一二，三四五六", "一 三 八，****，三四五六"),
    ],
)
def test_what_a_group_reads(text: str, hidden: str) -> None:
    assert guarded(text) == hidden
