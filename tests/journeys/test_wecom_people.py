"""People on WeCom who cannot be written to, have left, come in by a link, or want a person."""

from datetime import timedelta

import pytest

from bot.platforms.wecom.links import param
from tests.journeys.test_main_job import LINE
from tests.journeys.test_wecom import card, card_text, tap, told, xml
from tests.journeys.wecom_desk import DESK, LEAD, MANAGER, OFFICER, OTHER_OFFICER, RESIDENT, WecomDesk


@pytest.fixture
def desk(on_wecom: WecomDesk) -> WecomDesk:
    return on_wecom


def test_a_resident_who_cannot_be_written_to_is_to_be_phoned(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    told(desk, "#1")
    tap(desk, OFFICER, "接单", "#1")
    desk.wecom.kf_fail_next(RESIDENT, 13)
    desk.wecom.say(OFFICER, "进展 1 配件已到")
    tap(desk, OFFICER, "已打电话", "陈建国", "没有送到")
    assert "周婷 已打电话告知" in card_text(desk, OFFICER, "☎️ #1")


def test_S4_30_who_complains_anonymously_is_not_named_where_they_cannot_be_written_to(
    desk: WecomDesk,
) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    told(desk, "#1")
    desk.wecom.kf_say(RESIDENT, "匿名 1")
    desk.settle()
    tap(desk, OFFICER, "接单", "#1")
    desk.wecom.kf_fail_next(RESIDENT, 13)
    desk.wecom.say(OFFICER, "进展 1 配件已到")
    assert "陈建国" not in card_text(desk, OFFICER, "没有送到", "#1")


def test_a_message_that_is_lost_long_after_it_was_taken_is_to_be_phoned_too(desk: WecomDesk) -> None:
    """The verdict comes when nobody waits for it any more, and twice."""
    desk.wecom.kf_say(RESIDENT, LINE)
    told(desk, "#1")
    tap(desk, OFFICER, "接单", "#1")
    newest = desk.wecom.kf_from_bot(RESIDENT)[-1].msgid
    for _ in range(2):
        desk.wecom.kf_event(
            "msg_send_fail", {"external_userid": RESIDENT, "fail_msgid": newest, "fail_type": 4}
        )
        desk.settle()
    asked = [one for one in desk.wecom.messages_to(OFFICER) if "没有送到" in one.text]
    assert len(asked) == 1
    assert "48小时没有说话" in asked[0].text


def test_a_member_who_left_has_no_rights_gets_nothing_more_and_the_heads_know(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    first = card(desk, OFFICER, "#1")
    desk.wecom.say(OFFICER, "接单 1")
    desk.settle()  # no code is left for the card: it would be posted anew
    desk.wecom.remove_member(OFFICER)
    desk.settle()
    before = len(desk.wecom.calls("message/send"))
    for head in (LEAD, MANAGER):
        said = [one.text for one in desk.wecom.messages_to(head) if "周婷 已不在企业里" in one.text]
        assert len(said) == 1
        assert "#1 → 徐磊" in said[0]
    assert any("现在由 徐磊" in one.text for one in desk.wecom.kf_from_bot(RESIDENT)), "S2-56, S3-23"
    keys = desk.wecom.credentials()
    fields = {"ToUserName": keys["corpid"], "FromUserName": OFFICER, "CreateTime": 1, "MsgType": "event"}
    fields |= {"Event": "template_card_event", "EventKey": first.buttons[0].key, "TaskId": first.task_id}
    assert desk.wecom.post(xml(fields))["status"] == 200
    written = {**fields, "MsgType": "text", "MsgId": 77, "Content": "完成 1 好了"}
    assert desk.wecom.post(xml(written))["status"] == 200
    desk.settle()
    assert desk.tickets()[0].status == "dispatched"
    desk.wecom.kf_say(RESIDENT, "3栋1单元大门坏了，关不上")
    desk.settle()
    later = [one["params"]["touser"] for one in desk.wecom.calls("message/send")[before:]]
    assert later
    assert desk.tickets()[1].owner == desk.tickets()[0].owner
    heard = [one.text for head in (LEAD, DESK, OTHER_OFFICER) for one in desk.wecom.messages_to(head)]
    assert not [text for text in heard if "没有送到" in text], "nobody is to phone who has left"


def test_a_member_whom_wecom_does_not_know_any_more_has_left_also_without_a_callback(
    desk: WecomDesk,
) -> None:
    desk.wecom.remove_member(OFFICER, announce=False)
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    assert [one for one in desk.wecom.messages_to(LEAD) if "周婷 已不在企业里" in one.text]
    assert "#1" in card(desk, OTHER_OFFICER, "#1").text


def test_a_member_outside_the_apps_range_keeps_their_rights_and_staff_are_told_why(desk: WecomDesk) -> None:
    desk.wecom.set_scope([LEAD, DESK, MANAGER, OTHER_OFFICER])
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    told_to = [one.text for who in (LEAD, DESK) for one in desk.wecom.messages_to(who)]
    assert [text for text in told_to if "没有送到" in text and "可见范围" in text], told_to
    assert not [text for text in told_to if "已不在企业里" in text]


def test_who_comes_by_the_link_of_a_building_needs_no_code_and_gets_its_officer(desk: WecomDesk) -> None:
    desk.wecom.add_external("wmNew", "新业主")
    desk.wecom.kf_enter("wmNew", scene_param=param(1, "6"))
    desk.settle()
    (hello,) = desk.wecom.kf_from_bot("wmNew")
    assert "6栋" in hello.text
    desk.wecom.kf_say("wmNew", "楼道灯不亮了，晚上看不见路，请来修一下")
    desk.settle()
    assert "徐磊" in desk.wecom.kf_from_bot("wmNew")[-1].text


def test_a_person_takes_the_talk_over_when_asked_and_the_desk_is_silent_meanwhile(
    desk: WecomDesk,
) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    told(desk, "#1")
    desk.wecom.kf_say(RESIDENT, "人工")
    desk.settle()
    before = len(desk.wecom.kf_from_bot(RESIDENT))
    desk.wecom.kf_say(RESIDENT, "3栋楼下还有一堆垃圾没人清理")
    tap(desk, OFFICER, "接单", "#1")
    desk.wecom.say(OFFICER, "进展 1 配件已到")
    desk.settle()
    assert len(desk.wecom.kf_from_bot(RESIDENT)) == before
    assert len(desk.tickets()) == 1
    desk.wecom.kf_state(RESIDENT, 4)
    desk.settle()
    desk.wecom.kf_say(RESIDENT, "好的谢谢")
    desk.settle()
    desk.advance(timedelta(minutes=2))
    assert told(desk, "配件已到")
    assert not [one for one in desk.wecom.messages_to(OFFICER) if "没有送到" in one.text]


def test_a_report_that_is_recalled_stays_until_its_reporter_withdraws_it(desk: WecomDesk) -> None:
    said = desk.wecom.kf_say(RESIDENT, LINE)
    told(desk, "#1")
    desk.wecom.kf_recall(RESIDENT, said)
    desk.wecom.kf_recall(RESIDENT, "another")
    assert told(desk, "撤回 1")
    assert len([one for one in desk.wecom.kf_from_bot(RESIDENT) if "撤回了一条消息" in one.text]) == 1
    desk.wecom.kf_say(RESIDENT, "撤回 1")
    desk.settle()
    (ticket,) = desk.tickets()
    assert ticket.ended


def test_S0_27_a_group_line_pasted_to_the_app_is_a_ticket_from_the_keepers_wechat(desk: WecomDesk) -> None:
    desk.wecom.say(OFFICER, "3-2-501王女士 3栋2单元电梯又坏了，门关不上，老人都下不了楼")
    tap(desk, OFFICER, "楼管微信", "电梯")
    (ticket,) = desk.tickets()
    assert ticket.source == "wechat"
    assert "电梯" in ticket.text
