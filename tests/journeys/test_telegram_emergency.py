"""An emergency on Telegram: real client, real HTTP, our fake Bot API server."""

from datetime import timedelta

from tests.fakes.telegram.real import picture
from tests.journeys.telegram_desk import DESK, LEAD, MANAGER, NEIGHBOUR, RESIDENT, TelegramDesk
from tests.journeys.test_emergencies import LIFT
from tests.journeys.test_telegram import card, label


def test_S0_17_S2_105_people_in_a_lift_on_telegram(desk: TelegramDesk) -> None:
    telegram = desk.telegram
    telegram.say(desk.residents, RESIDENT, LIFT)
    assert "靠壁站稳" in telegram.wait_message(desk.residents, "#1").text
    assert "靠壁站稳" in card(desk, RESIDENT, "#1").text
    checklist = card(desk, desk.staff, "处置清单 0/6")
    assert "没有人" in checklist.text, "there is no engineer, no guard, no roster here"

    telegram.tap(desk.staff, checklist.id, DESK, label(checklist, "✓ 1"))
    assert "何静" in card(desk, desk.staff, "处置清单 1/6").text
    assert card(desk, desk.staff, "处置清单 1/6").id == checklist.id, "edited in place"
    telegram.say(desk.staff, DESK, "里面两个人，都还好", reply_to=checklist.id)
    assert card(desk, desk.staff, "处置清单", "都还好")
    telegram.say(desk.staff, DESK, photo=picture(), reply_to=checklist.id)
    telegram.say(DESK, DESK, photo=picture())
    desk.settle()
    assert desk.photos(desk.tickets()[0].id) == 2, "the second without a reply: it is what she works on"
    assert not [one for one in telegram.from_bot(RESIDENT) if one.photo], "photos of the site stay with staff"

    telegram.say(desk.residents, NEIGHBOUR, "3栋2单元电梯还关着人呢，有人在哭")
    assert "李秀英" in card(desk, desk.residents, "同一件事").text, "never started the bot: told in the room"
    assert card(desk, desk.staff, "2 户报告", "有人在哭")

    desk.advance(timedelta(minutes=6))
    assert card(desk, LEAD, "还没有点完成")
    for n in "235":
        telegram.say(LEAD, LEAD, f"步骤 1 {n}")
    desk.settle()
    telegram.tap(desk.staff, checklist.id, LEAD, label(card(desk, desk.staff, "处置清单 4/6"), "解除"))
    assert "解除" in card(desk, desk.residents, "#1 电梯困人 已于").text
    assert "解除" in card(desk, RESIDENT, "#1 电梯困人 已于").text
    assert card(desk, desk.managers, "事件报告")
    visit = card(desk, MANAGER, "回访报事人")
    telegram.tap(MANAGER, visit.id, MANAGER, label(visit, "已回访"))
    telegram.say(MANAGER, MANAGER, "都平安")
    assert "都平安" in card(desk, MANAGER, "已回访").text
