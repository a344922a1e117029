"""An engineer says in a few words that they go: that is the tap that waits for them."""

import pytest

from tests.journeys.test_reminders import LAMP
from tests.journeys.visitor import Visitor

DOOR = "1栋门禁坏了刷不开"
FLOOD = "3栋2单元501家里水管爆了，一直漏水"


@pytest.mark.parametrize("words", ["我来", "收到", "好的马上去", "签收", "on my way"])
def test_S2_96_few_words_to_the_one_slip_that_waits_sign_for_it(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("王强", "private", words)
    assert visitor.clock(1, "sign")["met_at"]
    assert visitor.bot("王强", "private", "#1 已签收")


@pytest.mark.parametrize("words", ["谢谢", "我来不了", "好了", "收到了吗"])
def test_S2_96_what_does_not_say_so_signs_for_nothing(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("王强", "private", words)
    assert not visitor.clock(1, "sign")["met_at"]


@pytest.mark.parametrize("words", ["收到", "签收"])
def test_S2_96_of_several_slips_it_is_asked_which(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("刘洋", "residents", DOOR)
    visitor.say("王强", "private", words)
    assert not any(visitor.clock(number, "sign")["met_at"] for number in (1, 2))
    visitor.tap("王强", visitor.card("王强", "private", "哪一件"), "#2")
    assert visitor.clock(2, "sign")["met_at"]
    assert not visitor.clock(1, "sign")["met_at"]


def test_S2_96_a_reply_to_a_slip_means_that_one(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("刘洋", "residents", DOOR)
    visitor.say("王强", "private", "收到", reply_to=visitor.bot("王强", "private", "维修单 #1").id)
    assert visitor.clock(1, "sign")["met_at"]
    assert not visitor.clock(2, "sign")["met_at"]


def test_S2_10_said_to_an_alarm_it_is_its_tap_and_signs_for_no_slip(visitor: Visitor) -> None:
    visitor.say("陈建国", "private", FLOOD)
    assert visitor.bot("王强", "private", "🚨 重要 #1")
    visitor.say("王强", "private", "收到")
    assert "acknowledged" in [entry["kind"] for entry in visitor.ticket(1)["journal"]]


def test_S2_96_nobody_but_engineers_signs_by_a_word(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    for who in ("林芳", "周婷", "钟伟", "陈建国"):
        visitor.say(who, "private", "收到")
    assert not visitor.clock(1, "sign")["met_at"]


def test_S0_28_said_by_the_assignee_of_what_waits_to_be_accepted_it_accepts(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("周婷", "private", "收到")
    assert visitor.ticket(1)["status"] == "dispatched", "that it was read takes nothing"
    visitor.say("周婷", "private", "我来处理")
    assert visitor.ticket(1)["status"] == "accepted"


def test_S0_28_an_engineer_who_was_given_the_ticket_accepts_it_and_signs_by_one_word(
    visitor: Visitor,
) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.settle()
    visitor.say("周婷", "private", "转派 1 王强 归你")
    visitor.say("王强", "private", "我来")
    assert visitor.ticket(1)["status"] == "accepted"
    assert visitor.clock(1, "sign")["met_at"]


def test_an_engineer_who_says_that_they_go_where_nothing_waits_reads_so(visitor: Visitor) -> None:
    visitor.say("王强", "private", "我来")
    assert visitor.bot("王强", "private", "没有等您签收")


def test_S2_96_ones_own_list_names_the_slips_that_wait_with_where_and_a_tap(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("王强", "private", "我的")
    told = visitor.card("王强", "private", "等您签收", "#1", "照明", "3栋")
    visitor.tap("王强", told, "签收 #1")
    assert visitor.clock(1, "sign")["met_at"]
    visitor.say("王强", "private", "我的")
    assert visitor.bot("王强", "private", "您的工单：1 单", "#1 照明", "协办，负责人 周婷")


@pytest.mark.parametrize("words", ["今天", "今天有什么活", "我手上有哪些单"])
def test_S4_22_the_days_list_names_slips_and_what_one_helps_with(visitor: Visitor, words: str) -> None:
    visitor.say("陈建国", "residents", LAMP)
    visitor.say("刘洋", "residents", DOOR)
    visitor.say("王强", "private", "签收 2")
    visitor.say("王强", "private", words)
    told = visitor.card("王强", "private", "今天要办的事").text
    assert "待签收 1 单\n#1 照明 · 3栋" in told
    assert "协办未完成 1 单\n#2 门禁 · 1栋" in told


def test_colleagues_who_ask_each_other_what_there_is_to_do_get_no_list(visitor: Visitor) -> None:
    visitor.say("陈建国", "residents", LAMP)
    before = len(visitor.bots("王强", "staff"))
    visitor.say("王强", "staff", "今天有什么活")
    assert len(visitor.bots("王强", "staff")) == before
