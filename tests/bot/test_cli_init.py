"""`init` and `code`: a desk begins, and its rooms and people come in by one-time codes."""

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.book import load_book
from bot.cli.codes import ALPHABET
from bot.cli.reader import reader
from bot.clock import Clock
from desk.people import Person, Role, RoomKind
from handlers import router
from handlers.incoming import Incoming, Kind, Sender
from handlers.tools import Tools
from handlers.window import Window
from storage import schema
from storage.engine import open_engine
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.terminal import call

SITE = "阳光花园"


@contextmanager
def writer(desk: Path) -> Iterator[Writer]:
    engine = open_engine(f"sqlite:///{desk}/desk.db")
    with closing(Writer(engine)) as opened:
        yield opened
    engine.dispose()


def sent(desk: Path, text: str, *, private: bool, account: str = "7") -> None:
    """Somebody sends that line in a chat."""
    incoming = Incoming(
        platform="telegram",
        update=f"u-{text}-{account}",
        kind=Kind.MESSAGE,
        chat=account if private else "-100",
        private=private,
        title="" if private else "群",
        sender=Sender(account=account, name="somebody"),
        text=text,
    )

    def work(uow: UnitOfWork) -> None:
        tools = Tools(uow=uow, reader=reader(), book=load_book(), window=Window())
        router.handle(incoming, tools, Clock().now())

    with writer(desk) as opened:
        opened.submit(work).result()


def people(desk: Path) -> list[Person]:
    engine = open_engine(f"sqlite:///{desk}/desk.db")
    with schema.reading(engine) as uow:
        found = uow.people.of(1)
    engine.dispose()
    return found


def room_kinds(desk: Path) -> list[RoomKind]:
    engine = open_engine(f"sqlite:///{desk}/desk.db")
    with schema.reading(engine) as uow:
        found = [room.kind for room in uow.rooms.of(1)]
    engine.dispose()
    return found


def code(desk: Path, *words: str) -> dict[str, Any]:
    done = call("code", *words, "--site", SITE, "--data", desk, "--json")
    assert done.exit_code == 0, done.output
    record: dict[str, Any] = json.loads(done.stdout)
    return record


# init


def test_init_writes_a_configuration_for_its_owner_alone_and_makes_the_database(desk: Path) -> None:
    assert (desk / "wuyebot.toml").stat().st_mode & 0o077 == 0
    assert (desk / "desk.db").exists()


def test_init_gives_the_first_codes_for_three_rooms_and_two_people(tmp_path: Path) -> None:
    told = call("init", "--data", tmp_path, "--site", "海港名居")
    assert told.exit_code == 0
    assert "海港名居" in told.stdout
    assert len(re.findall(r"/bind [0-9A-Z]{10}", told.stdout)) == 3
    assert len(re.findall(r"/join [0-9A-Z]{10}", told.stdout)) == 2


def test_the_first_codes_work(tmp_path: Path) -> None:
    begun = json.loads(call("init", "--data", tmp_path, "--json").stdout)
    codes = {one["for"]: one["code"] for one in begun["codes"]}
    sent(tmp_path, f"/bind {codes['staff']}", private=False)
    sent(tmp_path, f"/join {codes['admin'].lower()}", private=True)
    assert room_kinds(tmp_path) == [RoomKind.STAFF]
    assert [(one.name, one.role) for one in people(tmp_path)] == [("somebody", Role.ADMIN)]


def test_init_overwrites_nothing(desk: Path) -> None:
    before = (desk / "wuyebot.toml").read_text(encoding="utf-8")
    refused = call("init", "--data", desk)
    assert refused.exit_code == 1
    assert "not overwritten" in refused.stderr
    assert (desk / "wuyebot.toml").read_text(encoding="utf-8") == before


def test_init_makes_the_database_of_a_configuration_that_was_written_by_hand(tmp_path: Path) -> None:
    written = '[[site]]\nname = "东区"\n[[site]]\nname = "西区"\n'
    (tmp_path / "wuyebot.toml").write_text(written, encoding="utf-8")
    done = call("init", "--data", tmp_path, "--json")
    assert {one["site"] for one in json.loads(done.stdout)["codes"]} == {"东区", "西区"}
    assert (tmp_path / "wuyebot.toml").read_text(encoding="utf-8") == written


def test_a_site_name_cannot_break_the_configuration(tmp_path: Path) -> None:
    assert call("init", "--data", tmp_path, "--site", 'A"\n[web]\nport = 0').exit_code == 0


def test_a_directory_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = call("init", "--data", tmp_path / "file" / "data")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.stderr


# code


def test_a_code_is_long_without_look_alikes_and_expires_in_two_days(desk: Path) -> None:
    issued = code(desk, "room", "--kind", "residents")
    assert issued.keys() == {"code", "expires_at", "link"}
    assert re.fullmatch(f"[{ALPHABET}]{{10}}", issued["code"])
    assert not set("01ILOU") & set(ALPHABET)
    left = datetime.fromisoformat(issued["expires_at"]) - Clock().now()
    assert timedelta(hours=47, minutes=55) < left <= timedelta(hours=48)
    assert issued["link"] is None


def test_a_room_is_bound_by_its_code(desk: Path) -> None:
    issued = code(desk, "room", "--kind", "managers")
    sent(desk, f"/bind {issued['code']}", private=False)
    assert room_kinds(desk) == [RoomKind.MANAGERS]


def test_a_person_joins_with_name_role_and_area(desk: Path) -> None:
    issued = code(desk, "person", "--name", "周婷", "--role", "customer_officer", "--area", "1-3栋")
    sent(desk, f"/join {issued['code']}", private=True)
    [person] = people(desk)
    assert (person.name, person.role, person.area) == ("周婷", Role.CUSTOMER_OFFICER, {"1", "2", "3"})


@pytest.mark.parametrize(("home", "parts"), [("3-2-501", ("3", "2", "501")), ("A-1203", ("A", None, "1203"))])
def test_a_resident_joins_with_their_home(desk: Path, home: str, parts: tuple[str | None, ...]) -> None:
    issued = code(desk, "person", "--name", "陈建国", "--role", "resident", "--home", home)
    sent(desk, f"/join {issued['code']}", private=True)
    [person] = people(desk)
    assert (person.building, person.unit, person.room) == parts


def test_a_person_gets_a_link_once_the_bots_name_is_known_and_a_room_none(desk: Path) -> None:
    with writer(desk) as opened:
        opened.submit(lambda uow: uow.seen.set_mark("telegram.username", "sunny_bot")).result()
    issued = code(desk, "person", "--name", "林芳", "--role", "cs_lead")
    assert issued["link"] == f"https://t.me/sunny_bot?start={issued['code']}"
    assert code(desk, "room", "--kind", "staff")["link"] is None


def test_an_unknown_site_is_refused_with_the_known_ones(desk: Path) -> None:
    refused = call("code", "room", "--site", "阳光", "--kind", "staff", "--data", desk)
    assert refused.exit_code == 1
    assert SITE in refused.stderr


def test_a_site_added_to_the_configuration_gets_codes_at_once(desk: Path) -> None:
    with (desk / "wuyebot.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[site]]\nname = "西区"\n')
    assert call("code", "room", "--site", "西区", "--kind", "staff", "--data", desk).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("room", "--kind", "private"),
        ("person", "--name", "周", "--role", "boss"),
        ("person", "--name", " ", "--role", "engineer"),
        ("person", "--name", "周", "--role", "customer_officer", "--area", "4-1栋"),
        ("person", "--name", "周", "--role", "customer_officer", "--area", "abc"),
        ("person", "--name", "周", "--role", "resident", "--area", "1-4栋"),
        ("person", "--name", "周", "--role", "resident", "--home", "三栋"),
    ],
)
def test_what_cannot_be_is_wrong_usage(desk: Path, words: tuple[str, ...]) -> None:
    refused = call("code", *words, "--site", SITE, "--data", desk)
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output


def test_codes_need_the_database_that_init_makes(tmp_path: Path) -> None:
    (tmp_path / "wuyebot.toml").write_text(f'[[site]]\nname = "{SITE}"\n', encoding="utf-8")
    refused = call("code", "room", "--site", SITE, "--kind", "staff", "--data", tmp_path)
    assert refused.exit_code == 1
    assert "wuyebot init" in refused.stderr
    assert not (tmp_path / "desk.db").exists()
