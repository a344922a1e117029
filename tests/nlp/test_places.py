import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fold import fold
from nlp.places import place_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3号楼2单元501漏水", ("3", "2", None, "501")),
        ("tower b", ("B", None, None, None)),
        ("blk d", ("D", None, None, None)),
        ("block c", ("C", None, None, None)),
        ("bldg e", ("E", None, None, None)),
        ("flat f", (None, None, None, "F")),
        ("t5", ("T5", None, None, None)),
        ("甲栋", ("甲", None, None, None)),
        ("3栋-2-501 水管漏水", ("3", "2", None, "501")),
        ("3#-2-501漏水", ("3", "2", None, "501")),
        ("七杠二杠五零一漏水", ("7", "2", None, "501")),
        ("7杠1203没电", ("7", None, None, "1203")),
        ("叁号楼贰单元501漏水", ("3", "2", None, "501")),
        ("3栋16楼03室漏水", ("3", None, "16", "1603")),
        ("3栋501，哦不对，是503，厕所堵了", ("3", None, None, "503")),
        ("3栋2单元301、302、401都没水", ("3", "2", None, None)),
        ("501和601都漏水", (None, None, None, None)),
        ("漏的是501不是503", (None, None, None, "501")),
        ("我是3栋501，601天天漏水", ("3", None, None, "501")),
        ("12#没电", ("12", None, None, None)),
        ("B座1203停水", ("B", None, None, "1203")),
        ("5座12樓C室冇水", ("5", None, "12", "C")),
        ("8座19C有臭味", ("8", None, "19", "C")),
        ("14樓之2陽台", (None, None, "14", "之2")),
        ("2-1-604 马桶堵了", ("2", "1", None, "604")),
        ("10-2的电梯又停了", ("10", "2", None, None)),
        ("Tower 5 大堂冇燈", ("5", None, None, None)),
        ("toilet backing up in Blk 3 Flat F 2/F", ("3", None, "2", "F")),
        ("pipe burst on the 19th floor, Block B", ("B", None, "19", None)),
        ("6栋二单元的904", ("6", "2", None, "904")),
        ("7栋B座1203", ("7", "B", None, "1203")),
        ("十二号楼十八层", ("12", None, "18", None)),
        ("1502门口有积水", (None, None, None, "1502")),
        ("二〇四室群租", (None, None, None, "204")),
        ("Building 8, 18th floor", ("8", None, "18", None)),
        ("building 6 unit 1 room 502 leak", ("6", "1", None, "502")),
        ("bldg. no. 3, unit 2, 5th floor", ("3", "2", "5", None)),
        ("building B lift stuck", ("B", None, None, None)),
        ("unit 1203 has a leak", (None, None, None, "1203")),
        ("三栋二单元五零一没暖气", ("3", "2", None, "501")),
        ("五号楼二单元幺二零三家里停电", ("5", "2", None, "1203")),
        ("6栋1单402停电", ("6", "1", None, "402")),
        ("2 栋 3 单元 9 楼 走廊", ("2", "3", "9", None)),
        ("3号褛2单圆的电梯", ("3", "2", None, None)),
        ("18号301室水黄", ("18", None, None, "301")),
        ("7号602 隔壁打麻将", ("7", None, None, "602")),
        ("6號4樓裝潢", ("6", None, "4", None)),
        ("A棟10F漏水", ("A", None, "10", None)),
        ("4栋6楼电梯门开着", ("4", None, "6", None)),
        ("10月3号5楼漏水", (None, None, "5", None)),
        ("三楼砸墙，从三楼到一楼都裂了", (None, None, "3", None)),
        ("风机 90 楼顶轰轰响，F座16层", ("F", None, "16", None)),
        ("9座27樓露台有煙", ("9", None, "27", None)),
        ("堵在16楼下不去", (None, None, "16", None)),
        ("我家8号401", ("8", None, None, "401")),
        ("lift alarm at 21F, 16B 第三座", ("3", None, "16", "B")),
    ],
)
def test_a_place_is_told_in_arabic_digits_and_capitals(text: str, told: tuple[str | None, ...]) -> None:
    place = place_of(fold(text).text)

    assert (place.building, place.unit, place.floor, place.room) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("我住3栋501，报的是5栋的灯", ("5", None, None, None)),
        ("我是3棟嘅，講嘅係12座", ("12", None, None, None)),
        ("我家9号楼，投诉的是4号楼2单元", ("4", "2", None, None)),
        ("我住3栋501，漏的是卫生间", ("3", None, None, "501")),
    ],
)
def test_of_two_buildings_the_one_complained_of_is_meant(
    text: str, told: tuple[str | None, str | None, str | None, str | None]
) -> None:
    place = place_of(fold(text).text)

    assert (place.building, place.unit, place.floor, place.room) == told


@pytest.mark.parametrize(
    "text",
    [
        "3号楼和5号楼中间",
        "11到15栋都没电",
        "从18楼到6楼一路往下",
        "5到9层都黑了",
        "卡在七楼和八楼之间",
        "我们一栋楼的人都签了",
        "一栋人都在抱怨",
        "跟他住同一栋",
        "电话 137 0000 2203",
        "投票116票赞成",
        "二三四楼都没水",
        "保安亭24h亮着灯",
        "订单尾号2501的外卖员",
        "管理费加到1203蚊一个月",
        "负二楼在漏水",
        "修了三栋楼还要两层楼高",
        "2026年交房，收费1500元",
        "12345打过了，110也来了",
        "每一层都有",
        "they block a road and i called 1823",
        "each building has 3 units",
        "building 10 minutes away",
        "complained about the building 3 times",
    ],
)
def test_what_names_no_single_place_tells_none(text: str) -> None:
    assert not place_of(fold(text).text)


@given(
    st.sampled_from(["Building {}", "building no. {}", "bldg {}", "Tower {}", "Block {}", "{}号楼", "{}栋"]),
    st.integers(1, 60),
    st.sampled_from([", ", " ", "，"]),
    st.sampled_from(["{}th floor", "{}楼", "{}层"]),
    st.integers(20, 40).filter(lambda floor: floor % 10 > 3),
)
def test_a_building_stays_beside_its_floor(
    tower: str, number: int, mark: str, level: str, floor: int
) -> None:
    """In English as in Chinese, and in both at once."""
    place = place_of(fold(tower.format(number) + mark + level.format(floor)).text)
    assert (place.building, place.floor) == (str(number), str(floor))


@given(st.text(alphabet="0123456789-栋座号楼单元层室一二三十bB之#fF的，", max_size=200))
def test_any_mixture_of_digits_and_marks_is_read(text: str) -> None:
    place = place_of(fold(text).text)

    assert all(part is None or part for part in (place.building, place.unit, place.floor, place.room))


@pytest.mark.parametrize(
    ("text", "building"),
    [
        ("我住1栋，7栋垃圾桶满了臭死了，请清理", "7"),
        ("我家3栋，5栋门口的路灯坏了，请修", "5"),
        ("我住3栋2单元501，5栋的灯坏了", "5"),
        ("我是三号楼的业主，昨晚看到五号楼门口的井盖没了", "5"),
        ("我住3栋，报的是5栋的灯", "5"),
        ("我家3栋501漏水，5栋也漏", "3"),
        ("我住3栋，5栋邻居说是水管坏了", "3"),
        ("我住3栋，水管爆了，5栋的师傅说要关总阀", "3"),
        ("我住3栋，3栋2单元电梯坏了", "3"),
        ("我住3号楼501，三号楼2单元电梯坏了", "3"),
    ],
)
def test_where_the_writer_lives_is_not_where_the_fault_is(text: str, building: str) -> None:
    place = place_of(fold(text).text)

    assert place.building == building
    assert place.room is None or building == "3"
