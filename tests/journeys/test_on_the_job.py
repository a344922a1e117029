"""Who works on a job says how it goes, in words: it is kept, and reaches whoever is responsible."""

import pytest

from tests.journeys.test_reminders import LAMP
from tests.journeys.test_slip_words import DOOR, FLOOD
from tests.journeys.visitor import Visitor


def signed(visitor: Visitor) -> None:
    """Ticket 1, 王强's to do, whose assignee 周婷 has not accepted it yet."""
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    visitor.say("王强", "private", "签收 1")


def said(visitor: Visitor, number: int = 1) -> list[str]:
    return [one["text"] for one in visitor.ticket(number)["journal"] if one["kind"] == "remark"]


def test_S4_02_whoever_signed_has_taps_before_it_is_accepted(visitor: Visitor) -> None:
    signed(visitor)
    card = visitor.card("王强", "private", "#1", "协办：王强")
    assert set(card.buttons) == {"已到场", "写进展", "报价"}
    visitor.tap("王强", card, "已到场")
    ticket = visitor.ticket(1)
    assert ticket["journal"][-1]["kind"] == "arrived"
    assert ticket["status"] == "dispatched", "it has to be accepted all the same"
    assert visitor.bot("周婷", "private", "#1 王强 已到现场")


def test_S2_97_who_is_there_before_it_is_accepted_is_not_waited_for(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("王强", "private", "到了")
    visitor.say("周婷", "private", "接单 1")
    assert not [one for one in visitor.ticket(1)["clocks"] if one["kind"] == "arrive"]
    visitor.say("周婷", "private", "改类别 1 急")
    running = [one for one in visitor.ticket(1)["clocks"] if not (one["met_at"] or one["cancelled_at"])]
    assert "arrive" not in [one["kind"] for one in running]


@pytest.mark.parametrize("words", ["到了", "已到场", "我已经到现场了", "#1 到了"])
def test_S2_37_that_one_is_there_is_the_arrival(visitor: Visitor, words: str) -> None:
    signed(visitor)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("王强", "private", words)
    assert visitor.ticket(1)["journal"][-1]["kind"] == "arrived"
    assert visitor.bot("陈建国", "private", "#1 王强 已到现场")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("门没人开", "门没人开"),
        ("#1 下午三点再来", "下午三点再来"),
        ("1 修好了 换了下水管", "修好了 换了下水管"),
        ("1号单，灯座要换", "灯座要换"),
    ],
)
def test_S4_02_words_are_kept_and_reach_the_assignee_and_the_resident_by_a_tap(
    visitor: Visitor, words: str, kept: str
) -> None:
    signed(visitor)
    visitor.say("王强", "private", words)
    assert len(said(visitor)) == 1
    assert kept in said(visitor)[0]
    assert "接单" in visitor.bot("周婷", "private", "#1 王强", kept).buttons
    heard = [one.text for room in ("private", "residents") for one in visitor.bots("陈建国", room)]
    assert not [one for one in heard if kept in one]
    visitor.tap("王强", visitor.card("王强", "private", "已记在 #1", "负责人 周婷", kept), "照发")
    assert visitor.bot("陈建国", "private", "#1 王强", kept)


@pytest.mark.parametrize("words", ["完成 1 换了灯座", "1 完成 换了灯座"])
def test_S4_02_who_helps_closes_nothing_and_their_words_reach_who_does(visitor: Visitor, words: str) -> None:
    signed(visitor)
    visitor.say("周婷", "private", "接单 1")
    visitor.say("王强", "private", words)
    assert visitor.ticket(1)["status"] == "accepted"
    assert visitor.bot("王强", "private", "负责人是 周婷", "转给")
    visitor.tap("周婷", visitor.card("周婷", "private", "#1 王强", "换了灯座"), "完成")
    assert visitor.bot("周婷", "private", "请直接回复 #1 的处理结果")


def test_S4_02_that_it_is_done_is_answered_with_who_closes_it(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("王强", "private", "修好了，换了灯座")
    assert visitor.bot("王强", "private", "由负责人 周婷 来点「完成」")
    assert visitor.ticket(1)["status"] == "dispatched"


def test_of_several_jobs_the_place_says_which_else_it_is_asked(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("刘洋", "residents", DOOR)
    visitor.settle()
    visitor.say("王强", "private", "签收 2")
    visitor.advance("PT40M")
    visitor.say("王强", "private", "敲门没人开")
    assert not said(visitor, 1) + said(visitor, 2)
    visitor.tap("王强", visitor.card("王强", "private", "哪一单"), "#2")
    assert "敲门没人开" in said(visitor, 2)[0]
    visitor.advance("PT40M")
    visitor.say("王强", "private", "3栋的灯换好了")
    assert "换好了" in said(visitor, 1)[0]


def test_what_reads_as_another_matter_is_taken_in_as_one(visitor: Visitor) -> None:
    signed(visitor)
    for words in ("5栋1单元的电梯坏了", "1单元的电梯又坏了", "楼下路灯也不亮了"):
        visitor.say("王强", "private", words)
        assert visitor.bot("王强", "private", "要登记这件事吗", words)
        visitor.tap("王强", visitor.card("王强", "private", "要登记这件事吗", words), "不用登记")
    assert not said(visitor)


def test_what_may_be_a_new_matter_is_asked_of_the_job_too(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("王强", "private", "大门坏了，关不上")
    assert visitor.bot("王强", "private", "要登记这件事吗")
    visitor.tap("王强", visitor.card("王强", "private", "手上的这单吗"), "#1")
    assert "大门坏了" in said(visitor)[0]
    assert visitor.bot("周婷", "private", "#1 王强", "大门坏了")


@pytest.mark.parametrize("words", ["谢谢", "好的", "在吗", "没问题", "👍", "1,2,3"])
def test_courtesies_are_no_words_about_a_job(visitor: Visitor, words: str) -> None:
    signed(visitor)
    visitor.say("王强", "private", words)
    assert not said(visitor)


def test_a_slip_that_waits_is_spoken_of_too(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    visitor.say("王强", "private", "我下午才走得开")
    assert visitor.bot("周婷", "private", "#1 王强", "下午才走得开")
    assert not visitor.clock(1, "sign")["met_at"]


@pytest.mark.parametrize("words", ["阀门已经关了", "到了", "#1 先关了总阀"])
def test_S2_10_who_answered_an_alarm_speaks_of_that_emergency(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "private", FLOOD)
    visitor.settle()
    visitor.say("王强", "private", "收到")
    visitor.say("王强", "private", words)
    assert [one["text"] for one in visitor.ticket(1)["journal"] if one["kind"] == "incident_note"]
    assert visitor.bot("王强", "private", "已记入 #1")


def test_staff_say_by_its_number_what_concerns_a_colleagues_ticket(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("何静", "private", "#1 业主又来前台问了")
    assert visitor.bot("周婷", "private", "#1 何静", "又来前台问了")
    visitor.say("何静", "private", "#9 业主又来前台问了")
    assert visitor.bot("何静", "private", "没有 #9 这一单")


def test_S4_28_who_is_complained_of_learns_of_no_ticket_by_its_number(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", "投诉王强，态度太恶劣，骂人")
    visitor.settle()
    visitor.say("王强", "private", "#1 我没有骂人")
    visitor.say("王强", "private", "#9 我没有骂人")
    told = [one.text.replace("#9", "#1") for one in visitor.bots("王强", "private")]
    assert told[-1] == told[-2]
    assert not said(visitor)


def test_S4_02_what_who_helps_tells_the_resident_the_assignee_reads_too(visitor: Visitor) -> None:
    signed(visitor)
    visitor.say("王强", "private", "进展 1 灯座烧了，明天换")
    assert visitor.bot("周婷", "private", "#1", "灯座烧了，明天换")
