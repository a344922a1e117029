"""No number or room stands in a group; words pass both ways; a person may ask and go (S2-04, S4-11)."""

import re

from tests.journeys.test_main_job import LINE
from tests.journeys.test_revisits import picture
from tests.journeys.visitor import Visitor

HOME = "3栋2单元501陈先生家里漏水，电话138-1234-5678，快来人"


def rooms(visitor: Visitor) -> str:
    said = [
        *visitor.bots("林芳", "residents"),
        *visitor.bots("林芳", "staff"),
        *visitor.bots("林芳", "managers"),
    ]
    return "\n".join(one.text for one in said)


def test_S2_04_no_way_leads_a_number_or_a_room_into_a_group(visitor: Visitor) -> None:
    """S2-127: report, addition, news, result, reason, story, a name like 3-501王."""
    visitor.say("陈建国", "private", HOME)
    visitor.settle()
    visitor.say("陈建国", "private", "补充 1 也可以打 13987654321，或到3-2-501敲门")
    visitor.say("周婷", "staff", "/接单 1")
    visitor.say("周婷", "staff", "/进展 1 已联系3-2-501业主13812345678")
    visitor.say("周婷", "staff", "/等待 1 等3栋501开门 明天")
    visitor.say("周婷", "staff", "/进度 1")
    visitor.say("周婷", "staff", "/完成 1 3-501王先生家已修好，13812345678")
    visitor.say("何静", "staff", "/值班记录 3-2-501 来电 13812345678")
    visitor.say("何静", "staff", "/值班记录")
    seen = rooms(visitor)
    for trace in ("501", "1234-5678", "12345678", "87654321"):
        assert trace not in seen, seen
    assert "138-1234-5678" in visitor.bot("周婷", "private", "#1", "漏水").text, "whoever has it needs it"


def test_S4_11_words_and_photos_pass_both_ways_also_after_a_change_of_hands(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "进展 1 师傅出发了")
    news = visitor.bot("陈建国", "private", "师傅出发了")
    visitor.say("陈建国", "private", "请走北门", reply_to=news.id)
    assert visitor.bot("周婷", "private", "陈建国", "请走北门")
    visitor.say("陈建国", "private", "", reply_to=news.id, photos=[picture()])
    assert visitor.bot("周婷", "private", "💬 #1 陈建国").photos
    visitor.say("林芳", "private", "转派 1 徐磊 更懂电梯")
    visitor.say("陈建国", "private", "到了吗", reply_to=news.id)
    assert visitor.bot("徐磊", "private", "陈建国", "到了吗")
    assert not [one for one in visitor.bots("周婷", "private") if "到了吗" in one.text]


def test_a_resident_sees_what_is_held_of_them(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", HOME)
    visitor.say("陈建国", "private", "/我的资料")
    shown = visitor.card("陈建国", "private", "我这里有您的这些资料", "3-2-501", "#1")
    assert "删除我的资料" in shown.buttons
    visitor.say("陈建国", "residents", "/我的资料")
    assert visitor.bot("陈建国", "residents", "请私聊")


def test_a_resident_asks_to_be_forgotten_and_is_after_the_administrators_tap(visitor: Visitor) -> None:
    """S2-04: the demo has no administrator, so the centre manager decides."""
    visitor.say("陈建国", "private", HOME, photos=[picture()])
    visitor.settle()
    visitor.say("周婷", "private", "接单 1")
    visitor.say("陈建国", "private", "/删除我的资料")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "要删除您的资料吗"), "确定")
    wish = visitor.card("高明", "private", "陈建国", "要求删除")
    assert "#1" in str(visitor.tap("高明", wish, "同意删除")), "not while work is open"
    visitor.say("周婷", "private", "完成 1 已修好")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "已修好"), "已解决")
    assert "已删除" in str(visitor.tap("高明", wish, "同意删除"))
    assert "已删除" in str(visitor.tap("高明", wish, "不同意")), "a late tap hears the truth"
    assert visitor.bot("陈建国", "private", "已经删除")
    ticket = visitor.ticket(1)
    assert "漏水" in ticket["text"]
    told = re.sub(r"T[\d:.]+", "", str(ticket))  # a second has millionths like any number
    for trace in ("501", "5678", "陈建国", "陈先生"):
        assert trace not in told, told
    assert ticket["journal"][-1]["kind"] == "redacted"
    assert ticket["photos"] == 0


def test_S0_38_who_is_left_of_two_is_revisited_when_the_first_is_forgotten(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.tap("李秀英", visitor.card("李秀英", "residents", "#1"), "我也遇到")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 已修好")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "已修好"), "已解决")
    visitor.say("陈建国", "private", "/删除我的资料")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "要删除您的资料吗"), "确定")
    visitor.tap("高明", visitor.card("高明", "private", "陈建国", "要求删除"), "同意删除")
    visitor.advance("PT22H30M")
    asked = visitor.card("何静", "private", "请回访", "#1", "李秀英")
    visitor.tap("何静", asked, "聊天")
    assert visitor.card("李秀英", "private", "态度满意吗")


def test_S2_04_who_spoke_on_an_open_matter_is_forgotten_once_it_is_over(visitor: Visitor) -> None:
    """While it is open, whoever works on it needs the numbers in it, also where they were split from it."""
    visitor.say("陈建国", "residents", LINE)
    visitor.settle()
    visitor.say("李秀英", "private", "3栋1单元楼道灯不亮")
    visitor.settle()
    visitor.say("周婷", "private", "合并 2 1")
    visitor.say("李秀英", "private", "补充 1 我电话13700001111")
    visitor.say("周婷", "private", "拆分 2")
    visitor.say("周婷", "private", "接单 2")
    visitor.say("周婷", "private", "完成 2 换了灯")
    visitor.tap("李秀英", visitor.card("李秀英", "private", "换了灯"), "已解决")
    visitor.say("李秀英", "private", "/删除我的资料")
    visitor.tap("李秀英", visitor.card("李秀英", "private", "要删除您的资料吗"), "确定")
    wish = visitor.card("高明", "private", "李秀英", "要求删除")
    assert "#1" in str(visitor.tap("高明", wish, "同意删除"))
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 修好了")
    visitor.tap("陈建国", visitor.card("陈建国", "private", "修好了"), "已解决")
    assert "13700001111" in visitor.ticket(1)["text"]
    assert "已删除" in str(visitor.tap("高明", wish, "同意删除"))
    assert "13700001111" not in str(visitor.ticket(1))


def test_the_wish_can_be_denied_and_only_by_who_may(visitor: Visitor) -> None:
    visitor.say("李秀英", "private", "/删除我的资料")
    visitor.tap("李秀英", visitor.card("李秀英", "private", "要删除您的资料吗"), "确定")
    wish = visitor.card("高明", "private", "李秀英", "要求删除")
    key = wish.buttons["同意删除"]
    visitor.say("林芳", "private", "帮助")
    assert "管理员" in str(visitor.press("林芳", visitor.bot("林芳", "private"), key))
    visitor.tap("高明", wish, "不同意")
    assert visitor.bot("李秀英", "private", "没有同意")
    visitor.say("周婷", "private", "/删除我的资料")
    assert visitor.bot("周婷", "private", "员工")
