"""四清 on Telegram: a button in private; under the card, by name, for who never wrote to the bot."""

from tests.journeys.telegram_desk import NEIGHBOUR, OFFICER, RESIDENT, TelegramDesk
from tests.journeys.test_telegram import card, label


def test_S2_85_S2_49_a_time_by_a_button_on_telegram(desk: TelegramDesk) -> None:
    desk.telegram.say(RESIDENT, RESIDENT, "家里卫生间漏水，一直在滴")
    asked = card(desk, RESIDENT, "什么时候上门")
    desk.telegram.tap(RESIDENT, asked.id, RESIDENT, label(asked, "明天下午"))
    assert card(desk, RESIDENT, "已记下", "11月19日下午").id == asked.id
    assert card(desk, OFFICER, "#1", "上门时间：11月19日下午")


def test_S2_49_who_is_reached_only_in_the_room_is_asked_there_without_their_home(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.residents, NEIGHBOUR, "电梯坏了，停在一楼不动了")
    asked = card(desk, desk.residents, "在几栋几单元")
    assert not asked.buttons
    desk.telegram.say(desk.residents, RESIDENT, "5栋今晚聚餐吗")
    desk.telegram.say(desk.residents, NEIGHBOUR, "3栋2单元的")
    assert card(desk, desk.residents, "已记下", "3栋2单元").id == asked.id
    (ticket,) = desk.tickets()
    assert (ticket.place.building, ticket.place.unit) == ("3", "2")
