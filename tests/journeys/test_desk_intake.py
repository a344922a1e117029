"""Staff take in what comes by phone, visit, letter or an authority (S0-25 … S0-27, S2-47, S1-05, S3-20)."""

import base64

import pytest

from tests.journeys.visitor import Visitor

CALL = "/登记 电话 3-2-606王女士 13800001111 卫生间天花板漏水，滴到地上了"
PDF = "data:application/pdf;base64," + base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode()


def test_S0_25_a_call_in_one_line_becomes_a_ticket_with_its_source_and_first_receiver(
    visitor: Visitor,
) -> None:
    """S2-47: any employee; the private card names the caller, the room's does not show the number."""
    visitor.say("孙桂芳", "private", CALL)
    told = visitor.bot("孙桂芳", "private", "#1", "已登记")
    assert "周婷" in told.text
    assert "首接人" in told.text
    ticket = visitor.ticket(1)
    assert (ticket["status"], ticket["place"]["room"]) == ("dispatched", "606")
    assert ticket["journal"][0]["kind"] == "taken_in"
    assert "13800001111" in visitor.card("周婷", "private", "#1", "来源：电话", "王女士").text
    assert "13800001111" not in visitor.card("周婷", "staff", "#1").text
    assert not visitor.bots("陈建国", "residents")


def test_S3_20_the_first_receiver_hears_until_it_is_accepted(visitor: Visitor) -> None:
    visitor.say("孙桂芳", "private", CALL)
    visitor.advance("PT31M")
    assert visitor.bot("孙桂芳", "private", "⏰", "#1")


def test_news_for_a_caller_is_a_task_for_the_owner_who_taps_that_they_phoned(visitor: Visitor) -> None:
    visitor.say("何静", "private", CALL)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进展 1 师傅今天下午三点到您家")
    task = visitor.card("周婷", "private", "☎️", "师傅今天下午三点到您家")
    assert "王女士" in task.text
    assert "13800001111" in task.text
    assert "已电话告知" in str(visitor.tap("周婷", task, "已电话告知"))
    assert not visitor.bot("周婷", "private", "☎️", "已电话告知").buttons
    assert visitor.ticket(1)["journal"][-1]["kind"] == "phoned"
    late = visitor.press("周婷", task, task.buttons["已电话告知"])
    assert "周婷" in str(late)
    assert [one["kind"] for one in visitor.ticket(1)["journal"]].count("phoned") == 1


def test_without_words_the_source_the_matter_and_the_person_are_asked_for_in_turn(visitor: Visitor) -> None:
    visitor.say("赵卫东", "private", "登记")
    visitor.tap("赵卫东", visitor.card("赵卫东", "private", "怎么收到的"), "来访")
    assert visitor.bot("赵卫东", "private", "什么事、在哪里")
    visitor.say("赵卫东", "private", "5栋门口的路灯不亮，晚上很黑")
    assert visitor.bot("赵卫东", "private", "谁反映的")
    visitor.say("赵卫东", "private", "5-1-1501 钱多多")
    assert visitor.bot("赵卫东", "private", "#1", "来访", "钱多多")
    assert visitor.ticket(1)["reporters"] == [visitor.people["钱多多"]], "who is known stays one person"


def test_a_resident_who_is_known_by_home_and_name_hears_in_their_own_chat(visitor: Visitor) -> None:
    visitor.say("何静", "staff", "/登记 电话 3-2-501陈先生 家里没水了")
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进展 1 正在抢修水管")
    assert visitor.bot("陈建国", "private", "正在抢修水管")


def test_S0_27_what_a_keeper_pastes_from_wechat_is_offered_and_taken_in_by_a_tap(visitor: Visitor) -> None:
    visitor.say("徐磊", "private", "业主李先生说6栋电梯又停了，老人下不来")
    visitor.tap("徐磊", visitor.card("徐磊", "private", "要登记这件事吗"), "楼管微信")
    assert "楼管微信" in visitor.bot("徐磊", "private", "#1", "已登记").text
    assert visitor.ticket(1)["journal"][0]["text"].count("楼管微信") == 1


def test_what_is_offered_can_be_left(visitor: Visitor) -> None:
    visitor.say("徐磊", "private", "业主李先生说6栋电梯又停了，老人下不来")
    visitor.tap("徐磊", visitor.card("徐磊", "private", "要登记这件事吗"), "不用登记")
    assert visitor.tickets() == []


def test_S0_11_a_government_transfer_is_class_2_with_its_number_and_its_day(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/转办 住建局 文号 穗建〔2026〕12号 11-19前答复 3栋外墙瓷砖脱落")
    assert "11月19日" in visitor.bot("何静", "private", "#1", "前要答复").text
    ticket = visitor.ticket(1)
    assert (ticket["class"], ticket["assignee"]) == (2, visitor.people["林芳"])
    assert "穗建〔2026〕12号" in ticket["journal"][0]["text"]
    assert list(ticket["names"].values()) == ["住建局"], "who has no chat has a name all the same"
    assert "定级：政府部门转来（S0-11）" in visitor.card("林芳", "private", "#1").text
    assert visitor.clock(1, "resolve")["due_at"].startswith("2026-11-19T")
    assert visitor.clock(1, "resolve")["rule"] == "S0-11"


def test_S0_10_a_letter_or_a_pdf_is_a_written_complaint_of_class_2_and_is_kept(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/登记 来访 3-2-606王女士 小区路灯不亮", photos=[PDF])
    ticket = visitor.ticket(1)
    assert (ticket["class"], ticket["photos"]) == (2, 1)
    visitor.say("何静", "private", "/登记 信函 8-1-1801 王女士 大堂保洁不及时")
    assert visitor.ticket(2)["class"] == 2


def test_nobody_left_a_name_and_nobody_is_called(visitor: Visitor) -> None:
    """S2-113."""
    visitor.say("何静", "private", "/登记 电话 匿名 地下车库有人抽烟，烟味很大")
    visitor.say("林芳", "private", "接单 1")
    owner = visitor.ticket(1)["assignee"]
    name = next(name for name, key in visitor.people.items() if key == owner)
    visitor.say(name, "private", "进展 1 已加强巡查")
    assert not [one for one in visitor.bots(name, "private") if "☎️" in one.text]


def test_residents_and_residents_rooms_are_refused(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "/登记 电话 别人家漏水")
    assert visitor.bot("陈建国", "private", "这个命令给员工用")
    visitor.say("何静", "residents", "/登记 电话 3-501王女士 漏水")
    assert visitor.bot("何静", "residents", "不在群里登记")
    assert visitor.tickets() == []


@pytest.mark.parametrize(
    "words", ["/log phone 3-2-606 Ms Wang the bathroom ceiling leaks", "登记 电话 3-2-606王女士 漏水了"]
)
def test_english_and_without_a_slash(visitor: Visitor, words: str) -> None:
    visitor.say("何静", "private", words)
    assert len(visitor.tickets()) == 1


def test_confirming_a_proposal_by_its_number_goes_on_as_before(visitor: Visitor) -> None:
    visitor.say("何静", "private", "/登记 12")
    assert visitor.bot("何静", "private", "没有 #12")


LIFT = "3栋2单元的电梯坏了，门关不上"


def test_S2_112_a_call_about_what_is_known_goes_on_within_it(visitor: Visitor) -> None:
    """C14: the same person, and a neighbour of the same lift, are two households of one matter."""
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("何静", "private", f"登记 电话 3-2-501陈建国 {LIFT}")
    assert visitor.bot("何静", "private", "#2", "和 #1 是同一件事")
    visitor.say("何静", "staff", f"登记 电话 3-2-1102李秀英 {LIFT}")
    assert [one["status"] for one in visitor.tickets()] == ["dispatched", "merged", "merged"]
    assert sorted(visitor.ticket(1)["reporters"]) == sorted(
        [visitor.people["陈建国"], visitor.people["李秀英"]]
    )
    assert visitor.ticket(2)["journal"][0]["kind"] == "taken_in"


def test_S0_09_who_phones_again_after_it_was_done_has_a_second_complaint(visitor: Visitor) -> None:
    visitor.say("何静", "private", f"登记 电话 3-2-501陈建国 {LIFT}")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 修好了")
    visitor.advance("P1D")
    visitor.say("何静", "private", f"登记 电话 3-2-501陈建国 {LIFT}")
    again = visitor.ticket(2)
    assert (again["class"], again["assignee"]) == (2, visitor.people["林芳"])


def test_a_call_about_an_emergency_that_goes_on_joins_it_and_the_clerk_reads_what_to_say(
    visitor: Visitor,
) -> None:
    visitor.say("刘洋", "residents", "1栋1单元电梯困人了，快来")
    visitor.say("何静", "private", "登记 电话 1-1-902王女士 13812345678 1栋1单元电梯困人了，快来")
    (ticket,) = visitor.tickets()
    assert len(ticket["reporters"]) == 2
    assert "不要扒门" in visitor.bot("何静", "private", "#1", "请这样告诉对方").text


def test_S2_86_the_callers_home_is_not_the_place_of_the_fault(visitor: Visitor) -> None:
    visitor.say("何静", "private", f"登记 电话 3-2-501陈建国 {LIFT}")
    visitor.say("何静", "private", "登记 电话 3-2-606王女士 电梯有异响")
    visitor.say("何静", "private", "登记 电话 5-1-1501钱多多 厨房水管漏水")
    places = [visitor.ticket(n)["place"] for n in (1, 2, 3)]
    assert [(one["building"], one["unit"], one["room"]) for one in places] == [
        ("3", "2", None),
        ("3", "2", None),
        ("5", "1", "1501"),
    ]


def test_S3_02_who_lives_with_nobody_of_that_name_gets_no_news_of_their_complaint(visitor: Visitor) -> None:
    """2-2-603张三 is 张三, though only 孙丽 is known to live there."""
    visitor.say("何静", "private", "登记 电话 2-2-603张三 投诉保安赵卫东骂人")
    assert "张三" in visitor.bot("何静", "private", "#1", "已登记").text
    visitor.say("林芳", "private", "接单 1")
    assert visitor.ticket(1)["reporters"] != [visitor.people["孙丽"]]
    assert not [one for one in visitor.bots("孙丽", "private") if "#1" in one.text]


def test_S3_02_a_conduct_complaint_taken_in_in_the_staff_room_is_answered_in_private(
    visitor: Visitor,
) -> None:
    visitor.say("何静", "staff", "登记 来访 3-2-1102李秀英 投诉保安赵卫东上班睡觉骂业主")
    visitor.settle()
    said = visitor.bots("何静", "staff")[-1].text
    assert "私聊" in said
    assert "李秀英" not in said
    assert "林芳" not in said
    told = visitor.bot("何静", "private", "#1", "李秀英").text
    assert "首接人" not in told, "who may not open it follows nothing"


def test_S3_20_who_took_it_in_hears_as_a_colleague_who_has_it_now(visitor: Visitor) -> None:
    visitor.say("何静", "private", "登记 电话 3-2-501陈建国 家里没水了")
    visitor.say("周婷", "private", "上报 1 要停整栋的水")
    assert "告诉反映人" in visitor.bot("何静", "private", "您跟进的 #1").text
    visitor.say("林芳", "private", "接单 1")
    assert "会与您联系" not in visitor.bots("何静", "private")[-1].text
    assert "林芳" in visitor.bots("何静", "private")[-1].text
