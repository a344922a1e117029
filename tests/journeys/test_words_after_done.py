"""问题解决了吗 is answered in words too: whoever had it reads them, and nothing else becomes of them."""

import pytest

from tests.journeys.visitor import Visitor


def done(visitor: Visitor) -> None:
    """Ticket 1 of 陈建国 is done, and twenty minutes have passed since he was asked."""
    visitor.say("陈建国", "private", "3栋2单元电梯一直嘎吱响")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "完成 1 加了润滑油，试运行正常")
    visitor.advance("PT20M")


@pytest.mark.parametrize(
    "words",
    [
        *("没有", "修好了，但是又响了", "解决个屁", "还在响", "没有来过啊", "怎么还没来人", "未解决，还在响"),
        *("未搞掂", "無人嚟過喎", "冇用㗎", "没解决！！", "👎", "行吧"),
        *("no", "NO!!!", "not really", "the guy never came", "solved but he left a mess"),
        *("same problem again this morning", "still making the noise!!"),
    ],
)
def test_a_no_in_words_reaches_whoever_had_it_and_is_asked_about(visitor: Visitor, words: str) -> None:
    done(visitor)
    visitor.say("陈建国", "private", words)
    assert visitor.bot("周婷", "private", "💬 #1", words)
    assert list(visitor.bots("陈建国", "private")[-1].buttons)[:2] == ["已解决", "未解决"]
    assert [ticket["status"] for ticket in visitor.tickets()] == ["done"]


@pytest.mark.parametrize(
    ("words", "status"),
    [("未解决！", "closed"), ("Not solved", "closed"), ("已解决！", "confirmed"), ("Solved!", "confirmed")],
)
def test_the_words_of_its_buttons_are_as_good_as_a_tap(visitor: Visitor, words: str, status: str) -> None:
    done(visitor)
    visitor.say("陈建国", "private", words)
    assert visitor.ticket(1)["status"] == status


@pytest.mark.parametrize("words", ["着火了！！", "楼道灯不亮了", "3栋1单元的灯也坏了"])
def test_another_matter_is_none_of_it(visitor: Visitor, words: str) -> None:
    done(visitor)
    visitor.say("陈建国", "private", words)
    assert visitor.ticket(2)["text"] == words
    assert visitor.ticket(1)["status"] == "done"


def test_whoever_takes_one_of_two_back_by_its_name_takes_back_that_one(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "3栋2单元楼道灯坏了")
    visitor.advance("PT11M")
    visitor.say("陈建国", "private", "厨房水龙头漏水")
    visitor.advance("PT11M")
    visitor.say("陈建国", "private", "Never mind the light, it works again")
    assert len(visitor.tickets()) == 2
    assert visitor.bot("周婷", "private", "💬 #1", "it works again")
    assert "照明" in " ".join(visitor.bots("陈建国", "private")[-1].buttons)


@pytest.mark.parametrize("words", ["都快两小时了没人理我！", "人呢", "nobody called me"])
def test_S2_55_hurry_after_a_broken_promise_reaches_the_head_and_no_dead_hour_is_told(
    visitor: Visitor, words: str
) -> None:
    visitor.say("陈建国", "private", "3栋2单元楼道灯坏了")
    visitor.advance("PT2H")
    visitor.say("陈建国", "private", words)
    assert visitor.bot("周婷", "private", "💬 #1", words)
    assert visitor.bot("林芳", "private", "过了答应的时间", words)
    assert "已经过了" in visitor.bots("陈建国", "private")[-1].text
    assert len(visitor.tickets()) == 1


def test_who_called_120_for_a_running_emergency_opens_none(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "3栋2单元水管爆了，水喷得到处都是")
    visitor.advance("PT3M")
    visitor.say("陈建国", "private", "我叫了120了")
    assert len(visitor.tickets()) == 1
    assert "120" in str(visitor.ticket(1)["journal"]) + str(visitor.ticket(1)["text"])


def test_S2_88_what_is_said_to_a_proposed_time_answers_no_older_question(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "厨房水龙头漏水，3栋2单元501")
    visitor.say("周婷", "private", "接单 1")
    visitor.say("周婷", "private", "约 1 明天15:00")
    visitor.say("陈建国", "private", "3点不行，4点可以吗")
    assert visitor.bot("周婷", "private", "💬 #1", "4点可以吗")
    assert "已记下" not in visitor.bots("陈建国", "private")[-1].text
