"""A reply that is held, on Telegram: real client, real HTTP, our fake Bot API server."""

from tests.journeys.telegram_desk import LEAD, MANAGER, OFFICER, RESIDENT, TelegramDesk
from tests.journeys.test_telegram import card, label


def told(desk: TelegramDesk, chat: int) -> str:
    desk.settle()
    return "\n".join(one.text for one in desk.telegram.from_bot(chat))


def test_S0_44_S4_28_S4_26_a_complaint_about_the_officer_on_telegram(desk: TelegramDesk) -> None:
    telegram = desk.telegram
    telegram.say(RESIDENT, RESIDENT, "投诉3栋管家周婷，服务态度恶劣，辱骂业主")
    desk.settle()
    if not desk.tickets():
        asked = card(desk, RESIDENT, "请登记")
        telegram.tap(RESIDENT, asked.id, RESIDENT, label(asked, "请登记"))
    telegram.say(LEAD, LEAD, "接单 1")
    mine = card(desk, LEAD, "#1", "某业主")
    telegram.tap(LEAD, mine.id, LEAD, label(mine, "请被投诉人说明"))
    telegram.say(LEAD, LEAD, "进展 1 明天15:00约您面谈", reply_to=mine.id)
    assert "面谈" not in told(desk, RESIDENT)
    held = card(desk, MANAGER, "请审核", "面谈")
    telegram.tap(MANAGER, held.id, MANAGER, label(held, "通过"))
    assert "面谈" in told(desk, RESIDENT)
    explain = card(desk, OFFICER, "我来说明")
    telegram.tap(OFFICER, explain.id, OFFICER, label(explain, "我来说明"))
    desk.settle()
    telegram.say(OFFICER, OFFICER, "当时在接电话")
    assert "当时在接电话" in told(desk, LEAD)
    assert "#1" not in told(desk, OFFICER)
    assert "陈建国" not in told(desk, OFFICER)
