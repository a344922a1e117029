import pytest

from nlp.fold import fold
from nlp.told import money_of, people_of, phone_of


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("打我13912345678", "13912345678"),
        ("0912-345-678", "0912-345-678"),
        ("call 6123-4567", "6123-4567"),
        ("010-62345678", "010-62345678"),
        ("订单号1234567890123456", None),
    ],
)
def test_a_phone_is_told_as_written(text: str, phone: str | None) -> None:
    assert phone_of(fold(text)) == phone


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("我们三十多户联名", 30),
        ("21戶都聽到", 21),
        ("我們六個人被困", 6),
        ("几十户业主", 20),
        ("上百户都停了", 100),
        ("第86户", None),
        ("两家店", None),
        ("电梯坏了", None),
        ("楼上四五户都漏水", 4),
        ("七八个邻居", 7),
        ("一两户", 1),
        ("十七八户", 17),
        ("二三十户", 20),
        ("我是3栋501业主", None),
        ("3栋2单元501业主王女士", None),
        ("1203住户", None),
        ("501户", None),
        ("5栋12户", None),
        ("共501户", 501),
        ("5栋12户都停水了", 12),
        ("3栋120户业主联名", 120),
        ("501多户", 501),
    ],
)
def test_households_and_persons_are_counted(text: str, people: int | None) -> None:
    assert people_of(fold(text).text) == people


def test_money_is_told_only_where_it_is_claimed() -> None:
    assert money_of(fold("赔我三千块")) == "三千块"
    assert money_of(fold("早餐三块钱")) is None
