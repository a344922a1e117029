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
        ("电话幺三八零零一三八一二三", "13800138123"),
        ("打一三九 一二三四 五六七八", "13912345678"),
        ("电话88123456-802", "88123456-802"),
        ("010-88123456转801", "010-88123456转801"),
        ("订单号1234567890123456", None),
        ("订单88123456", None),
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
        ("301、302、401都没水", 3),
        ("301、302之间的墙", None),
    ],
)
def test_households_and_persons_are_counted(text: str, people: int | None) -> None:
    assert people_of(fold(text).text) == people


def test_money_is_told_only_where_it_is_claimed() -> None:
    assert money_of(fold("赔我三千块")) == "三千块"
    assert money_of(fold("早餐三块钱")) is None


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("赔偿3,500元", "3,500元"),
        ("要求退还1,200.50元", "1,200.50元"),
        ("停车费10元/小时乱收，应退50元", "50元"),
        ("物业费2.5元，退我多收的300元", "300元"),
        ("赔我￥2000", "￥2000"),
        ("要求索赔$350", "$350"),
        ("索赔1.5万", "1.5万"),
        ("赔偿两万", "两万"),
        ("楼上漏水,500元要赔", "500元"),
    ],
)
def test_the_amount_told_is_the_whole_one_that_is_claimed(text: str, money: str) -> None:
    assert money_of(fold(text)) == money


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("电话+8613912345678", "+8613912345678"),
        ("打+85291234567", "+85291234567"),
        ("电话91234567", "91234567"),
        ("打+886912345678", "+886912345678"),
        ("电话(02)2700-1234", "(02)2700-1234"),
        ("电话0755 88123456", "0755 88123456"),
        ("打2700-1234", "2700-1234"),
        ("2301-2305走廊灯不亮", None),
        ("2301 2302都漏水", None),
    ],
)
def test_a_phone_is_told_whole_and_two_doors_are_none(text: str, phone: str | None) -> None:
    assert phone_of(fold(text)) == phone
