"""The fake 智能机器人: what it hears, its encrypted replies, streams, card updates and response_url."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.crypto import Seal, aes_decrypt, key_of
from tests.fakes.wecom.real import Endpoint, Got, card, endpoint, opened_json, picture

Json = dict[str, Any]


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    wecom.add_member("Wang", "王师傅")
    wecom.settings(pause=0.01, poll_pause=0.01)
    return wecom


@pytest.fixture
def bot(wecom: FakeWecom) -> str:
    return wecom.add_aibot("小助手")


@pytest.fixture
def desk(wecom: FakeWecom, bot: str) -> Iterator[Endpoint]:
    """The aibot's callback endpoint."""
    with endpoint() as desk:
        wecom.set_callback(desk.url, bot)
        yield desk


@pytest.fixture
def room(wecom: FakeWecom) -> str:
    return wecom.add_room("维修群", ["Wang"])


def replying(wecom: FakeWecom, bot: str, *replies: Json) -> Callable[[Got], bytes]:
    """Answers the next callbacks with these replies, sealed as a bot must."""
    keys = wecom.aibot_credentials(bot)
    seal = Seal(token=keys["token"], aes_key=keys["aes_key"], receiveid="")
    waiting = list(replies)

    def reply(got: Got) -> bytes:
        if not waiting:
            return b""
        coded, nonce = seal.encrypt(json.dumps(waiting.pop(0))), got.query["nonce"]
        signature = seal.sign("17", nonce, coded)
        outer = {"encrypt": coded, "msgsignature": signature, "timestamp": 17, "nonce": nonce}
        return json.dumps(outer).encode()

    return reply


def stream(content: str, *, finish: bool = True, **more: Any) -> Json:
    return {"msgtype": "stream", "stream": {"id": "S1", "finish": finish, "content": content} | more}


def test_in_a_group_only_what_names_the_bot_is_heard(
    wecom: FakeWecom, bot: str, desk: Endpoint, room: str
) -> None:
    assert wecom.aibot_say("Wang", "3栋漏水", chat=room) is None
    assert wecom.aibot_say("Wang", image=picture(), chat=room) is None
    assert wecom.aibot_say("Wang", "@小助手 3栋漏水", chat=room)
    body = opened_json(wecom.aibot_credentials(bot), desk.wait(1)[0])
    assert (body["chattype"], body["chatid"], body["from"]) == ("group", room, {"userid": "Wang"})
    assert body["text"]["content"] == "@小助手 3栋漏水"
    assert len(desk.got) == 1


def test_a_text_with_a_picture_is_mixed_and_the_picture_encrypted_for_five_minutes(
    wecom: FakeWecom, bot: str, desk: Endpoint, room: str
) -> None:
    wecom.aibot_say("Wang", "@小助手 看", image=picture(), chat=room)
    keys = wecom.aibot_credentials(bot)
    words, image = opened_json(keys, desk.wait(1)[0])["mixed"]["msg_item"]
    assert words["text"]["content"] == "@小助手 看"
    hidden = wecom.http.get(image["image"]["url"]).content
    assert aes_decrypt(key_of(keys["aes_key"]), hidden) == picture()
    wecom.settings(shift=301)
    assert wecom.http.get(image["image"]["url"]).status_code == 403


def test_one_to_one_everything_is_heard_with_an_encrypted_id_where_the_creator_is_no_admin(
    wecom: FakeWecom, desk: Endpoint
) -> None:
    other = wecom.add_aibot("二号", plain_ids=False)
    wecom.set_callback(desk.url, other)
    wecom.aibot_say("Wang", image=picture(), aibotid=other)
    body = opened_json(wecom.aibot_credentials(other), desk.wait(1)[0])
    assert (body["chattype"], body["msgtype"]) == ("single", "image")
    assert body["from"]["userid"] != "Wang"
    assert "chatid" not in body


def test_a_streamed_answer_is_asked_for_until_it_is_finished(
    wecom: FakeWecom, bot: str, desk: Endpoint, room: str
) -> None:
    desk.reply = replying(
        wecom, bot, stream("查…", finish=False), stream("查询…", finish=False), stream("已登记 #17")
    )
    said = wecom.aibot_say("Wang", "@小助手 漏水", chat=room)
    wecom.wait_settled()
    asked = [opened_json(wecom.aibot_credentials(bot), got) for got in desk.got]
    assert [one["msgtype"] for one in asked] == ["text", "stream", "stream"]
    assert asked[2]["stream"] == {"id": "S1"}
    (shown,) = wecom.aibot_messages(room)
    assert (shown["text"], shown["finished"]) == ("已登记 #17", True)
    assert said
    assert shown["quotes"] == said["msgid"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"msgtype": "text", "text": {"content": "hi"}}, "40008"),
        ({"msgtype": "poem"}, "40008"),
        (stream("水" * 6827), "40058"),
        (stream("x", finish=False, msg_item=[{"msgtype": "image"}]), "40058"),
        ({"msgtype": "template_card", "template_card": card(task_id="号")}, "42014"),
        ({"response_type": "update_template_card", "template_card": card()}, "40008"),
    ],
)
def test_a_reply_that_breaks_a_rule_is_thrown_away_and_noted(
    wecom: FakeWecom, bot: str, desk: Endpoint, reply: Json, reason: str
) -> None:
    desk.reply = replying(wecom, bot, reply)
    wecom.aibot_say("Wang", "漏水")
    wecom.wait_settled()
    assert wecom.aibot_messages("Wang") == []
    assert reason in wecom.aibot_refused()[0]["reason"]


def test_a_reply_with_a_foreign_nonce_or_in_the_clear_is_thrown_away(
    wecom: FakeWecom, bot: str, desk: Endpoint
) -> None:
    sealed = replying(wecom, bot, stream("ok"))
    desk.reply = lambda got: sealed(Got(method="", query=got.query | {"nonce": "other"}, body=b""))
    wecom.aibot_say("Wang", "漏水")
    wecom.wait_settled()
    desk.reply = lambda _: json.dumps(stream("ok")).encode()
    wecom.aibot_say("Wang", "漏水")
    wecom.wait_settled()
    assert (len(wecom.aibot_refused()), wecom.aibot_messages("Wang")) == (2, [])


def test_text_may_greet_one_who_enters(wecom: FakeWecom, bot: str, desk: Endpoint) -> None:
    desk.reply = replying(wecom, bot, {"msgtype": "text", "text": {"content": "您好"}})
    wecom.aibot_enter("Wang")
    wecom.wait_settled()
    assert wecom.aibot_messages("Wang")[0]["text"] == "您好"
    assert opened_json(wecom.aibot_credentials(bot), desk.got[0])["event"]["eventtype"] == "enter_chat"


def test_a_tapped_card_is_repainted_by_the_answer(wecom: FakeWecom, bot: str, desk: Endpoint) -> None:
    new = card(main_title={"title": "已接单"})
    wrong = {"response_type": "update_template_card", "template_card": card("job18-v1")}
    right = {"response_type": "update_template_card", "template_card": new}
    desk.reply = replying(wecom, bot, {"msgtype": "template_card", "template_card": card()}, wrong, right)
    wecom.aibot_say("Wang", "漏水")
    wecom.wait_settled()
    wecom.aibot_tap("Wang", "接单")
    wecom.wait_settled()
    assert wecom.aibot_messages("Wang")[0]["card"] == card()
    wecom.aibot_tap("Wang", "接单")
    wecom.wait_settled()
    event = opened_json(wecom.aibot_credentials(bot), desk.got[2])["event"]["template_card_event"]
    assert (event["event_key"], event["task_id"]) == ("acc:17", "job17-v1")
    assert wecom.aibot_messages("Wang")[0]["card"] == new


def test_a_card_event_is_sent_once_and_a_message_three_times(
    wecom: FakeWecom, bot: str, desk: Endpoint
) -> None:
    desk.reply = replying(wecom, bot, {"msgtype": "template_card", "template_card": card()})
    wecom.aibot_say("Wang", "漏水")
    wecom.wait_settled()
    desk.script = [500] * 4
    wecom.aibot_tap("Wang", "接单")
    wecom.aibot_say("Wang", "again")
    wecom.wait_settled()
    assert [len(one["attempts"]) for one in wecom.deliveries()] == [1, 1, 3]


def test_a_fourth_interaction_at_once_is_not_delivered(wecom: FakeWecom, desk: Endpoint) -> None:
    desk.script = [0.2]
    said = [wecom.aibot_say("Wang", f"{number}") for number in range(4)]
    assert [bool(one) for one in said] == [True, True, True, False]
    wecom.wait_settled()
    assert wecom.aibot_say("Wang", "again")


def test_a_response_url_takes_one_markdown_or_card_within_an_hour(
    wecom: FakeWecom, desk: Endpoint, room: str
) -> None:
    def post(url: str, body: Json) -> int:
        return int(wecom.http.post(url, json=body).json()["errcode"])

    urls = [(wecom.aibot_say("Wang", "@小助手 1", chat=room) or {})["response_url"] for _ in range(3)]
    words = {"msgtype": "markdown", "markdown": {"content": "**已登记**"}}
    assert post(urls[0], {"msgtype": "text", "text": {"content": "x"}}) == 40008
    update = {"response_type": "update_template_card", "template_card": card()}
    assert post(urls[0], update) == 40008
    assert [post(urls[0], words), post(urls[0], words)] == [0, 42022]
    assert post(urls[1], {"msgtype": "template_card", "template_card": card()}) == 0
    wecom.settings(shift=3601)
    assert post(urls[2], words) == 42003
    assert [shown["msgtype"] for shown in wecom.aibot_messages(room)] == ["markdown", "template_card"]
    wait_until(lambda: len(desk.got) == 3, what="three callbacks")
