"""The thin client: tokens, time limits, errcodes and secrets that stay secret."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from bot.platforms.base import Blocked, Refused, Unreachable
from bot.platforms.wecom.client import Account, Client
from bot.platforms.wecom.outcomes import CallFailed, CallLost, CallRefused, outcome
from bot.platforms.wecom.wire import Timing
from tests.fakes.serving import PATIENCE
from tests.fakes.wecom.client import FakeWecom
from tests.fakes.wecom.real import picture

PATIENT = Timing(connect=PATIENCE, answer=PATIENCE, transfer=PATIENCE)
QUICK = replace(PATIENT, answer=0.3)
T = TypeVar("T")


def account(wecom: FakeWecom, secret: str | None = None) -> Account:
    keys = wecom.credentials()
    return Account(corp_id=keys["corpid"], secret=secret or keys["secret"], base_url=wecom.url)


def using(
    wecom: FakeWecom,
    work: Callable[[Client], Coroutine[Any, Any, T]],
    secret: str | None = None,
    timing: Timing = PATIENT,
) -> T:
    async def run() -> T:
        client = Client(account(wecom, secret), timing)
        try:
            return await work(client)
        finally:
            await client.close()

    return asyncio.run(run())


def note(wecom: FakeWecom, words: str = "好") -> dict[str, Any]:
    agentid = wecom.credentials()["agentid"]
    return {"touser": "zhou", "msgtype": "text", "agentid": agentid, "text": {"content": words}}


def test_a_hundred_calls_at_once_fetch_one_token(wecom: FakeWecom) -> None:
    async def work(client: Client) -> None:
        await asyncio.gather(*(client.get("getcallbackip") for _ in range(100)))

    using(wecom, work)
    assert len(wecom.calls("gettoken")) == 1


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_a_token_that_ends_early_is_fetched_anew_unnoticed(wecom: FakeWecom, how: str) -> None:
    async def work(client: Client) -> None:
        await client.post("message/send", note(wecom, "一"))
        wecom.expire_token(how)
        await asyncio.gather(*(client.post("message/send", note(wecom, f"{n}")) for n in range(5)))

    using(wecom, work)
    assert len(wecom.messages_to("zhou")) == 6
    assert len(wecom.calls("gettoken")) == 2


def test_a_token_that_is_called_a_bad_credential_is_fetched_anew_unnoticed(wecom: FakeWecom) -> None:
    wecom.fail_next("message/send", 40001)
    using(wecom, lambda client: client.post("message/send", note(wecom)))
    assert len(wecom.messages_to("zhou")) == 1


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
def test_a_token_refused_for_ever_costs_two_calls_not_more(wecom: FakeWecom, errcode: int) -> None:
    wecom.fail_next("message/send", errcode, 1000)
    with pytest.raises(CallRefused):
        using(wecom, lambda client: client.post("message/send", note(wecom)))
    assert len(wecom.calls("message/send")) == 2


def test_a_wrong_secret_is_shown_once(wecom: FakeWecom) -> None:
    async def work(client: Client) -> list[object]:
        calls = (client.get("getcallbackip") for _ in range(20))
        return list(await asyncio.gather(*calls, return_exceptions=True))

    results = using(wecom, work, "not-the-secret")
    assert {type(one) for one in results} == {CallRefused}
    assert len(wecom.calls("gettoken")) == 1


@pytest.mark.parametrize("how", ["500", "503", "html", "hang", "reset", "hang-after-apply"])
def test_an_answer_that_does_not_come_is_lost_within_its_time(wecom: FakeWecom, how: str) -> None:
    wecom.fail_next("message/send", how, seconds=PATIENCE)
    with pytest.raises(CallLost) as lost:
        using(wecom, lambda client: client.post("message/send", note(wecom)), timing=QUICK)
    assert isinstance(outcome(lost.value), Unreachable)


@pytest.mark.parametrize(
    ("errcode", "kind", "after"),
    [
        (-1, Unreachable, None),
        (45009, Unreachable, 60),
        (60020, Unreachable, 300),
        (81013, Blocked, None),
        (40058, Refused, None),
        (123456, Refused, None),
    ],
)
def test_each_errcode_ends_as_its_class_says(
    wecom: FakeWecom, errcode: int, kind: type[Exception], after: float | None
) -> None:
    wecom.fail_next("message/send", errcode)
    with pytest.raises(CallRefused) as refused:
        using(wecom, lambda client: client.post("message/send", note(wecom)))
    ended = outcome(refused.value)
    assert type(ended) is kind
    assert str(errcode) in str(ended)
    assert getattr(ended, "after", None) == after


def test_a_picture_goes_up_and_comes_down_the_same(wecom: FakeWecom) -> None:
    async def work(client: Client) -> bytes:
        return await client.download(await client.upload(picture(), "photo.jpg", "image/jpeg"))

    assert using(wecom, work) == picture()


def test_a_media_id_that_is_gone_is_refused_although_http_says_200(wecom: FakeWecom) -> None:
    with pytest.raises(CallRefused) as refused:
        using(wecom, lambda client: client.download("nothing"))
    assert refused.value.errcode == 40007


@pytest.mark.parametrize("how", ["502", "html"])
def test_a_gateways_page_is_no_picture(wecom: FakeWecom, how: str) -> None:
    wecom.fail_next("media/get", how)
    with pytest.raises(CallLost):
        using(wecom, lambda client: client.download("any"))


def test_no_secret_and_no_token_is_ever_said(wecom: FakeWecom, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    told: list[str] = []

    async def work(client: Client) -> None:
        for how in ("reset", "500", 40014, 60020):
            wecom.fail_next("message/send", how, 2)
            try:
                await client.post("message/send", note(wecom))
            except CallFailed as error:
                told.append(f"{error!r} {error.__cause__!r} {outcome(error)}")
            wecom.clear_faults()
        await client.post("message/send", note(wecom))
        told.append(client._token)

    using(wecom, work)
    token = told.pop()
    said = " ".join([*told, caplog.text, repr(account(wecom))])
    assert told
    assert token not in said
    assert wecom.credentials()["secret"] not in said
