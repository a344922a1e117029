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
