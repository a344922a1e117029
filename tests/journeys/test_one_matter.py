"""One matter, many people: told twice, by many, to several departments; merged and taken apart again."""

from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.visitor import Visitor

LIFT = "3栋2单元电梯坏了，门关不上，物业快来修"
SAME = "3栋2单元的电梯坏了，快来修"
LEAK = "3栋地下车库漏水，滴到车上了"


def two(visitor: Visitor) -> None:
    """#1 is the lift, #2 the garage: nobody takes them for one matter."""
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", LEAK, photos=[picture()])
    assert [one["status"] for one in visitor.tickets()] == ["dispatched", "dispatched"]


def names(visitor: Visitor, number: int) -> set[str]:
    back = {key: name for name, key in visitor.people.items()}
    return {back[key] for key in visitor.ticket(number)["reporters"]}


def running(visitor: Visitor, number: int) -> dict[str, str]:
    clocks = visitor.ticket(number)["clocks"]
    return {
        one["kind"]: one["due_at"]
        for one in clocks
        if not (one["met_at"] or one["cancelled_at"] or one["paused_at"])
    }


def test_S0_02_a_neighbours_report_of_the_same_lift_is_one_record_at_once(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.advance("PT20M")
    visitor.say("李秀英", "residents", SAME, photos=[picture()])
    assert visitor.bot("周婷", "private", "#2 的照片").photos
    assert [one["status"] for one in visitor.tickets()] == ["dispatched", "merged"]
    assert names(visitor, 1) == {"陈建国", "李秀英"}
    assert not running(visitor, 2)
    assert "已有 2 户" in visitor.bot("陈建国", "residents", "#1｜").text
    assert "快来修" in visitor.bot("周婷", "private", "#1", "#2", "2 户").text
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进展 1 师傅十分钟后到")
    assert visitor.bot("李秀英", "private", "师傅十分钟后到")


def test_who_reported_it_takes_it_apart_and_it_is_registered_then(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", SAME)
    answer = visitor.bot("李秀英", "residents", "同一件事")
    assert visitor.tap("赵敏", answer, "不是同一件")
    assert visitor.ticket(2)["status"] == "merged", "nobody else says what their neighbour meant"
    visitor.tap("李秀英", answer, "不是同一件")
    assert visitor.ticket(2)["status"] == "dispatched"
    assert {"respond", "resolve", "accept"} <= set(running(visitor, 2))
    assert (names(visitor, 1), names(visitor, 2)) == ({"陈建国"}, {"李秀英"})
    assert "负责人" in visitor.bot("李秀英", "residents", "#2｜").text
    assert (
        "单独办理" in (visitor.tap("李秀英", answer, "不是同一件") or "")
        or visitor.ticket(2)["status"] == "dispatched"
    )


def test_S2_112_told_twice_by_one_person_to_several_it_is_one_record(visitor: Visitor) -> None:
    """C14."""
    visitor.say("陈建国", "residents", LIFT)
    visitor.advance("PT3H")
    visitor.say("陈建国", "private", "3栋2单元电梯还是坏的，麻烦看看")
    assert [one["status"] for one in visitor.tickets()] == ["dispatched", "merged"]
    assert visitor.card("陈建国", "private", "#1", "#2")
    assert "还是坏的" in visitor.bot("周婷", "private", "#2").text
    assert visitor.ticket(1)["reporters"] == [visitor.people["陈建国"]]


def test_S2_112_what_may_be_the_same_is_hinted_with_reasons_and_merged_by_a_tap(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.advance("PT2H")
    visitor.say("赵敏", "residents", "3栋电梯坏了，请物业派人来修")
    card = visitor.card("何静", "staff", "#2｜")
    assert "可能与 #1 相同：同栋、电梯、2小时前" in card.text
    visitor.tap("何静", card, "并入 #1")
    assert visitor.ticket(2)["status"] == "merged"
    assert "一起办" in visitor.bot("赵敏", "private", "#2", "#1").text
    assert "#1" in (visitor.tap("何静", card, "并入 #1") or ""), "a double tap says where it went"


def test_a_hint_that_is_wrong_goes_by_a_tap(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("赵敏", "residents", "3栋电梯坏了，请物业派人来修")
    visitor.tap("何静", visitor.card("何静", "staff", "#2｜"), "与 #1 不同")
    card = visitor.card("何静", "staff", "#2｜")
    assert "可能与" not in card.text
    assert not [label for label in card.buttons if "#1" in label]
    assert visitor.ticket(2)["status"] == "dispatched"


def test_merged_and_taken_apart_by_hand_nothing_is_lost_and_the_clocks_stood_still(visitor: Visitor) -> None:
    two(visitor)
    before = running(visitor, 2)
    visitor.say("何静", "staff", "合并 2 1")
    assert visitor.ticket(2)["status"] == "merged"
    assert names(visitor, 1) == {"陈建国", "李秀英"}
    assert not running(visitor, 2)
    assert visitor.bot("周婷", "private", "#2 的照片").photos
    visitor.advance("PT2H")
    visitor.say("何静", "staff", "拆分 2")
    after = running(visitor, 2)
    assert {kind: due[11:16] for kind, due in after.items() if kind == "respond"} == {"respond": "12:30"}
    assert before["respond"][11:16] == "10:30"
    assert visitor.ticket(2)["status"] == "dispatched"
    assert (names(visitor, 1), names(visitor, 2)) == ({"陈建国"}, {"李秀英"})
    assert visitor.ticket(2)["photos"] == 1
    assert [one["kind"] for one in visitor.ticket(2)["journal"]][-2:] == ["merged", "split"]


def test_what_reporters_say_to_a_merged_ticket_reaches_the_one_it_is_within(visitor: Visitor) -> None:
    two(visitor)
    shown = visitor.bot("赵敏", "residents", "#2｜")
    visitor.say("何静", "staff", "合并 2 1")
    visitor.say("李秀英", "residents", "六楼也有水", reply_to=shown.id)
    visitor.press("赵敏", shown, "v1:join:2")
    assert "六楼也有水" in visitor.ticket(1)["text"]
    assert names(visitor, 1) == {"陈建国", "李秀英", "赵敏"}


def test_merges_that_make_no_sense_are_refused_with_the_true_state(visitor: Visitor) -> None:
    two(visitor)
    refusals = {
        "合并 2 2": "自己",
        "合并 2 99": "没有 #99",
        "合并 2": "请写并入哪一单",
        "拆分 1": "#1 没有并入别的单。",
        "不是同一件 2 1": "分开办",
    }
    for typed, words in refusals.items():
        visitor.say("何静", "private", typed)
        assert words in visitor.bots("何静", "private")[-1].text, typed
    visitor.say("何静", "private", "合并 2 1")
    visitor.say("何静", "private", "合并 1 2")
    assert "#2 已并入 #1" in visitor.bots("何静", "private")[-1].text
    visitor.say("何静", "private", "拆分 1")
    assert "#2 并入了它" in visitor.bots("何静", "private")[-1].text
    visitor.say("王强", "private", "合并 1 2")
    assert "岗位" in visitor.bots("王强", "private")[-1].text
    visitor.say("周婷", "private", "接单 2")
    assert "#2 已并入 #1" in visitor.bots("周婷", "private")[-1].text


def test_a_ticket_of_a_closed_one_cannot_be_taken_out_any_more(visitor: Visitor) -> None:
    two(visitor)
    visitor.say("何静", "private", "合并 2 1")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 已修好")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "已修好"), "未解决")
    visitor.say("何静", "private", "拆分 2")
    assert "已归档" in visitor.bots("何静", "private")[-1].text
    assert names(visitor, 3) == {"陈建国", "李秀英"}, "the second complaint keeps all its reporters"


def test_S3_02_a_complaint_about_somebody_never_goes_into_a_public_ticket(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "private", "前台何静态度恶劣，骂业主，我要投诉她")
    assert visitor.ticket(2)["topic"] == "服务态度"
    visitor.say("林芳", "private", "合并 2 1")
    assert "不公开" in visitor.bots("林芳", "private")[-1].text
    visitor.say("何静", "private", "合并 2 1")
    assert "没有 #2" in visitor.bots("何静", "private")[-1].text


def test_S0_02_merging_makes_a_group_complaint_for_the_head_and_all_sides_hear(visitor: Visitor) -> None:
    two(visitor)
    for who in ("赵敏", "刘洋"):
        visitor.tap(who, visitor.bot(who, "residents", "#1｜"), "我也遇到")
    assert "3/5" in visitor.bot("高明", "managers", "#1", "/5 户").text
    visitor.tap("孙丽", visitor.bot("孙丽", "residents", "#2｜"), "我也遇到")
    visitor.tap("陈建国", visitor.bot("陈建国", "residents", "#2｜"), "我也遇到")
    visitor.say("何静", "staff", "合并 2 1")
    one = visitor.ticket(1)
    assert (one["class"], one["assignee"], len(one["reporters"])) == (1, visitor.people["高明"], 5)
    assert "一类" in visitor.bot("李秀英", "private", "5 户").text
    assert "一类" in visitor.bot("何静", "staff", "已满 5 户").text
    assert visitor.bot("高明", "managers", "已满 5 户").edited, "where the warning stood"
    assert visitor.clock(1, "accept")["met_at"] is None
    visitor.say("何静", "staff", "拆分 2")
    assert visitor.ticket(1)["class"] == 1, "only a head lowers it"


def test_S0_09_the_same_again_after_it_was_done_is_a_second_complaint_one_level_up(visitor: Visitor) -> None:
    """C14."""
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 已修好")
    visitor.advance("PT3H")
    visitor.say("陈建国", "residents", "3栋2单元电梯又坏了，物业快来修")
    first, second = visitor.tickets()
    assert (first["status"], second["round"], second["parent"]) == ("closed", 2, 1)
    assert (second["class"], second["assignee"]) == (2, visitor.people["林芳"])
    assert "第2轮" in visitor.bot("林芳", "private", "#2").text


def test_S0_09_unhappy_with_how_it_goes_on_is_a_second_complaint(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.advance("PT3H")
    visitor.say("陈建国", "residents", "3栋2单元电梯还是坏的，报了没人管")
    first, second = visitor.tickets()
    assert (first["status"], second["parent"], second["round"], second["class"]) == ("dispatched", 1, 2, 2)
    assert second["assignee"] == visitor.people["林芳"]


def test_S2_112_a_proposal_may_be_merged_and_is_a_proposal_again_when_taken_out(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.advance("PT10M")
    visitor.say("赵敏", "residents", "3栋的电梯怎么了")
    card = visitor.card("何静", "staff", "#2｜")
    assert visitor.ticket(2)["status"] == "proposed"
    assert "可能与 #1 相同" in card.text
    visitor.tap("何静", card, "并入 #1")
    assert "#2" in visitor.bot("赵敏", "private", "一起办").text
    assert not [one for one in visitor.bots("赵敏", "residents") if "#2" in one.text]
    visitor.advance("PT1H")
    visitor.tap("何静", visitor.card("何静", "staff", "已并单 #2"), "不是同一件")
    assert visitor.ticket(2)["status"] == "proposed"
    assert set(running(visitor, 2)) == {"triage"}


def test_S0_02_below_the_card_a_neighbours_words_count_without_a_tap(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", "3栋2单元的电梯又坏了，门关不上，老人都下不了楼")
    for who, words in (
        ("李秀英", "是啊，我家也是，早上爬楼的"),
        ("赵敏", "我家也是"),  # of another unit
        ("吴刚", "+1"),  # of another building
        ("李秀英", "我家也是"),
    ):
        visitor.say(who, "residents", words)
    (ticket,) = visitor.tickets()
    assert ticket["reporters"] == [visitor.people["陈建国"], visitor.people["李秀英"]]
    assert visitor.bot("李秀英", "private", "#1")
    visitor.say("李秀英", "residents", "我也想吃火锅")
    visitor.advance("PT11M")
    assert len(visitor.tickets()) == 1
