"""What is said to the desk alone and hardly understood is asked about, never an alarm by its score alone."""

import pytest

from tests.journeys.visitor import Visitor


def last(visitor: Visitor, who: str) -> str:
    return visitor.bots(who, "private")[-1].text


def test_S1_09_a_fault_that_reads_as_chatter_reaches_staff_though_nobody_taps(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", "昨天去拿牛奶那个电梯咣当咣当的响吓死人")
    assert "还没听出来" in last(visitor, "李秀英")
    visitor.say("李秀英", "private", "还有啊楼下那个谁家的狗天天叫")
    assert [one["status"] for one in visitor.tickets()] == ["proposed", "dispatched"]
    assert visitor.card("周婷", "staff", "待确认 #1", "咣当")
    asked = next(one for one in visitor.bots("李秀英", "private") if one.buttons)
    visitor.tap("李秀英", asked, "请登记")
    assert visitor.ticket(1)["status"] == "dispatched"


def test_S1_09_more_of_it_names_no_number_that_they_were_never_told(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", "昨天去拿牛奶那个电梯咣当咣当的响吓死人")
    visitor.say("李秀英", "private", "3栋2单元的")
    assert "#1" not in last(visitor, "李秀英")
    assert "3栋2单元" in visitor.ticket(1)["text"]
    visitor.tap("李秀英", visitor.bots("李秀英", "private")[-1], "请登记")
    assert visitor.ticket(1)["status"] == "dispatched"


@pytest.mark.parametrize("words", ["小同志我跟你讲啊我今年七十八了腿脚不好", "今天天气不错", "💧💧💧😭"])
def test_what_names_no_fault_asks_nobody_but_its_writer(visitor: Visitor, words: str) -> None:
    visitor.say("李秀英", "private", words)
    assert visitor.tickets() == []


@pytest.mark.parametrize("words", ["🔥🔥🔥", "🆘", "🚨🚨！"])
def test_S2_68_a_cry_without_words_is_asked_of_staff_and_of_whoever_cried(
    visitor: Visitor, words: str
) -> None:
    visitor.say("陈建国", "private", words)
    assert "119" in last(visitor, "陈建国")
    assert visitor.card("林芳", "private", "可能是突发事件")


def test_flames_in_a_room_are_applause(visitor: Visitor) -> None:
    visitor.say("刘洋", "residents", "🔥🔥🔥")
    assert visitor.tickets() == []


@pytest.mark.parametrize("words", ["hi the doorbell is not working", "hi the thingy is not working"])
def test_S2_37_what_no_word_of_danger_stands_in_alarms_nobody(visitor: Visitor, words: str) -> None:
    visitor.say("Emma Smith", "private", words)
    assert "🚨" not in last(visitor, "Emma Smith")
    assert all(one["category"] != "emergencies" for one in visitor.tickets())


def test_S2_37_a_child_that_smells_gas_has_one_emergency_with_its_place(visitor: Visitor) -> None:
    visitor.say("赵敏", "private", "叔叔我妈妈不在家厨房里有臭臭的味道像煤气")
    visitor.say("赵敏", "private", "我一个人在家")
    visitor.say("赵敏", "private", "3栋1单元302")
    (ticket,) = visitor.tickets()
    assert (ticket["topic"], ticket["place"]["room"], ticket["status"]) == ("燃气", "302", "dispatched")


@pytest.mark.parametrize(
    "words", ["點解仲未嚟人呀", "快啲嚟人啦", "赶紧来人啊", "？？", "when will someone come"]
)
def test_S2_55_whoever_waits_for_somebody_cries_for_no_help(visitor: Visitor, words: str) -> None:
    visitor.say("黃美玲", "private", "我屋企個廁所塞咗成日都通唔到")
    visitor.say("黃美玲", "private", words)
    assert len(visitor.tickets()) == 1
    assert visitor.ticket(1)["category"] == "facilities"
    assert "#1" in last(visitor, "黃美玲")


def test_S2_37_the_same_without_anything_reported_is_a_cry_for_help(visitor: Visitor) -> None:
    visitor.say("黃美玲", "private", "快啲嚟人啦")
    assert visitor.ticket(1)["category"] == "emergencies"


@pytest.mark.parametrize("words", ["唔使整啦自己好返", "nvm its ok now"])
def test_never_mind_is_heard_in_cantonese_and_in_english(visitor: Visitor, words: str) -> None:
    visitor.say("黃美玲", "private", "我屋企個廁所塞咗成日都通唔到")
    visitor.say("黃美玲", "private", words)
    assert any(one.buttons and "撤回" in " ".join(one.buttons) for one in visitor.bots("黃美玲", "private"))


def test_what_follows_thanks_is_not_thanked_away(visitor: Visitor) -> None:
    visitor.say("刘洋", "private", "谢谢王师傅修好了灯，不过垃圾还是没人收")
    assert "不客气" not in last(visitor, "刘洋")
    assert "垃圾" in visitor.ticket(1)["text"]


@pytest.mark.parametrize("words", ["好了已經通了 謝謝", "馬桶通了，謝謝", "不漏了"])
def test_that_it_came_right_by_itself_reaches_whoever_would_go(visitor: Visitor, words: str) -> None:
    visitor.say("黃美玲", "private", "我屋企個廁所塞咗成日都通唔到")
    visitor.say("黃美玲", "private", words)
    assert words in visitor.ticket(1)["text"]
    assert any("撤回" in " ".join(one.buttons) for one in visitor.bots("黃美玲", "private"))


def test_S2_37_where_an_emergency_of_the_room_is_may_be_told_to_the_desk_alone(visitor: Visitor) -> None:
    visitor.say("孙丽", "residents", "刚才有条大狗没牵绳 咬到我女儿了")
    visitor.say("孙丽", "private", "在2栋门口")
    assert visitor.ticket(1)["place"]["building"] == "2"


def test_who_thanks_and_goes_on_is_not_told_that_they_are_welcome(visitor: Visitor) -> None:
    visitor.say("Emma Smith", "private", "thanks but nobody came")
    assert "welcome" not in last(visitor, "Emma Smith")


def test_an_address_alone_opens_nothing(visitor: Visitor) -> None:
    visitor.say("孙丽", "private", "我家地址是2栋2单元603")
    assert visitor.tickets() == []


def test_who_no_longer_complains_is_heard(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", "楼下广场舞吵死了")
    visitor.say("李秀英", "private", "算了我不投诉了 怕她们报复")
    assert any("撤回" in " ".join(one.buttons) for one in visitor.bots("李秀英", "private"))


def test_a_place_put_right_in_three_words_opens_nothing(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "3栋2单元电梯按钮坏了")
    visitor.say("陈建国", "private", "错了是1单元")
    (ticket,) = visitor.tickets()
    assert (ticket["place"]["building"], ticket["place"]["unit"]) == ("3", "1")


def test_S2_55_that_it_goes_on_is_of_what_was_reported(visitor: Visitor) -> None:
    visitor.say("马超", "private", "7栋2单元楼上半夜装修")
    visitor.advance("PT20M")
    visitor.say("马超", "private", "还在吵")
    (ticket,) = visitor.tickets()
    assert "还在吵" in ticket["text"]
    assert visitor.bot("徐磊", "private", "💬 #1", "还在吵")


@pytest.mark.parametrize("words", ["下午不行 上午可以", "后天上午九点吧", "没空"])
def test_S2_88_what_is_said_to_a_proposed_time_reaches_whoever_proposed_it(
    visitor: Visitor, words: str
) -> None:
    visitor.say("孙丽", "private", "2栋2单元603厨房水管漏水")
    visitor.tap("孙丽", visitor.card("孙丽", "private", "什么时候上门"), "明天上午")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "约 1 明天下午三点")
    visitor.say("孙丽", "private", words)
    assert visitor.bot("周婷", "private", "💬 #1", words)
