"""A paid repair on Telegram: real client, real HTTP, our fake Bot API server."""

from tests.fakes.telegram.client import Seen
from tests.journeys.telegram_desk import LEAD, NEIGHBOUR, OFFICER, RESIDENT, TelegramDesk
from tests.journeys.test_telegram import card, label

LINE = "3栋2单元501家里跳闸了，插座没电，麻烦来修一下"


def quoted(desk: TelegramDesk, reporter: int, chat: int) -> None:
    """周婷 quotes what nobody listed; 林芳, since there is no head of engineering, passes it."""
    desk.telegram.say(chat, reporter, LINE)
    desk.settle()
    desk.telegram.say(OFFICER, OFFICER, "接单 1")
    desk.settle()
    desk.telegram.say(OFFICER, OFFICER, "报价 1 换插座 2 30.5元/个")
    judged = card(desk, LEAD, "评审", "¥61")
    desk.telegram.tap(LEAD, judged.id, LEAD, label(judged, "通过"))


def tap(desk: TelegramDesk, who: int, chat: int, seen: Seen, words: str) -> str:
    return str(desk.telegram.tap(chat, seen.id, who, label(seen, words)))


def test_S2_51_S2_93_judged_agreed_to_and_signed_off_by_taps(desk: TelegramDesk) -> None:
    quoted(desk, RESIDENT, RESIDENT)
    asked = card(desk, RESIDENT, "💰 #1", "合计：¥61")
    refuse = next(button.label for button in asked.buttons if button.label == "不同意")
    agree = next(button.label for button in asked.buttons if button.label == "同意")
    assert "¥61" in str(desk.telegram.tap(RESIDENT, asked.id, RESIDENT, agree))
    settled = card(desk, RESIDENT, "第1版报价已同意")
    assert settled.id == asked.id
    assert not settled.buttons
    assert refuse
    desk.telegram.say(OFFICER, OFFICER, "完成 1 换好了")
    bill = card(desk, RESIDENT, "请勿现场付款给个人")
    tap(desk, RESIDENT, RESIDENT, bill, "验收")
    assert card(desk, RESIDENT, "🧾 #1 已验收", "¥61")
    assert desk.tickets()[0].status == "confirmed"


def test_who_never_started_the_bot_is_asked_in_the_room_and_answers_there(desk: TelegramDesk) -> None:
    quoted(desk, NEIGHBOUR, desk.residents)
    asked = card(desk, desk.residents, "李秀英", "合计：¥61")
    agree = next(button.label for button in asked.buttons if button.label == "同意")
    assert "反映" in str(desk.telegram.tap(desk.residents, asked.id, RESIDENT, agree))
    desk.telegram.tap(desk.residents, asked.id, NEIGHBOUR, agree)
    assert not card(desk, desk.residents, "第1版报价已同意").buttons
    assert card(desk, OFFICER, "业主同意了")


def test_S4_16_options_of_a_plan_on_telegram(desk: TelegramDesk) -> None:
    desk.telegram.say(RESIDENT, RESIDENT, LINE)
    desk.settle()
    desk.telegram.say(OFFICER, OFFICER, "接单 1")
    desk.settle()
    desk.telegram.say(OFFICER, OFFICER, "方案 1 换插座；预计 11月20日12:00；选项 明装／暗装")
    asked = card(desk, RESIDENT, "处理方案")
    tap(desk, RESIDENT, RESIDENT, asked, "暗装")
    assert "✅ B. 暗装" in card(desk, RESIDENT, "方案已定").text
