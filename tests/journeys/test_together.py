"""Who reported one matter together: what is hidden, said in private or agreed by one stays that one's."""

from tests.journeys.visitor import Visitor

RUDE = "投诉3栋管家周婷，服务态度恶劣，辱骂业主"
RUDER = "投诉3栋管家周婷，服务态度恶劣，昨天在大堂骂我是乡下人"
LIFT = "3栋2单元的电梯又坏了，门关不上"
SAME = "3栋2单元电梯坏了，门关不上"


def last(visitor: Visitor, who: str, typed: str) -> str:
    """What they are answered to that."""
    visitor.say(who, "private", typed)
    return visitor.bots(who, "private")[-1].text


def told(visitor: Visitor, who: str, typed: str) -> str:
    """All that they hear of it."""
    before = len(visitor.bots(who, "private"))
    visitor.say(who, "private", typed)
    return "\n".join(one.text for one in visitor.bots(who, "private")[before:])


def two_about_her(visitor: Visitor, hidden: int) -> None:
    """#1 of 赵敏 and #2 of 李秀英 about one person; whose number is `hidden` is anonymous."""
    visitor.say("赵敏", "private", RUDE)
    visitor.say("李秀英", "private", RUDER)
    visitor.say("赵敏" if hidden == 1 else "李秀英", "private", f"匿名 {hidden}")


def test_C9_who_is_anonymous_stays_so_within_another_and_what_it_is_within_is_given_back(
    visitor: Visitor,
) -> None:
    two_about_her(visitor, hidden=2)
    assert "一律不显示" in told(visitor, "林芳", "合并 2 1")
    for head in ("林芳", "高明"):
        assert "匿名反映" in last(visitor, head, "反映人 1")
    assert "名字一起保密" in last(visitor, "赵敏", "实名 1")
    visitor.say("林芳", "private", "拆分 2")
    assert "赵敏" in told(visitor, "林芳", "反映人 1")
    assert "匿名反映" in last(visitor, "林芳", "反映人 2")


def test_C9_what_somebody_hid_for_themselves_or_spoke_in_stays_hidden_when_the_other_comes_out(
    visitor: Visitor,
) -> None:
    two_about_her(visitor, hidden=2)
    visitor.say("林芳", "private", "合并 2 1")
    visitor.say("赵敏", "private", "匿名 1")
    visitor.say("林芳", "private", "拆分 2")
    assert "匿名反映" in last(visitor, "林芳", "反映人 1")
    visitor.say("赵敏", "private", "实名 1")
    visitor.say("林芳", "private", "合并 2 1")
    visitor.say("李秀英", "private", "补充 2 当时还有别人在场")
    visitor.say("林芳", "private", "拆分 2")
    assert "李秀英" not in last(visitor, "林芳", "进度 1")


def test_C9_who_is_named_takes_no_anonymity_away_from_whom_they_reported_with(visitor: Visitor) -> None:
    two_about_her(visitor, hidden=1)
    visitor.say("林芳", "private", "接单 1")
    visitor.say("林芳", "private", "合并 2 1")
    visitor.say("林芳", "private", "完成 1 已约谈")
    visitor.say("高明", "private", "通过 1")
    visitor.say("李秀英", "private", "未解决 1")
    assert "名字一起保密" in last(visitor, "李秀英", "实名 3")
    assert "匿名反映" in last(visitor, "高明", "反映人 3")


def test_C9_who_is_within_another_ticket_can_still_hide(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", SAME)
    assert visitor.ticket(2)["status"] == "merged"
    assert "已匿名" in last(visitor, "李秀英", "匿名")
    visitor.settle()
    assert "匿名反映" in last(visitor, "周婷", "反映人 1")
    visitor.say("高明", "private", "拆分 2")
    assert "陈建国" in told(visitor, "周婷", "反映人 1")
    assert "匿名反映" in last(visitor, "周婷", "反映人 2")


def test_S3_02_what_was_said_privately_is_read_by_who_said_it_and_staff_alone(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "我是3栋1单元302的赵敏，3栋楼道灯坏了一直不修，我一个人带孩子住")
    visitor.say("李秀英", "private", "3栋楼道灯坏了，黑得看不见")
    visitor.say("周婷", "private", "合并 2 1")
    theirs = last(visitor, "李秀英", "进度 1")
    assert "登记为三类" in theirs
    assert "带孩子" not in theirs
    for who in ("赵敏", "周婷"):
        assert "带孩子" in last(visitor, who, "进度 1")


def test_S3_02_neighbours_read_in_the_story_what_was_answered_and_not_by_whom(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", SAME)
    for typed in ("接单 1", "完成 1 换了皮带"):
        visitor.say("周婷", "private", typed)
    for who, label in (("李秀英", "已解决"), ("李秀英", "2⭐")):
        visitor.tap(who, visitor.card(who, "private"), label)
    theirs = last(visitor, "陈建国", "进度 1")
    assert "李秀英" not in theirs
    assert "某业主" in theirs
    assert "周婷" in theirs
    assert "李秀英" in last(visitor, "李秀英", "进度 1")
    assert "李秀英" in last(visitor, "周婷", "进度 1")


def test_C9_who_asks_to_be_anonymous_is_so_before_anybody_is_told_and_is_merged_by_nobody_unasked(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "private", f"匿名，{SAME}")
    assert [one["status"] for one in visitor.tickets()] == ["dispatched", "dispatched"]
    assert "已匿名" in visitor.bots("李秀英", "private")[-1].text
    assert "可能与 #1 相同" in visitor.bot("周婷", "private", "#2｜").text, "staff are asked"
    everything = [one.text for room in ("staff", "private") for one in visitor.bots("周婷", room)]
    assert "李秀英" not in "\n".join(everything)
    assert "陈建国" in told(visitor, "周婷", "反映人 1")


def test_S2_91_what_was_quoted_is_not_lost_in_another_ticket(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "我家3-1-302门锁坏了，要换锁芯")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "报价 1 换锁芯 1")
    visitor.say("李秀英", "private", "3栋1单元的大门门禁坏了，门锁打不开")
    visitor.say("周婷", "private", "接单 2")
    assert "合并 2 1" in last(visitor, "周婷", "合并 1 2")
    visitor.press("赵敏", visitor.card("赵敏", "private", "有偿"), "v1:agree_quote:1:1")
    assert "撤回报价 1" in last(visitor, "周婷", "合并 1 2")
    visitor.say("周婷", "private", "合并 2 1")
    visitor.say("周婷", "private", "完成 1 换好了")
    assert "80" in visitor.bot("赵敏", "private", "换好了").text, "the bill comes with the result"
    assert "补充 1" in last(visitor, "李秀英", "验收 1"), "a way on, for who reported it with her"


def test_S4_28_who_is_complained_of_takes_no_complainant_out_of_the_case(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIFT)
    visitor.say("李秀英", "residents", SAME)
    visitor.say("李秀英", "private", "补充 2 周婷态度恶劣，骂人")
    assert "与 #1" not in "\n".join(one.text for one in visitor.bots("赵敏", "residents"))
    assert "#1" not in visitor.bot("周婷", "staff", "已并单 #2").text
    assert "没有 #1" in last(visitor, "周婷", "拆分 2")
    assert visitor.ticket(2)["status"] == "merged"
    visitor.say("林芳", "private", "拆分 2")
    assert "李秀英" in told(visitor, "林芳", "反映人 1"), "it is she who complains"
