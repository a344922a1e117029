"""What staff type when they take a matter in: channel, person, authority, date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.sources import Source, first_word, name_in, nameless, phone_in, same_name, transfer


@pytest.mark.parametrize(
    ("words", "source", "rest"),
    [
        ("电话 3-501王女士 漏水", Source.PHONE, "3-501王女士 漏水"),
        ("来访：李先生", Source.VISIT, "李先生"),
        ("信函 3栋 外墙", Source.LETTER, "3栋 外墙"),
        ("楼管微信 电梯停了", Source.WECHAT, "电梯停了"),
        ("轉辦，住建局", Source.GOVERNMENT, "住建局"),
        ("phone 3-501 no water", Source.PHONE, "3-501 no water"),
        ("电话线断了", None, "电话线断了"),
        ("", None, ""),
    ],
)
def test_the_first_word_names_the_channel(words: str, source: Source | None, rest: str) -> None:
    """S0-25, S0-27."""
    assert first_word(words) == (source, rest)


@pytest.mark.parametrize(
    ("words", "alone", "name"),
    [
        ("3-501王女士 13812345678 卫生间漏水", False, "王女士"),
        ("业主：张伟，电梯坏", False, "张伟"),
        ("电梯又坏了", False, None),
        ("3-606的王女士跟我说漏水", False, "王女士"),
        ("维修师傅没来，保洁阿姨也没来", False, None),
        ("有位李先生来说", False, "李先生"),
        ("3栋的欧阳女士", False, "欧阳女士"),
        ("6栋1单元黄女士 门禁坏了", False, "黄女士"),
        ("3-501 李秀英 13812345678", True, "李秀英"),
        ("没留姓名", True, None),
        ("3-501 Mr Wang no water", False, "Mr Wang"),
    ],
)
def test_a_name_is_found_where_one_is_said(words: str, *, alone: bool, name: str | None) -> None:
    assert name_in(words, alone=alone) == name


def test_nobody_left_a_name() -> None:
    """S2-113, C9."""
    assert nameless("业主不愿留名")
    assert not nameless("王女士")


@given(st.text("0123456789", min_size=9, max_size=9), st.sampled_from(["", " ", "-"]))
def test_a_phone_is_read_whatever_stands_between_its_digits(rest: str, gap: str) -> None:
    number = f"13{rest}"
    assert phone_in(f"王女士{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}，漏水") == number


@pytest.mark.parametrize(
    ("words", "authority", "document", "reply_by", "matter"),
    [
        (
            "住建局 文号 穗建〔2026〕12号 11-30前答复 3栋外墙脱落",
            "住建局",
            "穗建〔2026〕12号",
            "11-30",
            "3栋外墙脱落",
        ),
        ("街道办 期限11月25日 地下车库积水", "街道办", None, "11月25日", "地下车库积水"),
        ("城管局 小区门口占道", "城管局", None, None, "小区门口占道"),
        ("12345热线 编号 GZ20261118001 夜间施工噪音", "12345热线", "GZ20261118001", None, "夜间施工噪音"),
    ],
)
def test_S0_11_a_transfer_is_taken_apart(
    words: str, authority: str, document: str | None, reply_by: str | None, matter: str
) -> None:
    found = transfer(words)
    assert (found.authority, found.document, found.reply_by, found.words) == (
        authority,
        document,
        reply_by,
        matter,
    )


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_without_trouble(words: str) -> None:
    first_word(words)
    name_in(words, alone=True)
    phone_in(words)
    transfer(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2-2-603张三 2栋2单元门禁坏了", "张三"),
        ("3-501 张三丰 13812345678 漏水", "张三丰"),
        ("3-2-501李四，电梯坏了", "李四"),
        ("3-501王女士 卫生间漏水", "王女士"),
        ("3-2-501房门坏 很急", None),
        ("3-2-501安全门响 很吵", None),
        ("3-2-501漏水 很急", None),
    ],
)
def test_a_whole_name_behind_a_home_is_a_name(words: str, name: str | None) -> None:
    assert name_in(words) == name


def test_a_surname_with_a_title_may_be_anybody_of_that_name_and_a_whole_name_is_one_person() -> None:
    assert same_name("陈秀英", "陈女士")
    assert same_name("张师傅", "张三")
    assert not same_name("张丽", "张三")
