"""What a resident says after a report is taken as it is meant: thanks, hurry, a place, not fixed, stars."""

import pytest

from tests.journeys.test_many_lines_many_people import picture
from tests.journeys.visitor import Visitor

LIGHT = "3栋2单元楼道灯坏了"


def last(visitor: Visitor, who: str = "李秀英") -> str:
    return visitor.bots(who, "private")[-1].text


def finished(visitor: Visitor) -> None:
    """Ticket 1 of 李秀英 is done, and she is asked whether it is solved."""
    visitor.say("李秀英", "private", LIGHT)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 灯泡换了")


@pytest.mark.parametrize(
    "words", ["搞掂咗，唔該", "唔该快啲", "麻烦快点，谢谢", "唔該你哋咁快", "唔係6座，係7座先啱"]
)
def test_thanks_hurry_or_another_place_alarm_nobody_where_nothing_was_reported(
    visitor: Visitor, words: str
) -> None:
    visitor.say("黃美玲", "private", words)
    assert visitor.tickets() == []
    assert visitor.bots("黃美玲", "private"), "privately there is always an answer"


@pytest.mark.parametrize("words", ["唔该快啲", "咋还没来人", "怎么还没来人呢？"])
def test_hurry_reaches_whoever_has_the_matter_and_alarms_nobody(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "private", LIGHT)
    visitor.advance("PT11M")
    visitor.say("陈建国", "private", words)
    assert len(visitor.tickets()) == 1
    assert visitor.ticket(1)["category"] == "facilities"
    assert visitor.bot("周婷", "private", "💬 #1", words)


@pytest.mark.parametrize("words", ["救命啊，快点来人", "快点啊，厨房着火了", "唔該快啲，屋企著火"])
def test_S2_37_a_cry_among_words_of_hurry_is_still_one(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "private", words)
    assert visitor.ticket(1)["category"] == "emergencies"


def test_a_wrong_place_is_put_right_in_private_long_after_and_makes_no_second_ticket(
    visitor: Visitor,
) -> None:
    visitor.say("钱多多", "residents", "5栋1单元楼道灯坏了")
    visitor.advance("PT11M")
    visitor.say("钱多多", "private", "我说错了，是5栋2单元")
    (ticket,) = visitor.tickets()
    assert (ticket["place"]["building"], ticket["place"]["unit"]) == ("5", "2")
    assert "5栋2单元" in last(visitor, "钱多多")
    visitor.say("钱多多", "private", "不是2单元，是3单元")
    visitor.say("钱多多", "residents", "@服务台 我打错了 是5栋1单元")
    (ticket,) = visitor.tickets()
    assert (ticket["place"]["unit"], ticket["class"]) == ("1", 3)
    assert "服务台" not in str(ticket["place"])


def test_a_denied_building_is_nobodys_fire(visitor: Visitor) -> None:
    visitor.say("黃美玲", "private", "6栋电梯坏了")
    visitor.say("黃美玲", "private", "唔係6座，係7座先啱")
    (ticket,) = visitor.tickets()
    assert (ticket["place"]["building"], ticket["category"]) == ("7", "facilities")


@pytest.mark.parametrize("words", ["#1 还是不亮", "还是不亮", "没修好", "不满意"])
@pytest.mark.parametrize("later", ["PT1M", "PT1H"])
def test_S0_09_not_fixed_in_words_is_heard_by_whoever_had_it_and_asked_for_a_tap(
    visitor: Visitor, words: str, later: str
) -> None:
    finished(visitor)
    visitor.advance(later)
    visitor.say("李秀英", "private", words)
    assert visitor.bot("周婷", "private", "💬 #1", words.removeprefix("#1 "))
    visitor.tap("李秀英", visitor.bots("李秀英", "private")[-1], "未解决")
    assert visitor.ticket(2)["class"] <= 2


def test_S0_09_what_is_reported_anew_after_it_was_done_is_a_second_complaint(visitor: Visitor) -> None:
    finished(visitor)
    visitor.say("李秀英", "private", "楼道灯又坏了，一闪一闪")
    assert visitor.ticket(2)["class"] <= 2
    assert visitor.ticket(2)["place"]["building"] == "3"


@pytest.mark.parametrize("words", ["那个2栋", "楼上", "这个3栋"])
def test_a_place_alone_is_no_report(visitor: Visitor, words: str) -> None:
    visitor.say("孙丽", "residents", words)
    visitor.settle()
    assert visitor.tickets() == []


@pytest.mark.parametrize(
    "words", ["請問現在處理到哪了", "請問搞成點呀", "how is it going?", "點呀？搞成點？", "那个事情谁在管"]
)
def test_S2_56_how_it_stands_is_asked_in_many_ways(visitor: Visitor, words: str) -> None:
    visitor.say("李秀英", "private", LIGHT)
    visitor.say("李秀英", "private", words)
    assert "📖 #1" in last(visitor)
    assert visitor.ticket(1)["text"] == LIGHT


def test_S2_55_when_they_come_is_asked_aloud_in_cantonese_too(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LIGHT)
    visitor.advance("PT11M")
    visitor.say("陈建国", "residents", "師傅幾時嚟㗎")
    assert visitor.bot("周婷", "private", "💬 #1", "幾時嚟")


@pytest.mark.parametrize("words", ["取消", "冇火呀，我打錯字", "算了不要了"])
def test_never_mind_is_heard_in_many_ways(visitor: Visitor, words: str) -> None:
    visitor.say("李秀英", "private", LIGHT)
    visitor.say("李秀英", "private", words)
    assert visitor.card("李秀英", "private", "要撤回")


def test_S0_39_both_stars_may_be_said_at_once_and_a_remark_stays_with_what_was_rated(
    visitor: Visitor,
) -> None:
    finished(visitor)
    visitor.say("李秀英", "private", "4星")
    visitor.tap("李秀英", visitor.bots("李秀英", "private")[-1], "已解决")
    visitor.say("李秀英", "private", "态度5分，结果3分")
    assert [one["kind"] for one in visitor.ticket(1)["journal"]].count("rated") == 2
    visitor.say("李秀英", "private", "其實都幾好")
    assert visitor.ticket(1)["text"].endswith("其實都幾好")


def test_a_second_matter_in_private_is_a_tap_away_and_does_not_move_the_first(visitor: Visitor) -> None:
    visitor.say("吴刚", "private", "4栋1单元1204阳台楼上漏水下来")
    visitor.say("吴刚", "private", "灯也不亮 楼道")
    assert visitor.ticket(1)["place"]["area"] != "楼道"
    visitor.tap("吴刚", visitor.card("吴刚", "private", "另一件事"), "另一件事")
    assert visitor.ticket(2)["topic"] == "照明"


def test_S0_08_taking_money_is_a_matter_of_its_own_and_never_silent(visitor: Visitor) -> None:
    visitor.say("马超", "private", "7栋2单元的保洁孙桂芳每次拖地都骂人，态度特别差")
    visitor.say("马超", "private", "周婷收了我200块钱不给发票")
    assert len(visitor.tickets()) == 2
    visitor.say("马超", "residents", "周婷收了我200块钱不给发票")
    assert len(visitor.tickets()) == 3


def test_what_tells_of_something_else_is_not_taken_for_what_is_done(visitor: Visitor) -> None:
    finished(visitor)
    visitor.say("李秀英", "private", "6楼楼道又漏水了")
    assert visitor.ticket(2)["topic"] != visitor.ticket(1)["topic"]


def test_to_hurry_what_is_not_done_is_not_taken_for_what_is(visitor: Visitor) -> None:
    finished(visitor)
    visitor.advance("PT11M")
    visitor.say("李秀英", "private", "3栋电梯坏了")
    visitor.advance("PT11M")
    visitor.say("李秀英", "private", "师傅仲未嚟")
    assert "📣 #2" in last(visitor)


@pytest.mark.parametrize("words", ["有人在吗快过来", "阿妈跌亲"])
def test_S2_68_what_only_sounds_grave_is_put_to_staff_and_asked_back(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "private", words)
    assert visitor.ticket(1)["status"] == "proposed"
    assert visitor.bot("林芳", "private", "#1", words)
    visitor.tap("陈建国", visitor.card("陈建国", "private", "有危险吗"), "请登记")
    assert visitor.ticket(1)["status"] != "proposed"
    assert len(visitor.tickets()) == 1


def test_S2_68_more_words_of_a_doubted_danger_can_be_tapped_to_register_it(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "阿妈跌亲")
    visitor.say("赵敏", "private", "快点快点")
    visitor.tap("赵敏", visitor.bots("赵敏", "private")[-1], "请登记")
    assert visitor.ticket(1)["status"] != "proposed"
    assert len(visitor.tickets()) == 1


def test_S2_68_who_says_plainly_that_somebody_fell_unconscious_is_not_asked_first(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "妈妈晕倒了")
    assert visitor.ticket(1)["category"] == "emergencies"
    assert visitor.ticket(1)["status"] == "dispatched"


def test_a_lone_room_number_is_put_right(visitor: Visitor) -> None:
    visitor.say("郑爽", "private", "5栋2单元402厨房水管爆了")
    visitor.say("郑爽", "private", "唔係402，係403")
    assert visitor.ticket(1)["place"]["room"] == "403"


def tappable(visitor: Visitor, who: str, label: str) -> int:
    return sum(any(label in one for one in seen.buttons) for seen in visitor.bots(who, "private"))


def test_what_was_asked_in_private_cannot_be_tapped_once_it_is_answered(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", LIGHT)
    for _ in range(2):
        visitor.advance("PT11M")
        visitor.say("李秀英", "private", "不用来了")
    assert tappable(visitor, "李秀英", "撤回") == 2
    visitor.tap("李秀英", visitor.card("李秀英", "private", "撤回登记"), "撤回 #1")
    assert tappable(visitor, "李秀英", "撤回") == 0


def test_a_second_question_whether_it_is_solved_ends_with_the_first(visitor: Visitor) -> None:
    finished(visitor)
    visitor.advance("PT11M")
    visitor.say("李秀英", "private", "还是不亮")
    visitor.advance("PT1M")
    visitor.tap("李秀英", visitor.bot("李秀英", "private", "灯泡换了"), "已解决")
    assert tappable(visitor, "李秀英", "已解决") == 0


def test_what_a_tap_registered_is_the_picture_and_not_what_was_said_to_the_desk_since(
    visitor: Visitor,
) -> None:
    visitor.say("赵敏", "private", "", photos=[picture()])
    visitor.say("赵敏", "private", "我想撤销")
    asked = visitor.bot("赵敏", "private", "照片收到了")
    visitor.tap("赵敏", asked, "请登记")
    assert (visitor.ticket(1)["photos"], visitor.ticket(1)["text"]) == (1, "")
    assert not visitor.bot("赵敏", "private", "已登记，编号").buttons


def test_S2_37_a_word_put_right_makes_no_emergency_of_a_leak(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "楼上漏水漏到我家天花板")
    visitor.say("赵敏", "private", "打错了 是卫生间天花板")
    ticket = visitor.ticket(1)
    assert (ticket["category"], len(visitor.tickets())) == ("facilities", 1)
    assert "卫生间" in ticket["text"]


def test_which_of_them_said_alone_belongs_to_what_was_just_reported(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", "电梯里头有股尿骚味")
    visitor.say("李秀英", "private", "3栋2单元那部")
    (ticket,) = visitor.tickets()
    assert (ticket["place"]["building"], ticket["place"]["unit"]) == ("3", "2")


def test_S2_37_who_waits_for_help_and_asks_for_it_again_has_one_emergency(visitor: Visitor) -> None:
    visitor.say("Emma Smith", "private", "the lift in tower 8 smells burnt and i dont feel safe")
    visitor.say("Emma Smith", "private", "is someone coming or what")
    visitor.say("Emma Smith", "private", "help, what do i do")
    assert len(visitor.tickets()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [("啥时候来人嘛", "📖 #1"), ("你们管不管嘛", "📣 #1"), ("那个灯不用弄了哈，换过了", "已告诉负责人")],
)
def test_what_is_said_in_dialect_of_ones_matter_is_heard(visitor: Visitor, words: str, told: str) -> None:
    visitor.say("李秀英", "private", LIGHT)
    visitor.advance("PT2M")
    visitor.say("李秀英", "private", words)
    assert told in last(visitor)
    assert visitor.ticket(1)["class"] == 3


def test_words_that_name_one_of_ones_matters_are_of_that_one(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "3栋2单元电梯晃得厉害")
    visitor.advance("PT12M")
    visitor.say("陈建国", "private", "楼下烧烤摊油烟熏死人咯")
    visitor.advance("PT12M")
    for words in ("电梯那个修没修嘛", "电梯还没人来修"):
        visitor.say("陈建国", "private", words)
        assert "#1" in last(visitor, "陈建国")
    assert len(visitor.tickets()) == 2
    visitor.say("陈建国", "private", "两个都催一哈")
    assert "哪一件" in last(visitor, "陈建国")


def test_S2_37_a_telephone_that_nobody_answers_is_no_flood(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "龙头 师傅电话打不通")
    assert not [one for one in visitor.tickets() if one["status"] != "proposed"]


def test_S0_32_a_time_is_agreed_to_in_dialect(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", LIGHT)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "约 1 18:00")
    visitor.say("李秀英", "private", "要得")
    assert "约好了" in "".join(one.text for one in visitor.bots("李秀英", "private"))
    visitor.say("周婷", "private", "完成 1 灯泡换了")
    visitor.say("李秀英", "private", "巴适")
    assert "问题解决了吗" in last(visitor)
