"""The fake WeCom seals callbacks, repeats them until a timely 200, and can send them wrong in every way."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from wechatpy.enterprise.exceptions import InvalidCorpIdException
from wechatpy.exceptions import InvalidSignatureException

from tests.fakes.serving import PATIENCE
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import Caller, Endpoint, Got, card, crypto, endpoint, opened, picture


@pytest.fixture
def desk() -> Iterator[Endpoint]:
    """The bot's callback endpoint."""
    with endpoint() as desk:
        yield desk


@pytest.fixture
def wecom(wecom: FakeWecom, desk: Endpoint) -> FakeWecom:
    """The endpoint is its callback."""
    wecom.add_member("Wang", "王师傅")
    wecom.add_member("Li", "李师傅")
    wecom.set_callback(desk.url)
    wecom.settings(pause=0.01)
    return wecom


def texts(wecom: FakeWecom, desk: Endpoint) -> list[Any]:
    """What was said, callback by callback."""
    return [opened(wecom.credentials(), got).get("Content") for got in desk.got]


# messages and events


def test_a_text_comes_signed_and_encrypted_and_wechatpy_reads_it(wecom: FakeWecom, desk: Endpoint) -> None:
    said = wecom.say("Wang", "3栋 ]]> 漏水 <b>")
    (got,) = desk.wait(1)
    message = opened(wecom.credentials(), got)
    assert message["Content"] == "3栋 ]]> 漏水 <b>"
    assert (message["FromUserName"], message["MsgType"], message["AgentID"]) == ("Wang", "text", "1000002")
    assert message["ToUserName"] == wecom.credentials()["corpid"]
    assert (got.method, message["MsgId"]) == ("POST", str(said["msgid"]))
    assert b"\xe6\xbc\x8f" not in got.body


def test_a_picture_comes_with_a_media_id_and_a_place_with_its_coordinates(
    wecom: FakeWecom, desk: Endpoint
) -> None:
    wecom.say("Wang", image=picture())
    wecom.say("Wang", location={"Location_X": 23.1, "Location_Y": 113.3, "Scale": 15, "Label": "3栋"})
    image, place = (opened(wecom.credentials(), got) for got in desk.wait(2))
    assert wecom.download(str(image["MediaId"])) == picture()
    assert wecom.http.get(str(image["PicUrl"])).content == picture()
    assert (place["MsgType"], place["Location_X"], place["Label"]) == ("location", "23.1", "3栋")


def test_who_does_not_see_the_app_cannot_write_to_it(wecom: FakeWecom) -> None:
    wecom.set_scope(["Li"])
    with pytest.raises(ValueError, match="does not see"):
        wecom.say("Wang", "hello")


def test_a_leaving_member_is_announced(wecom: FakeWecom, desk: Endpoint) -> None:
    wecom.remove_member("Wang")
    message = opened(wecom.credentials(), desk.wait(1)[0])
    assert (message["Event"], message["ChangeType"], message["UserID"]) == (
        "change_contact",
        "delete_user",
        "Wang",
    )


def test_a_tap_comes_with_key_task_and_code_and_without_msgid(wecom: FakeWecom, desk: Endpoint) -> None:
    Caller(wecom).send("Wang", "template_card", **card())
    code = wecom.tap("Wang", "接单")["response_code"]
    message = opened(wecom.credentials(), desk.wait(1)[0])
    assert (message["Event"], message["EventKey"], message["TaskId"]) == (
        "template_card_event",
        "acc:17",
        "job17-v1",
    )
    assert (message["CardType"], message["ResponseCode"]) == ("button_interaction", code)
    assert "MsgId" not in message
    wecom.tap("Wang", "接单", key="acc:18")
    assert opened(wecom.credentials(), desk.wait(2)[1])["EventKey"] == "acc:18"


def test_a_choice_and_a_menu_tap_have_their_own_form(wecom: FakeWecom, desk: Endpoint) -> None:
    choice = {
        "question_key": "eta",
        "option_list": [{"id": "30", "text": "半小时"}, {"id": "60", "text": "一"}],
    }
    menu = {"action_list": [{"text": "转派", "key": "mv:17"}]}
    Caller(wecom).send("Wang", "template_card", **card(button_selection=choice, action_menu=menu))
    wecom.tap("Wang", "acc:17", selected={"eta": ["60"]})
    wecom.tap("Wang", "转派")
    desk.wait(2)
    first, second = (delivery["content"] for delivery in wecom.deliveries())
    item = (
        "<QuestionKey><![CDATA[eta]]></QuestionKey><OptionIds><OptionId><![CDATA[60]]></OptionId></OptionIds>"
    )
    assert item in first
    assert "template_card_menu_event" in second
    assert "SelectedItems" not in second


# the URL check


@pytest.mark.parametrize("spoiled", [b"", b"\n", b'"'])
def test_the_url_check_wants_the_plain_echo_and_nothing_else(
    wecom: FakeWecom, desk: Endpoint, spoiled: bytes
) -> None:
    def echo(got: Got) -> bytes:
        query = got.query
        signed = (query["msg_signature"], query["timestamp"], query["nonce"], query["echostr"])
        plain: str = crypto(wecom.credentials()).check_signature(*signed)
        return plain.encode() + spoiled

    desk.reply = echo
    check = wecom.verify_url()
    assert (check["ok"], check["status"]) == (not spoiled, 200)
    assert desk.got[0].method == "GET"


def test_the_url_check_fails_where_nobody_answers_in_time(wecom: FakeWecom, desk: Endpoint) -> None:
    wecom.settings(answer_within=0.05)
    desk.script = [0.3]
    assert wecom.verify_url()["ok"] is False
    assert wecom.verify_url("http://127.0.0.1:9/")["status"] == 0


# repeats


@pytest.mark.parametrize("bad", [500, 403, 204, 302, 0.3])
def test_a_callback_comes_again_after_a_bad_status_or_no_answer_in_time_three_times_in_all(
    wecom: FakeWecom, desk: Endpoint, bad: float
) -> None:
    wecom.settings(answer_within=0.1)
    desk.script = [bad, bad, bad]
    wecom.say("Wang", "漏水")
    wecom.wait_settled()
    (delivery,) = wecom.deliveries()
    assert ([len(delivery["attempts"]), delivery["accepted"]]) == [3, False]
    assert texts(wecom, desk) == ["漏水"] * 3
    assert len({(got.body, *got.query.values()) for got in desk.got}) == 1


def test_a_callback_comes_no_more_after_a_200(wecom: FakeWecom, desk: Endpoint) -> None:
    desk.script = [500]
    wecom.say("Wang", "漏水")
    wecom.say("Wang", "again")
    wecom.wait_settled()
    assert texts(wecom, desk) == ["漏水", "漏水", "again"]
    assert all(delivery["accepted"] for delivery in wecom.deliveries())


def test_a_repeated_callback_can_be_signed_anew_with_the_same_content(
    wecom: FakeWecom, desk: Endpoint
) -> None:
    wecom.settings(resign=1)
    desk.script = [500]
    wecom.say("Wang", "漏水")
    wecom.wait_settled()
    assert texts(wecom, desk) == ["漏水"] * 2
    assert len({got.query["msg_signature"] for got in desk.got}) == 2
    assert len({opened(wecom.credentials(), got)["MsgId"] for got in desk.got}) == 1


def test_a_slow_member_does_not_hold_up_another(wecom: FakeWecom, desk: Endpoint) -> None:
    desk.script = [0.3]
    wecom.say("Wang", "slow")
    desk.wait(1)
    wecom.say("Wang", "behind")
    wecom.say("Li", "free")
    wecom.wait_settled()
    assert texts(wecom, desk) == ["slow", "free", "behind"]


def test_without_a_url_nothing_is_on_its_way(wecom: FakeWecom) -> None:
    wecom.set_callback("")
    wecom.say("Wang", "into the wind")
    assert wecom.status()["unsettled"] == 0
    assert wecom.deliveries()[0]["attempts"] == []


# order and repetition


def test_held_callbacks_go_in_any_order_and_as_often_as_told(wecom: FakeWecom, desk: Endpoint) -> None:
    wecom.hold()
    for text in "abc":
        wecom.say("Wang", text)
    first, _, third = (delivery["id"] for delivery in wecom.deliveries())
    assert desk.got == []
    wecom.release([third, first, first])
    desk.wait(3)
    wecom.release()
    desk.wait(4)
    assert texts(wecom, desk) == ["c", "a", "a", "b"]


def test_held_callbacks_can_go_backwards_or_all_at_once(wecom: FakeWecom, desk: Endpoint) -> None:
    wecom.hold()
    for text in "ab":
        wecom.say("Wang", text)
    wecom.release("reversed")
    desk.wait(2)
    assert texts(wecom, desk) == ["b", "a"]
    meet = threading.Barrier(3, timeout=PATIENCE)

    def together(_: Got) -> bytes:
        meet.wait()
        return b""

    desk.reply = together
    wecom.hold()
    for text in "cde":
        wecom.say("Wang", text)
    wecom.release(at_once=True)
    wecom.wait_settled()
    assert sorted(texts(wecom, desk)[2:]) == ["c", "d", "e"]


def test_a_known_callback_is_replayed_byte_for_byte_or_signed_anew(wecom: FakeWecom, desk: Endpoint) -> None:
    delivery = wecom.say("Wang", "漏水")["delivery"]
    wecom.wait_settled()
    assert wecom.replay(delivery)["status"] == 200
    assert wecom.replay(resign=True)["status"] == 200
    first, same, anew = desk.wait(3)
    assert (first.body, first.query) == (same.body, same.query)
    assert first.query["msg_signature"] != anew.query["msg_signature"]
    assert texts(wecom, desk) == ["漏水"] * 3


# forgeries


@pytest.mark.parametrize("spoil", ["signature", "no-signature", "timestamp", "nonce", "ciphertext", "token"])
def test_a_spoiled_callback_has_a_wrong_signature(wecom: FakeWecom, desk: Endpoint, spoil: str) -> None:
    assert wecom.post("<xml></xml>", spoil=spoil)["status"] == 200
    with pytest.raises(InvalidSignatureException):
        opened(wecom.credentials(), desk.got[0])


def test_a_callback_can_be_for_another_corp_or_under_another_key(wecom: FakeWecom, desk: Endpoint) -> None:
    wecom.post("<xml></xml>", receiveid="ww-other")
    wecom.post("<xml></xml>", spoil="key")
    with pytest.raises(InvalidCorpIdException):
        opened(wecom.credentials(), desk.got[0])
    with pytest.raises(Exception, match=r".") as wrong:
        opened(wecom.credentials(), desk.got[1])
    assert not isinstance(wrong.value, InvalidSignatureException)


def test_a_callback_can_be_old_and_rightly_signed(wecom: FakeWecom, desk: Endpoint) -> None:
    wecom.say("Wang", "漏水")
    wecom.wait_settled()
    wecom.replay(age=3600)
    fresh, old = desk.got
    assert 3590 < int(fresh.query["timestamp"]) - int(old.query["timestamp"]) < 3610
    assert texts(wecom, desk) == ["漏水"] * 2


def test_a_sealed_callback_can_be_taken_away_and_posted_by_the_test(wecom: FakeWecom, desk: Endpoint) -> None:
    sealed = wecom.seal("<xml><Content>own</Content></xml>")
    wecom.http.post(sealed["url"], content=sealed["body"])
    assert texts(wecom, desk) == ["own"]


def test_an_unknown_wish_is_refused_with_its_reason(wecom: FakeWecom) -> None:
    with pytest.raises(ValueError, match="spoil is one of"):
        wecom.post("<xml/>", spoil="mood")
    with pytest.raises(ValueError, match="no setting"):
        wecom.settings(mood=1)
    with pytest.raises(ValueError, match="no verb"):
        wecom.do("dance")
