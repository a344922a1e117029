"""Taken in, told by phone, revisited and forgotten on Telegram: real client, real HTTP, our fake server."""

from datetime import timedelta

from tests.fakes.telegram.real import picture
from tests.journeys.telegram_desk import DESK, MANAGER, NEIGHBOUR, OFFICER, RESIDENT, TelegramDesk
from tests.journeys.test_main_job import LINE
from tests.journeys.test_telegram import card, label


def tap(desk: TelegramDesk, who: int, words: str, button: str) -> str:
    seen = card(desk, who, words)
    toast = desk.telegram.tap(who, seen.id, who, label(seen, button))
    desk.settle()
    return toast or ""


def test_S0_27_a_forwarded_message_becomes_the_ticket_of_who_wrote_it(desk: TelegramDesk) -> None:
    """S2-47: whose account is known stays one person; who hides it is asked for by name only."""
    desk.telegram.say(DESK, DESK, "3栋2单元家里没水了", forward_from=RESIDENT)
    tap(desk, DESK, "要登记这件事吗", "楼管微信")
    assert card(desk, DESK, "#1", "陈建国", "首接人")
    desk.telegram.say(DESK, DESK, "5栋路灯不亮，晚上看不见", forward_from="王女士")
    tap(desk, DESK, "路灯不亮", "电话")
    first, second = desk.tickets()
    assert (first.source, second.source) == ("wechat", "phone")
    assert first.receiver == second.receiver
    assert card(desk, DESK, "#2", "王女士")


def test_S0_10_a_letter_as_pdf_is_kept_and_its_sender_is_phoned(desk: TelegramDesk) -> None:
    letter = {"kind": "document", "name": "letter.pdf", "content": b"%PDF-1.4\n%%EOF\n"}
    words = "/登记 信函 3-2-606王女士 13800001111 小区保洁差，楼道长期不扫"
    desk.telegram.say(DESK, DESK, file=letter, caption=words)
    (ticket,) = desk.tickets()
    assert (ticket.class_, desk.photos(ticket.id)) == (2, 1)
    desk.telegram.say(DESK, DESK, "接单 1")
    owner = next(one for one in (OFFICER, MANAGER, 105) if desk.telegram.from_bot(one))
    for who in (105, MANAGER):
        desk.telegram.say(who, who, "进展 1 已安排保洁每天清扫")
        desk.settle()
        if any("☎️" in one.text for one in desk.telegram.from_bot(who)):
            owner = who
            break
    assert "13800001111" in card(desk, owner, "☎️", "王女士").text
    assert "已电话告知" in tap(desk, owner, "☎️", "已电话告知")


def test_S2_106_a_visit_is_signed_by_the_residents_tap(desk: TelegramDesk) -> None:
    desk.telegram.say(desk.residents, RESIDENT, LINE)
    desk.settle()
    for words in ("接单 1", "完成 1 已修好"):
        desk.telegram.say(OFFICER, OFFICER, words)
        desk.settle()
    desk.advance(timedelta(hours=22, minutes=30))
    for words in ("上门", "5", "4"):
        tap(desk, DESK, "#1", words)
    tap(desk, RESIDENT, "到您家回访", "确认")
    assert desk.tickets()[0].status == "closed"


def test_who_left_the_group_is_phoned_instead_of_named_in_it(desk: TelegramDesk) -> None:
    """S4-11."""
    desk.telegram.say(desk.residents, NEIGHBOUR, LINE)
    desk.settle()
    desk.telegram.set_status(desk.residents, NEIGHBOUR, "left")
    desk.telegram.say(OFFICER, OFFICER, "接单 1")
    desk.telegram.say(OFFICER, OFFICER, "进展 1 师傅出发了")
    assert card(desk, desk.staff, "李秀英", "请打电话告知")
    assert not [one for one in desk.telegram.from_bot(desk.residents) if "师傅出发了" in one.text]
    desk.telegram.join(desk.residents, NEIGHBOUR)
    desk.telegram.say(OFFICER, OFFICER, "进展 1 师傅到了")
    assert card(desk, desk.residents, "李秀英", "师傅到了")


def test_a_voice_message_is_answered_with_what_to_do(desk: TelegramDesk) -> None:
    voice = {"kind": "voice", "name": "v.ogg", "content": b"OggS"}
    for who in (RESIDENT, OFFICER):
        desk.telegram.say(who, who, file=voice)
        assert card(desk, who, "请打字")


def test_S2_04_who_was_forgotten_is_a_stranger_again(desk: TelegramDesk) -> None:
    desk.telegram.say(RESIDENT, RESIDENT, "3栋2单元501家里漏水", photo=picture())
    desk.telegram.say(RESIDENT, RESIDENT, "撤回 1")
    desk.telegram.say(RESIDENT, RESIDENT, "/删除我的资料")
    tap(desk, RESIDENT, "要删除您的资料吗", "确定")
    assert "已删除" in tap(desk, MANAGER, "要求删除", "同意删除")
    assert card(desk, RESIDENT, "已经删除")
    (ticket,) = desk.tickets()
    assert "501" not in ticket.text
    desk.telegram.say(RESIDENT, RESIDENT, "我的")
    assert card(desk, RESIDENT, "邀请码")


def test_S2_04_a_nickname_with_a_room_number_is_veiled_where_others_read(desk: TelegramDesk) -> None:
    """S2-127: the name of who never wrote to the bot, on the card and where they are named."""
    desk.telegram.add_user(201, "3-501王")
    desk.telegram.join(desk.residents, 201)
    desk.telegram.say(desk.residents, 201, LINE)
    desk.settle()
    assert "3-***王" in card(desk, desk.staff, "#1").text
    desk.telegram.say(OFFICER, OFFICER, "接单 1")
    desk.telegram.say(OFFICER, OFFICER, "进展 1 已到3-2-501门口，电话13812345678")
    told = card(desk, desk.residents, "已到").text
    assert "3-***王" in told
    assert "3-2-***门口" in told
    assert "138****5678" in told
    for chat in (desk.residents, desk.staff, desk.managers):
        assert not [one.text for one in desk.telegram.from_bot(chat) if "501" in one.text]
