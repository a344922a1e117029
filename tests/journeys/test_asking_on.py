"""A manager's question goes on from the one before."""

from tests.journeys.test_asking import lived
from tests.journeys.visitor import Visitor


def newest(visitor: Visitor, who: str, room: str) -> str:
    return visitor.bots(who, room)[-1].text


def test_S1_07_the_next_words_change_what_they_name_and_keep_the_rest(visitor: Visitor) -> None:
    lived(visitor)
    visitor.say("林芳", "private", "本月电梯多少单")
    assert "至 2026-11-18 · 电梯\n共 1 单" in newest(visitor, "林芳", "private")

    visitor.say("林芳", "private", "照明的呢")
    assert "至 2026-11-18 · 照明\n共 1 单" in newest(visitor, "林芳", "private")

    visitor.say("林芳", "private", "昨天呢")
    assert newest(visitor, "林芳", "private").startswith("🔎 2026-11-17 · 照明\n共 0 单")

    visitor.say("林芳", "private", "那周婷呢")
    assert newest(visitor, "林芳", "private").startswith("🔎 2026-11-17 · 周婷 照明")


def test_S1_07_what_only_asks_where_most_is_goes_on_and_what_names_its_days_does_not(
    visitor: Visitor,
) -> None:
    lived(visitor)
    visitor.say("林芳", "private", "本月电梯多少单")
    visitor.say("林芳", "private", "哪栋最多")
    assert "· 电梯 按楼栋\n" in newest(visitor, "林芳", "private")

    visitor.say("林芳", "private", "本月哪栋最多")
    assert "电梯" not in newest(visitor, "林芳", "private").split("\n")[0]


def test_S0_47_in_the_room_an_answer_is_gone_on_from_by_replying_to_it_and_persons_stay_private(
    visitor: Visitor,
) -> None:
    lived(visitor)
    visitor.say("高明", "managers", "本月多少单")
    told = visitor.bot("高明", "managers", "共 2 单")

    visitor.say("高明", "managers", "照明的呢")
    assert visitor.bots("高明", "managers")[-1].id == told.id, "said to nobody in particular"

    visitor.say("高明", "managers", "照明的呢", reply_to=told.id)
    assert "· 照明\n共 1 单" in newest(visitor, "高明", "managers")

    visitor.say("高明", "managers", "按人呢", reply_to=told.id)
    assert "照明 按岗位" in newest(visitor, "高明", "managers")
    assert "按经手人" in newest(visitor, "高明", "private")


def test_S1_07_after_a_quarter_of_an_hour_nothing_is_gone_on_from(visitor: Visitor) -> None:
    lived(visitor)
    visitor.say("林芳", "private", "本月电梯多少单")
    visitor.advance("PT16M")
    visitor.say("林芳", "private", "照明的呢")

    assert "照明" not in newest(visitor, "林芳", "private").split("\n")[0]
    assert "🔎" not in newest(visitor, "林芳", "private")


def test_a_complaint_that_is_passed_on_is_taken_in_though_it_looks_like_a_question(visitor: Visitor) -> None:
    lived(visitor)
    visitor.say("林芳", "private", "业主原话：楼上天天半夜拖椅子，我都打了几次电话了，你们到底管不管？")

    assert "要登记这件事吗" in newest(visitor, "林芳", "private")
