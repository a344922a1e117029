"""The app's callback: what is let in, what is turned away, and what WeCom is answered."""

import logging
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.platforms.wecom.sealing import ForgedError, Keys, Seal, Stamp, UnreadableError, signature
from bot.platforms.wecom.xml import XmlError, read
from handlers.incoming import Kind
from tests.bot.platforms.wecom_desk import Live, app, live
from tests.fakes.serving import PLAIN
from tests.fakes.wecom.client import FakeWecom, wait_until
from tests.fakes.wecom.real import picture

VECTOR = Keys(
    receiveid="wx5823bf96d3bd56c7",
    token="QDG6eK",  # noqa: S106  # the official example's
    aes_key="jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
)
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
STAMP = Stamp(signature="5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", timestamp="1409659589", nonce="263014780")


@pytest.fixture
def it(wecom: FakeWecom) -> Iterator[Live]:
    with live(app(wecom)) as running:
        wecom.set_callback(f"{running.base}/wecom/app")
        yield running


def words(text: str = "漏水", number: int = 1) -> str:
    return (
        f"<xml><ToUserName>c</ToUserName><FromUserName>zhou</FromUserName><CreateTime>1</CreateTime>"
        f"<MsgType>text</MsgType><Content><![CDATA[{text}]]></Content><MsgId>{number}</MsgId></xml>"
    )


def test_the_official_example_is_opened() -> None:
    assert Seal(VECTOR).open(ECHO, STAMP) == "1616140317555161061"


def test_whatever_is_signed_rightly_and_is_not_wecoms_is_unreadable_never_another_error() -> None:
    for sealed in ("", "x", "AAAA", "A" * 44, "A" * 45, "漏" * 20):
        stamp = Stamp(signature=signature(VECTOR.token, "1", "2", sealed), timestamp="1", nonce="2")
        with pytest.raises((UnreadableError, ForgedError)):
            Seal(VECTOR).open(sealed, stamp)


@pytest.mark.usefixtures("it")
def test_wecom_may_check_the_address(wecom: FakeWecom) -> None:
    found = wecom.verify_url()
    assert found["ok"], found


def test_a_message_is_taken_and_answered_with_nothing(wecom: FakeWecom, it: Live) -> None:
    wecom.say("zhou", "3栋漏水")
    wecom.wait_settled()
    (taken,) = it.desk.taken
    assert (taken.kind, taken.chat, taken.private, taken.text) == (Kind.MESSAGE, "zhou", True, "3栋漏水")
    (attempt,) = wecom.deliveries()[0]["attempts"]
    assert (attempt["status"], attempt["body"]) == (200, "")


def test_three_deliveries_are_one_update(wecom: FakeWecom, it: Live) -> None:
    wecom.say("zhou", "3栋漏水")
    wecom.wait_settled()
    for again in ({}, {"resign": True}):
        assert wecom.replay(**again)["status"] == 200
    assert len(it.desk.taken) == 1


def test_what_was_not_committed_is_delivered_again(wecom: FakeWecom, it: Live) -> None:
    it.desk.failures = 2
    wecom.say("zhou", "3栋漏水")
    wecom.wait_settled()
    assert it.desk.texts() == ["3栋漏水"]
    assert [one["status"] for one in wecom.deliveries()[0]["attempts"]] == [503, 503, 200]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"spoil": "signature"}, 403),
        ({"spoil": "no-signature"}, 403),
        ({"spoil": "token"}, 403),
        ({"spoil": "timestamp"}, 403),
        ({"spoil": "nonce"}, 403),
        ({"spoil": "ciphertext"}, None),
        ({"spoil": "key"}, None),
        ({"receiveid": "another"}, 403),
        ({"receiveid": ""}, 403),
        ({"age": 700}, 403),
        ({"age": -700}, 403),
    ],
)
def test_a_forged_or_stale_callback_is_turned_away(
    wecom: FakeWecom, it: Live, wrong: dict[str, object], status: int | None
) -> None:
    answered = wecom.post(words(), **wrong)["status"]
    assert answered in ({400, 403} if status is None else {status})
    assert not it.desk.taken


def test_a_callback_a_little_old_is_taken(wecom: FakeWecom, it: Live) -> None:
    assert wecom.post(words(), age=500)["status"] == 200
    assert len(it.desk.taken) == 1


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><xml><Encrypt>&a;</Encrypt></xml>'


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b'{"encrypt":"x"}', 400),
        (b"\xff\xfe<xml/>", 400),
        (b'<?xml version="1.0" encoding="no-such"?><xml/>', 400),
        (BOMB.encode(), 400),
        (b"<xml>" + b"<a>" * 200_000, 413),
        (b"<xml>" + b"<a>" * 20_000, 400),
        (b"<xml><Encrypt>1</Encrypt><Encrypt>2</Encrypt></xml>", 400),
        (b"<html><Encrypt>1</Encrypt></html>", 400),
        (b"<xml><Encrypt>" + b"A" * 5_000_000 + b"</Encrypt></xml>", 413),
        (b"<xml><Encrypt>A</Encrypt></xml>", 403),
    ],
)
def test_a_body_that_is_none_is_turned_away_before_anything_else(
    wecom: FakeWecom, it: Live, body: bytes, status: int
) -> None:
    url = wecom.seal(words())["url"]
    assert httpx.post(url, content=body, **PLAIN).status_code == status
    assert not it.desk.taken


@pytest.mark.parametrize("inside", ["", "{}", "hello", BOMB, "<xml>" + "<a>" * 50 + "</a>" * 50 + "</xml>"])
def test_a_sealed_message_that_is_none_is_turned_away(wecom: FakeWecom, it: Live, inside: str) -> None:
    assert wecom.post(inside)["status"] == 400
    assert not it.desk.taken


def test_a_message_without_its_fields_is_set_aside_not_refused(wecom: FakeWecom, it: Live) -> None:
    for inside in ("<xml><MsgType>text</MsgType></xml>", "<xml><MsgType><a>1</a></MsgType></xml>"):
        assert wecom.post(inside)["status"] == 200
    assert it.desk.kinds() == [Kind.BROKEN, Kind.BROKEN]


def test_an_unknown_event_concerns_nobody(wecom: FakeWecom, it: Live) -> None:
    wecom.event("LOCATION", "zhou", {"Latitude": "1"})
    wecom.event("never_heard_of", "zhou")
    wecom.wait_settled()
    assert it.desk.kinds() == [Kind.OTHER, Kind.OTHER]


def test_who_enters_can_be_reached_and_who_left_cannot(wecom: FakeWecom, it: Live) -> None:
    wecom.event("enter_agent", "zhou")
    wecom.event("unsubscribe", "zhou")
    wecom.event("subscribe", "zhou")
    wecom.wait_settled()
    wecom.remove_member("zhou")
    wecom.wait_settled()
    reached = [(one.kind, one.chat, one.present) for one in it.desk.taken]
    entered = [(Kind.REACH, "zhou", present) for present in (True, False, True)]
    assert reached == [*entered, (Kind.LEFT, "zhou", True)]


def test_a_photo_is_named_and_can_be_fetched(wecom: FakeWecom) -> None:
    platform = app(wecom)
    with live(platform) as it:
        wecom.set_callback(f"{it.base}/wecom/app")
        wecom.say("zhou", image=picture())
        (taken,) = it.desk.wait()
        assert it.run(platform.fetch(taken.photos[0])) == picture()


def test_two_taps_within_a_second_are_two_updates(wecom: FakeWecom, it: Live) -> None:
    for code in ("c1", "c2"):
        tap = {"EventKey": "accept:1", "TaskId": "t1", "ResponseCode": code, "CardType": "button_interaction"}
        wecom.event("template_card_event", "zhou", tap)
    wecom.wait_settled()
    assert [(one.button, one.message) for one in it.desk.taken] == [("accept:1", "t1")] * 2
    wait_until(lambda: len(wecom.messages_to("zhou")) == 2, what="two answers")


@pytest.mark.usefixtures("it")
def test_no_key_stands_in_the_log(wecom: FakeWecom, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for wrong in ({"spoil": "signature"}, {"receiveid": "x"}, {}):
        wecom.post(words(), **wrong)
    keys = wecom.credentials()
    assert not [name for name in ("secret", "token", "aes_key") if keys[name] in caplog.text]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_or_is_no_xml(text: str) -> None:
    try:
        read(text)
    except XmlError:
        return
