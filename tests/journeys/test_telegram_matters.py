"""One matter, many people on Telegram: real client, real HTTP, our fake Bot API server."""

from tests.journeys.telegram_desk import DESK, LEAD, NEIGHBOUR, OFFICER, RESIDENT, TelegramDesk
from tests.journeys.test_one_matter import LEAK, LIFT, SAME
from tests.journeys.test_telegram import card, label


def test_S2_112_two_who_tell_of_one_lift_are_one_record_until_one_says_otherwise(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.residents, RESIDENT, LIFT)
    desk.settle()
    desk.telegram.say(desk.residents, NEIGHBOUR, SAME)
    answer = card(desk, desk.residents, "同一件事")
    assert [one.status for one in desk.tickets()] == ["dispatched", "merged"]
    assert "2 户" in card(desk, desk.residents, "#1｜").text
    desk.telegram.tap(desk.residents, answer.id, NEIGHBOUR, label(answer, "不是同一件"))
    assert [one.status for one in desk.tickets()] == ["dispatched", "dispatched"]
    (again,) = [one for one in desk.telegram.from_bot(desk.residents) if "#2" in one.text]
    assert "周婷" in again.text, "the same message, edited in place"


def test_merged_and_split_by_taps_and_words(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.residents, RESIDENT, LIFT)
    desk.settle()
    desk.telegram.say(desk.residents, NEIGHBOUR, LEAK)
    desk.settle()
    desk.telegram.say(desk.staff, DESK, "/merge 2 1")
    assert card(desk, desk.staff, "#2 已并入 #1")
    desk.telegram.say(OFFICER, OFFICER, "接单 1")
    desk.telegram.say(OFFICER, OFFICER, "进展 1 配件已到")
    merged = card(desk, desk.staff, "已并单 #2")
    desk.telegram.tap(desk.staff, merged.id, DESK, label(merged, "不是同一件"))
    assert [len(one.reporters) for one in desk.tickets()] == [1, 1]


def test_S2_34_a_notice_answers_and_an_open_letter_is_reviewed(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.staff, DESK, "/公告 停水 11-18 9:00-17:00 3栋")
    assert card(desk, desk.residents, "公告 1", "停水")
    desk.telegram.say(desk.residents, RESIDENT, "3栋停水了，快来修")
    answer = card(desk, desk.residents, "停水公告 1")
    assert not desk.tickets()
    desk.telegram.tap(desk.residents, answer.id, RESIDENT, label(answer, "仍要登记"))
    assert [one.status for one in desk.tickets()] == ["dispatched"]
    desk.telegram.say(DESK, DESK, "公开信 1 各位业主：11月18日 17:00 恢复供水。")
    review = card(desk, LEAD, "公开信 1 待审")
    desk.telegram.tap(LEAD, review.id, LEAD, label(review, "通过"))
    assert card(desk, desk.residents, "公开信 1", "恢复供水")
