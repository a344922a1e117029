"""What is said in the room a moment after a report is of it, unless it plainly is not."""

import pytest

from tests.journeys.visitor import Visitor

DOOR = "3栋2单元门禁坏了，刷卡没反应"


@pytest.fixture
def reported(visitor: Visitor) -> Visitor:
    visitor.say("陈建国", "residents", DOOR)
    visitor.settle()
    return visitor


@pytest.mark.parametrize(
    "words",
    [
        *("有人一起去打羽毛球吗", "晚上谁去看电影", "二手婴儿车200要的私我", "周末钓鱼去不去"),
        *("我密码是1234帮我开下门老婆", "楼下那家烧烤好吃", "团购车厘子接龙了", "哈哈哈哈笑死我了"),
        *("晚上一起去吃火锅", "今晚球赛谁看", "求推荐靠谱的钟点工", "大家早上好", "邊個去行山"),
        *("selling a baby stroller, dm me", "anyone want to play badminton"),
    ],
)
def test_what_is_said_to_the_neighbours_stays_out_of_the_ticket(reported: Visitor, words: str) -> None:
    reported.say("陈建国", "residents", words)
    assert reported.ticket(1)["text"] == DOOR
    assert len(reported.tickets()) == 1


@pytest.mark.parametrize(
    "words",
    [
        *("都两天了", "快点", "又来了", "五楼", "就在电梯旁边", "谁来管管"),
        *("上次也是这样", "急", "一直滴滴响", "有没有人啊", "我下班才发现的", "昨晚就这样了", "外卖进不来"),
        *("刷了好几张卡都不行", "麻烦快一点", "在线等", "真的很烦", "仲未有人嚟", "it beeps all day"),
    ],
)
def test_what_may_belong_to_it_is_kept(reported: Visitor, words: str) -> None:
    reported.say("陈建国", "residents", words)
    told = str(reported.ticket(1)["text"]) + str(reported.ticket(1)["journal"])
    assert words in told
    assert len(reported.tickets()) == 1


@pytest.mark.parametrize("words", ["还有地下车库漏水", "另外5楼楼道灯也不亮", "对了 楼下垃圾桶三天没清了"])
def test_another_matter_a_moment_later_is_a_ticket_of_its_own(reported: Visitor, words: str) -> None:
    reported.say("陈建国", "residents", words)
    assert reported.ticket(1)["text"] == DOOR
    assert reported.ticket(2)["text"] == words


def test_who_is_complained_of_a_moment_later_reads_nothing_of_it(visitor: Visitor) -> None:
    visitor.say("Emma Smith", "private", "The lift in building 8 unit 1 makes a grinding noise")
    visitor.say("Emma Smith", "private", "also the guard was rude to me")
    assert "rude" not in str(visitor.ticket(1)["text"])
    assert not [m for m in visitor.bots("赵卫东", "staff") if "rude" in m.text]
    assert "rude" in str(visitor.ticket(2)["text"])


@pytest.mark.parametrize(
    "words", ["my son is choking", "孩子噎住了", "隔壁打老婆", "lift stuck, my mum is inside"]
)
def test_a_danger_a_moment_later_is_no_part_of_it(reported: Visitor, words: str) -> None:
    reported.say("陈建国", "residents", words)
    assert reported.ticket(1)["text"] == DOOR
    assert reported.ticket(2)["category"] == "emergencies"
