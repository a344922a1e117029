from datetime import datetime, timedelta

import pytest

from nlp.likeness import SAME_MATTER, likeness
from nlp.reader import Reader


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("3栋电梯停了", "三号楼那台电梯又坏了", True),
        ("地下车库漏水", "地库顶上一直滴水", True),
        ("家里停水了", "我家没水", True),
        ("3栋电梯停了", "7栋电梯停了", False),
        ("东门道闸坏了", "西门道闸坏了", False),
        ("3栋货梯坏了", "3栋客梯坏了", False),
        ("3栋货梯坏了", "3栋电梯坏了", True),
        ("B1车库漏水", "B2车库漏水", False),
        ("一期停电了", "二期停电了", False),
        ("车库入口道闸坏了", "车库出口道闸坏了", False),
        ("3栋8楼走廊灯不亮", "3栋18楼走廊灯不亮", False),
        ("3栋8楼停电了", "3栋18楼停电了", True),
        ("3-1-501马桶堵了", "3-1-1202马桶堵了", False),
        ("3栋电梯停了", "3栋楼道灯不亮", False),
        ("3栋电梯停了", "今晚吃啥", False),
    ],
)
def test_one_matter_is_told_from_another(
    reader: Reader,
    now: datetime,
    one: str,
    other: str,
    same: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    alike = likeness(reader.read(one, now), reader.read(other, now), timedelta(minutes=30))

    assert (alike >= SAME_MATTER) is same


def test_likeness_has_no_direction_and_fades(reader: Reader, now: datetime) -> None:
    a, b = reader.read("5栋停电了", now), reader.read("五号楼没电", now)

    assert likeness(a, b, timedelta(0)) == likeness(b, a, timedelta(0))
    assert likeness(a, b, timedelta(days=10)) < likeness(a, b, timedelta(hours=1))
