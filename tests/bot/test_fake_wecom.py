"""The fake WeCom issues tokens, keeps media and members, and fails as told."""

import httpx
import pytest

from tests.fakes.wecom.client import FakeWecom, spawned_fake
from tests.fakes.wecom.real import Caller, picture

DAY = 86400


@pytest.fixture
def wecom(wecom: FakeWecom) -> FakeWecom:
    wecom.add_member("Wang", "王师傅")
    return wecom


@pytest.fixture
def app(wecom: FakeWecom) -> Caller:
    return Caller(wecom)


# tokens


def test_a_token_stays_the_same_while_it_is_valid(app: Caller) -> None:
    assert app.fresh_token() == app.token
    assert len(app.token.encode()) <= 512


def test_a_token_ends_after_its_two_hours_and_a_new_one_takes_its_place(
    wecom: FakeWecom, app: Caller
) -> None:
    wecom.settings(shift=7201)
    assert app.send("Wang", content="x")["errcode"] == 42001
    old, app.token = app.token, app.fresh_token()
    assert app.send("Wang", content="x")["errcode"] == 0
    app.token = old
    assert app.send("Wang", content="x")["errcode"] == 40014


@pytest.mark.parametrize(("how", "errcode"), [("expired", 42001), ("revoked", 40014)])
def test_a_token_can_end_before_its_time(wecom: FakeWecom, app: Caller, how: str, errcode: int) -> None:
    wecom.expire_token(how)
    assert app.send("Wang", content="x")["errcode"] == errcode
    app.token = app.fresh_token()
    assert app.send("Wang", content="x")["errcode"] == 0


def test_a_wrong_corpid_secret_or_token_is_told_apart(wecom: FakeWecom, app: Caller) -> None:
    def ask(**query: str) -> int:
        return int(wecom.http.get("/cgi-bin/gettoken", params=query).json()["errcode"])

    assert ask(corpid="ww-other", corpsecret=app.keys["secret"]) == 40013
    assert ask(corpid=app.keys["corpid"], corpsecret="wrong") == 40001
    assert wecom.http.get("/cgi-bin/user/get").json()["errcode"] == 41001
    app.token = "made-up"  # noqa: S105  # a wrong one on purpose
    assert app.get("user/get", userid="Wang")["errcode"] == 40014


def test_an_app_has_its_own_token_and_may_not_send_as_another(wecom: FakeWecom, app: Caller) -> None:
    wecom.add_app(1000003, "second")
    second = Caller(wecom, agentid=1000003)
    assert second.token != app.token
    second.agentid = app.agentid
    assert second.send("Wang", content="x")["errcode"] == 301002
    second.agentid = "1000003"
    assert second.send("Wang", content="x")["errcode"] == 40056


def test_a_disabled_app_may_do_nothing(wecom: FakeWecom, app: Caller) -> None:
    wecom.disable_app()
    assert app.send("Wang", content="x")["errcode"] == 50003
    assert "close_inactive_agent" in wecom.deliveries()[-1]["content"]


# members


def test_a_member_is_known_by_id_in_any_case_and_only_in_scope(wecom: FakeWecom, app: Caller) -> None:
    assert app.get("user/get", userid="wang")["name"] == "王师傅"
    assert app.get("user/get", userid="nobody")["errcode"] == 60111
    wecom.set_scope([])
    assert app.get("user/get", userid="Wang")["errcode"] == 60011


def test_encrypted_ids_are_translated_back(wecom: FakeWecom, app: Caller) -> None:
    bot = wecom.add_aibot(plain_ids=False)
    assert wecom.aibot_say("Wang", "hi", aibotid=bot)
    hidden = wecom.deliveries()[-1]["content"].partition('"userid": "')[2].partition('"')[0]
    assert hidden != "Wang"
    answer = app.post("batch/openuserid_to_userid", {"open_userid_list": [hidden, "wo-unknown"]})
    assert answer["userid_list"] == [{"open_userid": hidden, "userid": "Wang"}]
    assert answer["invalid_open_userid_list"] == ["wo-unknown"]


# media


def test_media_come_back_as_uploaded_for_three_days(wecom: FakeWecom, app: Caller) -> None:
    media_id = app.upload("image", picture())["media_id"]
    query = {"access_token": app.token, "media_id": media_id}
    got = wecom.http.get("/cgi-bin/media/get", params=query)
    assert (got.content, got.headers["content-type"]) == (picture(), "image/jpeg")
    assert "a.jpg" in got.headers["content-disposition"]
    wecom.settings(shift=3 * DAY + 60)
    query["access_token"] = app.fresh_token()
    late = wecom.http.get("/cgi-bin/media/get", params=query)
    assert (late.status_code, late.json()["errcode"]) == (200, 40007)


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("image", b"12345", 40006),
        ("image", b"not a picture", 40004),
        ("voice", b"not an AMR file", 40004),
        ("voice", b"#!AMR" + bytes(2 * 1024 * 1024), 40006),
        ("music", b"123456789", 40005),
        ("file", b"123456", 0),
    ],
)
def test_an_upload_is_checked_by_kind_and_size(app: Caller, kind: str, content: bytes, errcode: int) -> None:
    assert app.upload(kind, content).get("errcode") == errcode


# trouble


def test_an_api_fails_as_often_as_told_and_only_for_whom(wecom: FakeWecom, app: Caller) -> None:
    wecom.add_member("Li", "李")
    wecom.fail_next("message/send", -1, times=2, to="Wang")
    assert [app.send(to, content="x")["errcode"] for to in ("Wang", "Li", "Wang", "Wang")] == [-1, 0, -1, 0]


def test_an_answer_can_be_a_5xx_a_page_a_hang_or_a_cut_connection(wecom: FakeWecom, app: Caller) -> None:
    def post() -> httpx.Response:
        return wecom.http.post("/cgi-bin/message/send", params={"access_token": app.token}, json={})

    wecom.fail_next("message/send", "502")
    assert post().status_code == 502
    wecom.fail_next("*", "html")
    assert post().headers["content-type"].startswith("text/html")
    for how in ("hang", "reset"):
        wecom.fail_next("message/send", how, seconds=0.05)
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            post()
    with pytest.raises(ValueError, match="unknown fault"):
        wecom.fail_next("message/send", "tired")


def test_a_connection_can_be_cut_after_the_message_was_accepted(wecom: FakeWecom, app: Caller) -> None:
    wecom.fail_next("message/send", "reset-after-apply")
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        app.send("Wang", content="arrived all the same")
    assert [seen.text for seen in wecom.messages_to("Wang")] == ["arrived all the same"]


def test_every_call_is_recorded_with_its_outcome(wecom: FakeWecom, app: Caller) -> None:
    app.send("nobody", content="x")
    (call,) = wecom.calls("message/send")
    assert (call["params"]["touser"], call["status"], call["errcode"]) == ("nobody", 200, 81013)
    assert call["errmsg"]


def test_an_unknown_api_or_the_wrong_method_is_404(wecom: FakeWecom, app: Caller) -> None:
    assert wecom.http.get("/cgi-bin/telepathy").status_code == 404
    asked = {"access_token": app.token}
    assert wecom.http.get("/cgi-bin/message/send", params=asked).status_code == 404


def test_the_fake_also_runs_as_a_process_of_its_own() -> None:
    with spawned_fake("--no-limits") as wecom:
        wecom.add_member("Wang", "王师傅")
        app = Caller(wecom)
        for number in range(40):
            app.send("Wang", content=f"{number}")
        assert wecom.wait_message("Wang", "39").text == "39"
        assert len(wecom.messages_to("Wang")) == 40
