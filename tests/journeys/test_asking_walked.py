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


def test_S0_47_two_colleagues_are_told_beside_each_other_by_how_long_they_take(visitor: Visitor) -> None:
    lived(visitor)
    for words in ("周婷和徐磊谁快", "周婷和徐磊哪个快", "周婷和徐磊谁更快", "周婷跟徐磊比谁慢"):
        visitor.say("林芳", "private", words)
        one, other = visitor.bots("林芳", "private")[-2:]
        assert "周婷" in one.text.splitlines()[0], words
        assert "平均处理用时 1分钟" in one.text, words
        assert "徐磊" in other.text.splitlines()[0], words
        assert "平均处理用时" in other.text, words


def test_how_a_colleague_does_is_told_in_the_figures_there_are(visitor: Visitor) -> None:
    lived(visitor)
    _asked(visitor, "周婷平均接单多久")
    for words in ("周婷做得怎么样", "周婷本月表现如何", "how is zhou ting doing"):
        visitor.say("林芳", "private", words)
        told = [one.text for one in visitor.bots("林芳", "private")[-4:]]
        for figure, text in zip(("共 2 单", "处理及时率 100%", "平均处理用时", "满意度"), told, strict=True):
            assert "周婷" in text.splitlines()[0], words
            assert figure in text, words
    before = len(visitor.bots("高明", "managers"))
    visitor.say("高明", "managers", "周婷做得怎么样？")
    assert [one.text for one in visitor.bots("高明", "managers")[before:]] == [
        "到人、到户的数字只在私聊里给，已私聊发给您。"
    ]


def test_S4_28_who_is_complained_about_most_is_told_to_be_nothing_that_is_ranked(visitor: Visitor) -> None:
    lived(visitor)
    for words in ("哪个师傅被投诉最多", "谁被投诉最多", "which worker was complained about most"):
        told = _asked(visitor, words)
        assert "不按人排" in told, words
        assert "没看懂" not in told, words


def test_english_questions_are_understood_whole_and_answered_in_the_language_that_was_set(
    visitor: Visitor,
) -> None:
    lived(visitor)
    told = _asked(visitor, "which building complains most?")
    assert "按楼栋" in told
    assert "没看懂" not in told
    visitor.say("林芳", "private", "language en")
    for words, by in (
        ("which building complains most?", "by building"),
        ("which building is complained about most", "by building"),
        ("what do people complain about most?", "by topic"),
        ("when do people complain most", "by hour"),
        ("where are most complaints", "by building"),
        ("whose tickets are overdue?", "by who had them"),
        ("did anybody complain about noise yesterday?", "noise"),
    ):
        told = _asked(visitor, words)
        assert by in told.splitlines()[0].lower(), words
        assert "understood" not in told, words
