"""What somebody new to the desk asked it as a manager, one after another."""

from tests.journeys.test_asking import lived
from tests.journeys.visitor import Visitor


def _asked(visitor: Visitor, words: str, room: str = "private", who: str = "林芳") -> str:
    """The newest answer, all of it."""
    visitor.say(who, room, words)
    return visitor.bots(who, room)[-1].text


def test_what_a_day_brought_is_a_question_of_its_own(visitor: Visitor) -> None:
    lived(visitor)
    assert "二次投诉 0 单" in _asked(visitor, "有没有重复投诉的")
    told = _asked(visitor, "今天有什么事")
    assert "共 2 单" in told
    assert "#2 11-18" in told
    assert "2026-11-17" in _asked(visitor, "昨天有什么事", "managers", "高明")


def test_S0_47_a_ticket_is_told_of_with_its_promises_to_heads_however_they_ask(visitor: Visitor) -> None:
    lived(visitor)
    for words in ("为什么#2逾期", "#2", "#2怎么样了"):
        told = _asked(visitor, words)
        assert told.startswith("📖 #2｜"), words
        assert "⏱ 接单" in told, words
    assert "📖 #2｜" in _asked(visitor, "为什么#2逾期", "managers", "高明")
    before = len(visitor.bots("高明", "managers"))
    visitor.say("高明", "managers", "#2")
    assert len(visitor.bots("高明", "managers")) == before  # among colleagues it names a ticket, no more


def test_a_home_is_asked_about_afresh_whatever_was_asked_before(visitor: Visitor) -> None:
    lived(visitor)
    _asked(visitor, "最近7天电梯几单")
    for words in ("3栋2单元501报过什么", "3栋2单元501"):
        told = _asked(visitor, words).splitlines()[0]
        assert "3栋 2单元 501室" in told, words
        assert "电梯" not in told, words
        assert "2026-11-12" not in told, words
    _asked(visitor, "最近7天电梯几单")
    assert "电梯" in _asked(visitor, "那3栋2单元501呢").splitlines()[0]  # it says that it goes on


def test_S1_07_whether_it_fell_is_told_beside_the_days_before_in_the_room_too(visitor: Visitor) -> None:
    lived(visitor)
    for words in ("保洁投诉降了没", "保洁投诉少了没", "have cleaning complaints gone down?"):
        for who, room in (("高明", "managers"), ("林芳", "private")):
            told = _asked(visitor, words, room, who)
            assert "保洁" in told.splitlines()[0], words
            assert "比 2026-10-01" in told, words
            assert "登记" not in told, words


def test_which_days_had_most_are_put_in_that_order_with_the_span_they_are_of(visitor: Visitor) -> None:
    lived(visitor)
    visitor.advance("P1D")
    visitor.say("李秀英", "residents", "5栋1单元楼道灯不亮了")
    visitor.settle()
    told = _asked(visitor, "哪几天工单最多")
    assert told.startswith("🔎 2026-11-06 至 2026-11-19 · 按天"), told
    assert "（多的在前）" in told
    days = [line.split() for line in told.splitlines() if line.startswith("　11-")]
    assert days == [["11-18", "2"], ["11-19", "1"]]
    assert "　11-07 0" in _asked(visitor, "每天几单")  # of each day they stand in the order of time
    assert "（少的在前）" in _asked(visitor, "哪几天工单最少")
