"""Pages under attack, late, twice, and in the wrong hands: nothing is done, and it is said why."""

import logging
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from nlp.reader import Reader
from tests.fakes.serving import PLAIN
from tests.journeys.phone import newest, paged
from tests.journeys.test_main_job import LINE
from tests.journeys.wecom_desk import OFFICER, RESIDENT, WecomDesk


@pytest.fixture
def desk(data: Path, reader: Reader) -> Iterator[WecomDesk]:
    with paged(data, reader) as running:
        yield running


def test_a_double_tap_and_a_late_one_are_told_what_is_true_now(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    first, second = newest(desk), newest(desk)
    (fields,) = [one for label, one in first.forms.items() if "接单" in label]
    first.post(fields)
    first.post(fields)
    assert (first.status, "没有再办一次" in first.text, "#1" in first.text) == (410, True, True)
    second.tap("接单")
    assert second.status == 200
    assert "周婷" in second.text
    assert desk.pages.status() == {"done": 2, "refused": {"again": 1}}


def test_a_page_is_neither_kept_nor_found_nor_framed(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    assert phone.headers["cache-control"] == "no-store"
    assert "noindex" in phone.headers["x-robots-tag"]
    assert "noindex" in phone.source
    assert "frame-ancestors 'none'" in phone.headers.get("content-security-policy")
    assert phone.headers["referrer-policy"] == "no-referrer"
    style = httpx.get(phone.url.rpartition("/")[0] + "/look.css", **PLAIN)
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_what_is_tampered_with_does_nothing(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    forms = phone.forms
    (accept,) = [one for label, one in forms.items() if "接单" in label]
    (other,) = [one for label, one in forms.items() if "转" in label or "完成" in label][:1]
    for fields in (
        {},
        {"act": accept["act"]},
        {**accept, "act": "v1:dismiss:1"},
        {**accept, "once": other["once"]},
        {**accept, "once": accept["once"] + "x"},
        {**accept, "act": "say", "words": "完成 1 好了"},
    ):
        phone.post(fields)
        assert (phone.status, phone.forms) == (403, {})
    letter, person, ticket, until, signature = phone.url.rpartition("/")[2].split(".")
    for token in (
        f"{letter}.{int(person) + 1}.{ticket}.{until}.{signature}",
        f"{letter}.{person}.{int(ticket) + 1}.{until}.{signature}",
        f"{letter}.{person}.{ticket}.{int(until) + 9}.{signature}",
        f"{letter}.{person}.{ticket}.{until}.{signature[:-1]}",
        "x",
        "%00.%ff",
        "." * 500,
    ):
        answer = httpx.get(f"{desk.base}/t/{token}", **PLAIN)
        assert (answer.status_code, "#1" in answer.text) == (403, False)
    assert desk.tickets()[0].status == "dispatched"
    assert desk.pages.refused == {"forged": 13}


def test_a_link_ends(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    fields = next(iter(phone.forms.values()))
    desk.advance(timedelta(hours=73))
    phone.open()
    assert (phone.status, "已过期" in phone.text, "电梯" in phone.text) == (410, True, False)
    phone.post(fields)
    assert phone.status == 410


def test_who_has_left_sees_nothing_more(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    desk.wecom.remove_member(OFFICER)
    desk.settle()
    phone.tap("接单")
    assert (phone.status, "电梯" in phone.text) == (403, False)
    assert desk.tickets()[0].status == "dispatched"


def test_a_huge_form_and_one_that_is_none_are_turned_away(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    phone.post({"words": "x" * 40_000})
    assert phone.status == 413
    for body in (b"\xff\x00", b"{}", b"a=1&" * 50, b"<xml/>"):
        answer = httpx.post(phone.url, content=body, **PLAIN)
        assert answer.status_code == 403
    assert httpx.put(phone.url, **PLAIN).status_code == 405


def test_words_are_taken_only_where_they_were_asked_for_and_are_no_command(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    newest(desk).tap("接单")
    phone = newest(desk)
    phone.tap("完成")
    phone.tap("✓", words="转派 1 徐磊")
    assert "只填回答" in phone.text
    fields = phone.forms["✓"] | {"words": "更换了门机皮带"}
    phone.post(fields)
    phone.post(fields)
    assert phone.status == 410


def test_twenty_taps_at_once_are_one(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    (fields,) = [one for label, one in phone.forms.items() if "接单" in label]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: httpx.post(phone.url, data=fields, **PLAIN), range(20)))
    assert sorted(one.status_code for one in answers) == [200, *[410] * 19]
    story = [entry for entry in desk.story(1) if entry == "accepted"]
    assert len(story) == 1


def test_a_look_changes_nothing_and_a_preview_is_a_look(desk: WecomDesk) -> None:
    """Messengers open links by themselves."""
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    url = newest(desk).url
    assert {httpx.get(url, **PLAIN).status_code for _ in range(5)} == {200}
    assert httpx.head(url, **PLAIN).status_code == 200
    assert desk.tickets()[0].status == "dispatched"


def test_S4_28_who_is_complained_of_sees_nothing_any_more(desk: WecomDesk) -> None:
    """The link was theirs; what it shows is not."""
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    desk.accuse(1, OFFICER)
    phone.open()
    assert (phone.status, "电梯" in phone.text) == (403, False)


def test_no_token_stands_in_the_log(desk: WecomDesk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    phone.tap("接单")
    phone.post({"act": "x"})
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    token = phone.url.rpartition("/")[2]
    assert not [one for one in ours if token in one.getMessage()]


def test_five_hundred_mangled_requests_break_nothing_and_do_it_at_most_once(desk: WecomDesk) -> None:
    desk.wecom.kf_say(RESIDENT, LINE)
    desk.settle()
    phone = newest(desk)
    chance = random.Random(20261122)  # noqa: S311  # a fixed sequence
    fields = next(iter(phone.forms.values()))
    whole = urlencode(fields | {"words": "好"}).encode()
    statuses = set()
    with httpx.Client(**PLAIN) as browser:
        for _ in range(500):
            body = bytearray(whole)
            at = chance.randrange(len(body))
            body[at : at + chance.randint(1, 9)] = chance.randbytes(chance.randint(0, 9))
            token = phone.url if chance.random() < 0.5 else phone.url[: -chance.randint(1, 60)]
            statuses.add(browser.post(token, content=bytes(body)).status_code)
    assert statuses <= {200, 403, 404, 410}, statuses
    assert desk.story(1).count("accepted") <= 1
