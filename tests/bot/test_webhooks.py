"""Webhooks: what another system is told of a ticket, against a real server that also misbehaves."""

import asyncio
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import sample, settings, sites
from bot.app import App, build, open_store
from bot.calendars import Hand
from bot.clock import MovableClock
from bot.couriers import Couriers, Target
from bot.doctor import letters as doctor
from desk.hooks import Hook
from desk.local import Local
from desk.people import Person, Role
from handlers import due
from handlers.incoming import Incoming, Kind, Sender
from nlp.reader import Reader
from storage.hook_events import Backlog
from storage.unit_of_work import UnitOfWork
from tests.fakes.serving import PATIENCE

SECRET = "0123456789abcdef"  # noqa: S105  # opens nothing
MORNING = datetime.fromisoformat("2026-11-18T09:30:00+08:00")
LAMP = "3栋2单元5楼的楼道灯不亮了，晚上看不见，麻烦修一下，电话13812345678"


@dataclass
class Elsewhere:
    """The other system: keeps what it was sent, answers as told."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    awake: threading.Event = field(default_factory=threading.Event)  # cleared: it does not answer
    endless: bytes = b""  # what its answer goes on with for ever
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    other = Elsewhere()
    other.awake.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            other.awake.wait(PATIENCE)
            code = other.answers.pop(0) if other.answers else 204
            if code < 300:
                other.got.append((dict(self.headers), body))
            self.send_response(code)
            if code // 100 == 3:
                self.send_header("Location", f"{other.url}/elsewhere")
            self.send_header("Content-Length", str(1 << 40 if other.endless else 0))
            self.flush_headers() if other.endless.endswith(b"\n") else self.end_headers()
            with suppress(OSError):
                while other.endless:
                    self.wfile.write(other.endless)
                    threading.Event().wait(0.01)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    other.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield other
    other.endless = b""
    other.awake.set()
    server.shutdown()
    server.server_close()


class Telling:
    """A desk with one webhook, and its courier."""

    def __init__(self, data: Path, reader: Reader, url: str, hook: Hook, timeout: float = PATIENCE) -> None:
        self.clock, self.timeout = MovableClock(MORNING), timeout
        store = open_store(f"sqlite:///{data / 'desk.db'}")
        self.site = store.writer.submit(lambda uow: sample.seed(uow, "web")).result()
        by_hand = {self.site.name: Hand(local=Local(hooks=(hook,)))}
        self.app: App = build(store, data, self.clock, [], reader, by_hand=by_hand)
        self.target = Target(name=hook.name, url=url, secret=SECRET)
        self.couriers = Couriers(self.app.desk, [self.target], timeout=timeout)

    def resident(self, update: str, text: str) -> None:
        with self.app.store.reading() as uow:
            (person,) = [one for one in uow.people.of(self.site.id) if one.name == "陈建国"]
        asyncio.run(self.app.desk.take([_said(update, "residents", str(person.id), text)]))

    def staff(self, update: str, text: str) -> None:
        with self.app.store.reading() as uow:
            (person,) = [one for one in uow.people.of(self.site.id) if one.name == "周婷"]
        said = _said(update, str(person.id), str(person.id), text, private=True)
        asyncio.run(self.app.desk.take([said]))

    def forward(self, ahead: timedelta) -> None:
        self.clock.advance_to(self.clock.now() + ahead)

    def tick(self, ahead: timedelta) -> None:
        self.forward(ahead)
        now = self.clock.now()
        while self.app.store.writer.submit(lambda uow: due.fire(self.app.desk.tools(uow), now)).result():
            pass

    def carry(self, most: int = 20) -> int:
        """Tell what is due; returns how many were tried."""

        async def carried() -> int:
            async with httpx.AsyncClient(timeout=self.timeout, follow_redirects=False) as client:
                for tried in range(most):
                    if not await self.couriers.one(client, self.target):
                        return tried
            return most

        return asyncio.run(carried())

    def backlog(self) -> dict[str, Backlog]:
        with self.app.store.reading() as uow:
            return uow.hook_events.backlog()


def _said(update: str, chat: str, account: str, text: str, *, private: bool = False) -> Incoming:
    return Incoming(
        platform="web",
        update=update,
        kind=Kind.MESSAGE,
        chat=chat,
        private=private,
        sender=Sender(account=account, name="陈建国"),
        message=update,
        text=text,
    )


HOOK = Hook(name="one")


def test_each_event_of_a_ticket_is_told_in_order_signed_and_with_a_key(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    """Opened, moved; numbers, topic and place, but of nobody anything; verified as the documentation says."""
    desk = Telling(data, reader, elsewhere.url, HOOK)
    desk.resident("1", LAMP)
    desk.staff("2", "接单 1")
    assert desk.carry() == 2
    opened, moved = elsewhere.told()
    assert (opened["event"], moved["event"], moved["what"]) == ("opened", "moved", ["accepted"])
    assert opened["ticket"]["topic"] == "照明"
    assert opened["ticket"]["building"] == "3"
    assert opened["site"] == "阳光花园"
    headers, body = elsewhere.got[0]
    stamp, given = (part.partition("=")[2] for part in headers["Wuyebot-Signature"].split(","))
    own = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(own, given)
    assert headers["Idempotency-Key"] == opened["id"] != moved["id"]
    for secret in ("13812345678", "陈建国", "周婷", "看不见", "5楼", "2单元"):
        assert secret not in json.dumps(elsewhere.told(), ensure_ascii=False)


def test_words_go_along_only_where_the_setting_says_so_and_without_numbers(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    desk = Telling(data, reader, elsewhere.url, Hook(name="one", words=True))
    desk.resident("1", LAMP)
    desk.carry()
    assert "楼道灯不亮" in elsewhere.told()[0]["ticket"]["text"]
    assert "13812345678" not in elsewhere.told()[0]["ticket"]["text"]


def test_only_the_chosen_events_are_kept_overdue_once(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    desk = Telling(data, reader, elsewhere.url, Hook(name="one", events=frozenset({"overdue"})))
    desk.resident("1", LAMP)
    for _ in range(40):
        desk.tick(timedelta(minutes=15))
    desk.carry()
    clocks = [one["clock"]["kind"] for one in elsewhere.told()]
    assert {one["event"] for one in elsewhere.told()} == {"overdue"}
    assert len(clocks) == len(set(clocks)) > 1


def test_a_server_in_trouble_is_tried_again_with_the_same_key_and_in_order(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    """500, a redirect (never followed), 404 and 429 are the other side's trouble; each wait is longer."""
    desk = Telling(data, reader, elsewhere.url, HOOK)
    desk.resident("1", LAMP)
    desk.staff("2", "接单 1")
    elsewhere.answers = [500, 302, 404, 429]
    for wait in (2, 5, 15, 60):
        assert desk.carry() == 1
        assert desk.carry() == 0  # not before its time, and what is behind it waits too
        desk.forward(timedelta(seconds=wait))
    assert desk.carry() == 2
    assert [one["event"] for one in elsewhere.told()] == ["opened", "moved"]
    assert desk.backlog()["sent"].count == 2


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9", "http://nowhere.invalid", "http://[::1", "http://a b/"]
)
def test_what_cannot_be_reached_waits_a_day_and_then_the_admin_is_told(
    data: Path, reader: Reader, url: str
) -> None:
    """Given up after 24 h; the admin hears of it once, `check` keeps saying it."""
    desk = Telling(data, reader, url, HOOK)

    def add_admin(uow: UnitOfWork) -> None:
        admin = uow.people.add(Person(id=0, site=desk.site.id, name="管机器的", role=Role.ADMIN))
        uow.people.reach(admin.id, "web", "admin", "ok")

    desk.app.store.writer.submit(add_admin).result()
    desk.resident("1", LAMP)
    desk.staff("2", "接单 1")
    assert desk.carry() == 1
    assert desk.backlog()["waiting"].count == 2
    desk.forward(timedelta(hours=25))
    assert desk.carry() == 2
    assert desk.backlog()["failed"].count == 2
    with desk.app.store.reading() as uow:
        assert [one.check for one in doctor.look(uow) if one.check.startswith("hooks")] == ["hooks_failed"]
        told = [one.notice for one in uow.letters.waiting(["web"], 100) if one.chat == "admin"]
    assert [notice.key for notice in told] == ["hook.dead"]
    assert SECRET not in str(told)


def test_what_the_other_side_will_never_take_holds_up_nothing(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    desk = Telling(data, reader, elsewhere.url, HOOK)
    desk.resident("1", LAMP)
    desk.staff("2", "接单 1")
    elsewhere.answers = [422]
    assert desk.carry() == 2
    assert [one["event"] for one in elsewhere.told()] == ["moved"]
    assert desk.backlog()["failed"].count == 1


def test_an_error_of_ours_is_tried_again_ever_more_seldom_and_not_each_second(
    data: Path, reader: Reader, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> int:
        raise RuntimeError("an error of ours")

    monkeypatch.setattr("bot.couriers._told", broken)
    desk = Telling(data, reader, elsewhere.url, HOOK)
    desk.resident("1", LAMP)
    assert desk.carry() == 1
    assert desk.backlog()["waiting"].count == 1


def test_an_event_whose_outcome_cannot_be_kept_whole_is_not_told_again(
    data: Path, reader: Reader, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("an error of ours")

    monkeypatch.setattr("handlers.hooks.refused", broken)
    monkeypatch.setattr("bot.outcomes._DELAYS", (0.01,))
    desk = Telling(data, reader, elsewhere.url, HOOK)
    desk.resident("1", LAMP)
    elsewhere.answers = [422]
    assert desk.carry() == 1
    assert (desk.backlog()["failed"].count, elsewhere.got) == (1, [])


def test_what_waits_for_a_webhook_that_is_set_up_no_more_is_given_up_after_a_day(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    desk = Telling(data, reader, elsewhere.url, HOOK)
    desk.resident("1", LAMP)
    desk.couriers = Couriers(desk.app.desk, [])
    (desk.target,) = asyncio.run(desk.couriers._left())
    assert desk.carry() == 1
    assert desk.backlog()["waiting"].count == 1
    desk.forward(timedelta(hours=25))
    assert desk.carry() == 1
    assert desk.backlog()["failed"].count == 1
    assert asyncio.run(desk.couriers._left()) == []


def test_a_slow_server_is_not_waited_for(data: Path, reader: Reader, elsewhere: Elsewhere) -> None:
    desk = Telling(data, reader, elsewhere.url, HOOK, timeout=0.2)
    desk.resident("1", LAMP)
    elsewhere.awake.clear()
    assert desk.carry() == 1
    assert desk.backlog()["waiting"].count == 1


def test_an_answer_that_dribbles_without_end_holds_up_nothing(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    """Each line comes in time, the last one never does."""
    desk = Telling(data, reader, elsewhere.url, HOOK, timeout=0.3)
    desk.resident("1", LAMP)
    elsewhere.endless = b"More: to come\r\n"
    assert desk.carry() == 1
    assert desk.backlog()["waiting"].count == 1


def test_what_is_answered_beside_the_status_is_not_read(
    data: Path, reader: Reader, elsewhere: Elsewhere
) -> None:
    """Who answers a terabyte has taken the event all the same."""
    desk = Telling(data, reader, elsewhere.url, HOOK)
    desk.resident("1", LAMP)
    elsewhere.answers, elsewhere.endless = [200], bytes(1 << 20)
    assert desk.carry() == 1
    assert desk.backlog()["sent"].count == 1


def test_a_site_without_webhooks_keeps_nothing(data: Path, reader: Reader) -> None:
    desk = Telling(data, reader, "http://127.0.0.1:9", Hook(name="one", events=frozenset()))
    desk.resident("1", LAMP)
    assert desk.backlog() == {}


def test_a_webhook_is_set_below_its_site_and_what_is_wrong_is_named_without_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    file = tmp_path / "wuyebot.toml"
    hook = '[[site.webhook]]\nurl = "{url}"\nsecret = "{secret}"\nevents = {events}\n'
    written = f'[[site]]\nname = "阳光花园"\n{hook}'
    right = written.format(url="https://u:pw@oa.example/x", secret=SECRET, events='["closed"]')
    file.write_text(right, encoding="utf-8")
    chosen = settings.load(file, tmp_path, {})
    (target,) = sites.targets(chosen)
    (kept,) = sites.hand_of(chosen.sites[0]).local.hooks
    assert (target.host, target.name, kept.events) == ("oa.example", kept.name, frozenset({"closed"}))
    assert "pw" not in repr(chosen)
    assert SECRET in chosen.secrets()
    bad = {"url": "ftp://oa.example", "secret": "tooshort", "events": '["exploded"]'}
    wrong = written.format(**bad)
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(settings.SettingsError) as caught:
        settings.load(file, tmp_path, {})
    told = str(caught.value)
    assert all(f"site.webhook.{name}" in told or name in told for name in ("url", "secret", "events"))
    assert "tooshort" not in told
