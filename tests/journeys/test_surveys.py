"""调查: twice a year in private, one question at a time; its result to the managers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nlp.reader import Reader
from tests.fakes.telegram.server import running_fake
from tests.journeys.conftest import MORNING, Running
from tests.journeys.telegram_desk import MANAGER, NEIGHBOUR, RESIDENT, TelegramDesk
from tests.journeys.test_telegram import card, label
from tests.journeys.visitor import Visitor

EVE = datetime.fromisoformat("2026-12-09T15:00:00+08:00")


@pytest.fixture
def december(data: Path, reader: Reader) -> Iterator[Visitor]:
    with Running(data, reader, EVE) as base, Visitor(base) as visiting:
        yield visiting


def answers(visitor: Visitor, who: str, stars: str) -> None:
    for star in stars:
        visitor.tap(who, visitor.card(who, "private", "📮"), star)


def test_S2_125_asked_in_december_one_question_at_a_time_and_a_low_result_asks_for_an_action(
    december: Visitor,
) -> None:
    """S2-125: begins by itself, reminds once, ends with a card; under the target an action is proposed."""
    december.advance("PT19H20M")  # the 10th, 10:20
    assert december.bot("高明", "managers", "意见征询 2026-12 开始", "11 位")
    first = december.card("陈建国", "private", "1/5")
    answers(december, "陈建国", "12345")
    assert not december.bot("陈建国", "private", "谢谢您").buttons
    assert "已记下（5/5）" in (december.press("陈建国", first, first.buttons["5"]) or "")
    december.say("陈建国", "private", "/调查 电梯老坏，电话13812345678")
    december.tap("李秀英", december.card("李秀英", "private", "1/5"), "不参加")
    assert december.bot("李秀英", "private", "不再问您")
    december.say("赵敏", "private", "调查 4")
    assert december.card("赵敏", "private", "2/5")
    assert not [one for one in december.bots("周婷", "private") if "1–5" in one.text]
    december.advance("P8D")
    assert len([one for one in december.bots("刘洋", "private") if "1/5" in one.text]) == 2
    assert (
        len([one for one in december.bots("陈建国", "private") if "📮" in one.text and "1/5" in one.text])
        == 0
    )
    december.advance("P8D")
    result = december.bot("高明", "managers", "意见征询 2026-12", "已答 2/11")
    assert "满意率 50%" in result.text
    assert "电梯老坏" in result.text
    assert "13812345678" not in result.text
    assert december.card("高明", "managers", "纠正措施 1", "业主意见调查", "满意 50%")
    late = december.bots("刘洋", "private")
    question = next(one for one in late if "1/5" in one.text)
    assert "已经截止" in (december.press("刘洋", question, question.buttons["5"]) or "")


def test_S2_125_what_comes_after_the_deadline_told_does_not_count_whenever_it_is_closed(
    visitor: Visitor,
) -> None:
    begun(visitor)
    visitor.advance("P14D")
    question = visitor.card("刘洋", "private", "1/5")
    assert "已经截止" in (visitor.press("刘洋", question, question.buttons["5"]) or "")
    visitor.say("高明", "private", "调查")
    assert visitor.bot("高明", "private", "意见征询 2026-11\n已答 0/11")
    visitor.say("高明", "private", "/调查 开始")
    assert visitor.bot("高明", "private", "发给了 11 位"), "the one that is over does not keep it waiting"


def test_S2_125_a_head_starts_one_by_hand(visitor: Visitor) -> None:
    visitor.say("唐总", "private", "/调查 开始")
    assert visitor.bot("唐总", "private", "客服负责人或服务中心负责人")
    visitor.say("高明", "private", "调查")
    assert visitor.bot("高明", "private", "还没有做过")
    visitor.say("高明", "private", "/调查 开始")
    assert visitor.bot("高明", "private", "发给了 11 位")
    assert visitor.card("Emma Smith", "private", "1/5", "Repairs")
    visitor.say("林芳", "private", "/调查 开始")
    assert visitor.bot("林芳", "private", "还在进行")
    visitor.say("高明", "managers", "调查")
    assert visitor.bot("高明", "managers", "进行中", "已答 0/11")
    for who in ("周婷", "王强"):
        visitor.say(who, "private", "调查")
        assert visitor.bot(who, "private", "给负责人和总部看")
    visitor.say("陈建国", "residents", "/调查 5")
    assert visitor.bot("陈建国", "residents", "请私聊我")
    visitor.advance("P15D")
    assert visitor.bot("高明", "managers", "意见征询 2026-11", "已答 0/11")
    assert not [one for one in visitor.bots("高明", "managers") if "业主意见调查" in one.text]


def test_S2_125_words_about_an_investigation_are_a_report_as_ever(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "调查 一下3栋2单元电梯为什么又坏了")
    assert len(visitor.tickets()) == 1
    visitor.say("陈建国", "private", "/调查")
    assert visitor.bot("陈建国", "private", "没有在问您")


def test_S2_125_on_telegram_only_who_can_be_written_to_is_asked(data: Path, reader: Reader) -> None:
    with running_fake() as telegram:
        telegram.limits(on=False)
        with TelegramDesk(data, reader, telegram, MORNING) as desk:
            telegram.say(desk.residents, NEIGHBOUR, "3栋2单元电梯坏了")
            desk.settle()
            telegram.say(MANAGER, MANAGER, "/调查 开始")
            desk.settle()
            assert card(desk, MANAGER, "发给了 1 位业主，另有 1 位私聊不到")
            for _ in range(5):
                seen = card(desk, RESIDENT, "📮")
                telegram.tap(RESIDENT, seen.id, RESIDENT, label(seen, "5"))
                desk.settle()
            assert card(desk, RESIDENT, "谢谢您")
            desk.advance(timedelta())


def begun(visitor: Visitor) -> Visitor:
    visitor.say("高明", "private", "/调查 开始")
    return visitor


def test_S2_125_a_star_may_be_written_as_people_write_it_and_is_never_a_remark(visitor: Visitor) -> None:
    begun(visitor)
    for words in ("/调查 5分", "/调查 ４", "调查 3星", "/调查 5", "/调查 5"):
        visitor.say("陈建国", "private", words)
    assert visitor.bot("陈建国", "private", "谢谢您，都记下了")
    visitor.say("陈建国", "private", "/调查 5")
    assert visitor.bot("陈建国", "private", "五题您都答过了")
    visitor.say("高明", "private", "调查")
    assert "💬" not in visitor.bot("高明", "private", "已答 1/11", "满意率 80%").text


def test_S2_125_every_remark_is_kept_and_read_in_full_by_the_heads_alone(visitor: Visitor) -> None:
    begun(visitor)
    said = ("陈建国", "李秀英", "赵敏", "刘洋", "孙丽", "马超")
    for who in said:
        visitor.say(who, "private", f"/调查 {who}的意见：周婷不接电话")
    visitor.say("陈建国", "private", "/调查 另外停车位不够")
    visitor.say("陈建国", "private", "/调查 " + "长" * 1000)
    assert visitor.bot("陈建国", "private", "没有记下", "1000")
    visitor.say("高明", "private", "调查")
    assert visitor.bot("高明", "private", "…另有 1 条")
    visitor.say("高明", "private", "/调查 意见")
    whole = visitor.bot("高明", "private", "意见 6 条", "另外停车位不够").text
    assert all(who in whole for who in said)
    visitor.say("高明", "managers", "/调查 意见")
    assert "不接电话" not in visitor.bot("高明", "managers", "私聊").text
    for words in ("调查", "/调查 意见"):
        visitor.say("唐总", "private", words)
        assert not [one for one in visitor.bots("唐总", "private") if "周婷" in one.text], "S0-47"


def test_S2_125_whoever_declines_is_left_alone_and_may_come_back(visitor: Visitor) -> None:
    begun(visitor)
    visitor.tap("赵敏", visitor.card("赵敏", "private", "1/5"), "4")
    visitor.say("赵敏", "private", "/调查 不参加")
    visitor.advance("P8D")
    assert not [one for one in visitor.bots("赵敏", "private") if "2/5" in one.text]
    visitor.say("赵敏", "private", "/调查")
    assert visitor.card("赵敏", "private", "2/5").buttons


def test_S2_125_the_next_survey_judges_what_was_done_about_the_last_one(visitor: Visitor) -> None:
    begun(visitor)
    answers(visitor, "陈建国", "11111")
    visitor.advance("P15D")
    visitor.tap("高明", visitor.card("高明", "managers", "纠正措施 1", "满意 0%"), "立项")
    visitor.say("高明", "private", "措施 1 负责人 林芳")
    visitor.say("林芳", "private", "措施 1 培训了保洁")
    assert visitor.bot("林芳", "private", "下次意见征询")
    begun(visitor)
    answers(visitor, "陈建国", "55111")
    visitor.advance("P15D")
    assert visitor.card(
        "高明", "managers", "纠正措施 1", "看下次意见征询", "2026-12", "满意 40%（原 0%），升了"
    )
