"""The main job on Telegram: real client, real HTTP, our fake Bot API server."""

from datetime import timedelta

from tests.fakes.telegram.client import Seen
from tests.fakes.telegram.real import picture
from tests.journeys.telegram_desk import DESK, LEAD, NEIGHBOUR, OFFICER, OTHER_OFFICER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE


def card(desk: TelegramDesk, chat: int, *words: str) -> Seen:
    """The newest message of the bot there with these words."""
    desk.settle()
    found = [one for one in desk.telegram.from_bot(chat) if all(word in one.text for word in words)]
    assert found, [one.text for one in desk.telegram.from_bot(chat)]
    return found[-1]


def label(seen: Seen, words: str) -> str:
    (found,) = [button.label for button in seen.buttons if words in button.label]
    return found


def test_the_whole_life_of_a_ticket_on_telegram(desk: TelegramDesk) -> None:
    telegram = desk.telegram
    telegram.say(desk.residents, NEIGHBOUR, "晚上一起吃火锅呀")
    telegram.say(desk.residents, RESIDENT, LINE)
    public = telegram.wait_message(desk.residents, "#1")
    assert "周婷" in public.text

    mine = card(desk, OFFICER, "#1")
    toast = telegram.tap(OFFICER, mine.id, OFFICER, label(mine, "接单"))
    assert "#1" in (toast or "")
    telegram.say(OFFICER, OFFICER, "配件已到，正在更换", reply_to=mine.id)
    assert card(desk, RESIDENT, "配件已到")
    telegram.say(OFFICER, OFFICER, photo=picture())
    assert card(desk, RESIDENT, "#1").photo
    telegram.tap(OFFICER, mine.id, OFFICER, label(card(desk, OFFICER, "#1", "处理"), "完成"))
    telegram.say(OFFICER, OFFICER, "更换了门机皮带")

    asked = card(desk, RESIDENT, "更换了门机皮带")
    telegram.tap(RESIDENT, asked.id, RESIDENT, label(asked, "已解决"))
    desk.settle()
    telegram.tap(RESIDENT, asked.id, RESIDENT, "5⭐")
    desk.settle()
    telegram.tap(RESIDENT, asked.id, RESIDENT, "5⭐")
    desk.advance(timedelta(hours=22, minutes=30))
    prompt = card(desk, DESK, "回访", "#1")
    for words in ("电话", "4", "5"):
        telegram.tap(DESK, prompt.id, DESK, label(card(desk, DESK, "#1"), words))
        desk.settle()
    (ticket,) = desk.tickets()
    assert ticket.status == "closed"
    assert len([one for one in telegram.from_bot(desk.residents) if "#1" in one.text]) == 1


def test_a_reporter_who_never_started_the_bot_is_asked_in_the_room(desk: TelegramDesk) -> None:
    telegram = desk.telegram
    telegram.say(desk.residents, NEIGHBOUR, LINE)
    desk.settle()
    telegram.say(OFFICER, OFFICER, "接单 1")
    telegram.say(OFFICER, OFFICER, "完成 1 已修好")
    asked = card(desk, desk.residents, "已修好")
    assert "李秀英" in asked.text
    telegram.tap(desk.residents, asked.id, NEIGHBOUR, label(asked, "已解决"))
    desk.settle()
    assert desk.tickets()[0].status == "confirmed"
    assert "⭐" in card(desk, desk.residents, "李秀英").buttons[0].label


def test_an_album_is_one_ticket_with_all_its_photos(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.residents, RESIDENT, album=[picture(), picture(), picture()], caption=LINE)
    desk.settle()
    (ticket,) = desk.tickets()
    assert desk.photos(ticket.id) == 3


def test_a_group_that_becomes_a_supergroup_goes_on(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.residents, RESIDENT, LINE)
    old = card(desk, desk.residents, "#1")
    new = desk.telegram.migrate(desk.residents)
    desk.settle()
    toast = desk.telegram.tap(desk.residents, old.id, NEIGHBOUR, label(old, "我也遇到"))
    assert "最新的消息" in (toast or ""), "who taps a card of before is no stranger"
    desk.telegram.say(OFFICER, OFFICER, "接单 1")
    assert "周婷" in card(desk, new, "#1").text


def test_an_edited_report_adds_its_words_and_opens_nothing(desk: TelegramDesk) -> None:
    said = desk.telegram.say(desk.residents, RESIDENT, LINE)
    desk.settle()
    desk.telegram.say(desk.residents, RESIDENT, LINE + "，里面还有人", edit_of=said)
    desk.settle()
    (ticket,) = desk.tickets()
    assert "里面还有人" in ticket.text


def test_a_room_that_put_the_bot_out_is_reported_to_the_managers(desk: TelegramDesk) -> None:
    desk.telegram.kick_bot(desk.residents)
    assert card(desk, desk.managers, "业主群")


def test_a_room_muted_for_a_while_is_told_of_and_has_the_cards_after_it(desk: TelegramDesk) -> None:
    desk.settle()
    muted = "400: Bad Request: not enough rights to send text messages to the chat"
    desk.telegram.fail_next("sendMessage", muted, chat=desk.staff)
    desk.telegram.say(desk.residents, RESIDENT, LINE)
    assert "没有发言" in card(desk, LEAD, "#1", "工作群").text
    assert card(desk, DESK, "#1").buttons
    desk.telegram.say(desk.residents, NEIGHBOUR, "7栋楼下垃圾桶满了三天没人清，臭死了")
    assert card(desk, desk.staff, "#2").buttons


def test_an_anonymous_administrator_is_asked_to_speak_as_themselves(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.staff, OTHER_OFFICER, "/接单 1", anonymous_admin=True)
    assert card(desk, desk.staff, "匿名")


def test_a_report_that_nobody_signs_is_not_lost_in_silence(desk: TelegramDesk) -> None:
    channel = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    unsigned = {"from": channel, "sender_chat": {"id": -1009, "type": "channel", "title": "陈家频道"}}
    desk.telegram.say(desk.residents, RESIDENT, "晚上一起吃火锅呀", extra=unsigned)
    said = desk.telegram.say(desk.residents, RESIDENT, LINE, extra=unsigned)
    assert card(desk, desk.residents, "没有登记", "本人身份").reply_to == said
    assert desk.tickets() == []
    assert len([one for one in desk.telegram.from_bot(desk.residents) if "没有登记" in one.text]) == 1


def test_markup_and_long_text_arrive_as_they_are(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.residents, RESIDENT, LINE)
    desk.settle()
    words = '<b>&lt; 5 < 6 & "7"</b> ' + "很长的说明" * 900
    desk.telegram.say(OFFICER, OFFICER, "接单 1")
    desk.telegram.say(OFFICER, OFFICER, f"进展 1 {words[:4000]}")
    assert '<b>&lt; 5 < 6 & "7"</b>' in card(desk, RESIDENT, "很长的说明").text


def test_an_officer_who_never_started_the_bot_is_named_in_the_staff_room(desk: TelegramDesk) -> None:
    desk.telegram.block(OFFICER)
    desk.settle()
    desk.telegram.say(desk.residents, RESIDENT, LINE)
    desk.settle()
    named = [one for one in desk.telegram.from_bot(desk.staff) if one.text.startswith("周婷")]
    assert len(named) == 1


def test_S2_13_leave_settles_in_place_and_what_the_deputy_held_goes_back_by_a_tap(desk: TelegramDesk) -> None:
    telegram = desk.telegram
    telegram.say(desk.residents, RESIDENT, LINE)
    (before,) = desk.tickets()
    telegram.say(OFFICER, OFFICER, "/请假 11-18 11-18 代班 @徐磊")
    asked = card(desk, LEAD, "周婷 请假")
    telegram.tap(LEAD, asked.id, LEAD, "同意")
    settled = card(desk, LEAD, "已批准")
    assert (settled.id, settled.buttons) == (asked.id, ())
    (held,) = desk.tickets()
    assert held.owner != before.owner
    desk.advance(timedelta(days=1))
    offer = card(desk, OTHER_OFFICER, "周婷 已回岗")
    telegram.tap(OTHER_OFFICER, offer.id, OTHER_OFFICER, "全部交还")
    (back,) = desk.tickets()
    assert back.owner == before.owner
    assert card(desk, OTHER_OFFICER, "已安排好").id == offer.id
