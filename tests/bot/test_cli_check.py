"""`check`: the doctor finds what is not well, and says what to do."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.doctor import calendars, machine, telegram
from bot.doctor.finding import Finding, Mark
from bot.settings import Telegram
from bot.sites import hand_of
from bot.terminal import words
from desk.clocks import Clock, ClockKind
from desk.notices import Notice
from desk.people import Person, Role, Room, RoomKind, Site
from desk.ticket import Status, Ticket
from storage.engine import open_engine
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from storage.writer import Writer
from tests.fakes.telegram.client import FakeTelegram
from tests.fakes.telegram.server import running_fake
from tests.fakes.terminal import call

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    with running_fake() as running:
        yield running


@pytest.fixture
def world(fake: FakeTelegram) -> FakeTelegram:
    """The one fake of this file with a fresh world."""
    fake.reset()
    return fake


def change(desk: Path, work: Callable[[UnitOfWork], Any]) -> None:
    engine = open_engine(f"sqlite:///{desk}/desk.db")
    with closing(Writer(engine)) as writer:
        writer.submit(work).result()
    engine.dispose()


def found(desk: Path, **variables: str) -> dict[str, dict[str, Any]]:
    """The doctor's findings by name; the exit code is 1 exactly where one is wrong."""
    done = call("check", "--data", desk, "--json", **variables)
    findings = json.loads(done.stdout)
    assert done.exit_code == any(one["mark"] == "wrong" for one in findings)
    return {one["check"]: one for one in findings}


def staffed(uow: UnitOfWork) -> None:
    """A site on which nothing is amiss."""
    for kind in (RoomKind.RESIDENTS, RoomKind.STAFF, RoomKind.MANAGERS):
        uow.rooms.bind(1, "web", str(kind), kind, str(kind))
    for name, role, area in (("林芳", Role.CS_LEAD, ""), ("周婷", Role.CUSTOMER_OFFICER, "3")):
        person = uow.people.add(Person(id=0, site=1, name=name, role=role, area=frozenset(area)))
        uow.people.reach(person.id, "web", name, "ok")


# the desk


def test_without_a_configuration_it_says_to_begin(tmp_path: Path) -> None:
    told = call("check", "--data", tmp_path)
    assert told.exit_code == 1
    assert "✗" in told.stdout
    assert "wuyebot init" in told.stdout


def test_every_error_of_the_configuration_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "wuyebot.toml").write_text("[web]\nport = 0\n", encoding="utf-8")
    told = call("check", "--data", tmp_path)
    assert told.stdout.count("✗") == 2


def test_a_fresh_desk_lacks_rooms_and_people(desk: Path) -> None:
    findings = found(desk)
    assert {name for name, one in findings.items() if one["mark"] == "wrong"} == {
        "no_residents",
        "no_staff",
        "no_lead",
    }
    warnings = {name for name, one in findings.items() if one["mark"] == "warning"}
    assert warnings - {"calendar_unknown"} == {  # which comes by itself every November
        "no_managers",
        "no_officer",
        "no_reviewer",
        "telegram_none",
    }
    assert "code room --site 阳光花园 --kind residents" in findings["no_residents"]["todo"]


@pytest.mark.parametrize(
    ("text", "said"),
    [('[vague]\nzh_CN = ["这阵子"]', "ok"), ("[vage]", "unknown table vage"), ("[", "wording")],
)
def test_the_sites_own_words_are_looked_at(desk: Path, text: str, said: str) -> None:
    (desk / "wording.toml").write_text(text, encoding="utf-8")
    found = call("check", "--data", desk).output
    assert ("wording.toml" in found) if said == "ok" else (said in found)


def test_a_desk_with_rooms_and_people_is_well(desk: Path) -> None:
    change(desk, staffed)
    told = call("check", "--data", desk)
    assert told.exit_code == 0
    assert "✗" not in told.stdout
    assert found(desk)["officers"]["mark"] == "fine"


def test_a_building_without_an_officer_is_told(desk: Path) -> None:
    change(desk, staffed)
    resident = Person(id=0, site=1, name="马超", role=Role.RESIDENT, building="7")
    change(desk, lambda uow: uow.people.add(resident))
    assert found(desk)["uncovered"]["what"].endswith("7")


def test_people_that_cannot_be_written_to_are_named(desk: Path) -> None:
    change(desk, staffed)
    change(desk, lambda uow: uow.people.add(Person(id=0, site=1, name="王强", role=Role.ENGINEER)))
    assert "王强" in found(desk)["unreached"]["what"]


def test_a_site_that_is_only_configured_is_told(desk: Path) -> None:
    with (desk / "wuyebot.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[site]]\nname = "西区"\n')
    assert "西区" in found(desk)["site_new"]["what"]


def test_failed_letters_and_updates_set_aside_are_counted(desk: Path) -> None:
    letter = Letter(
        site=1,
        ticket=None,
        person=None,
        platform="web",
        chat="1",
        language="zh_CN",
        notice=Notice("done.report"),
        not_before=NOON,
        created_at=NOON,
    )

    def trouble(uow: UnitOfWork) -> None:
        uow.letters.add(letter)
        uow.letters.failed(uow.letters.waiting(["web"], 1)[0].id, "blocked")
        uow.seen.quarantine("telegram", "77", "{}", "KeyError: 'chat'", NOON)

    change(desk, trouble)
    findings = found(desk)
    assert findings["letters_failed"]["what"].startswith("1 ")
    assert "KeyError" in findings["set_aside"]["what"]


def test_a_missing_database_is_told_and_not_made(desk: Path) -> None:
    (desk / "desk.db").unlink()
    assert "wuyebot init" in found(desk)["database_none"]["todo"]
    assert not (desk / "desk.db").exists()


def test_an_empty_and_a_damaged_database_are_told(desk: Path) -> None:
    (desk / "desk.db").write_bytes(b"")
    assert found(desk)["database_empty"]["mark"] == "wrong"
    (desk / "desk.db").write_bytes(b"this is no database" * 100)
    assert "damaged" in found(desk)["database_trouble"]["what"]


def test_a_database_of_another_version_is_told(desk: Path) -> None:
    engine = open_engine(f"sqlite:///{desk}/desk.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    engine.dispose()
    assert found(desk)["database_other"]["mark"] == "warning"


def test_a_directory_that_cannot_be_written_to_is_told(desk: Path) -> None:
    written = 'database.url = "sqlite:////nowhere/desk.db"\n[[site]]\nname = "x"\n'
    (desk / "wuyebot.toml").write_text(written, encoding="utf-8")
    done = call("check", "--config", desk / "wuyebot.toml", "--data", desk / "gone", "--json")
    assert "directory_unwritable" in [one["check"] for one in json.loads(done.stdout)]


def test_little_room_and_a_wrong_clock_are_told(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings.load(desk / "wuyebot.toml", desk, {})
    monkeypatch.setattr(machine, "LEAST_FREE", 1 << 62)
    findings = {one.check: one.mark for one in machine.look(chosen, NOON.replace(year=1970))}
    assert findings == {"directory": Mark.FINE, "disk_low": Mark.WARNING, "clock_wrong": Mark.WRONG}


@pytest.mark.parametrize(("year", "month", "mark"), [(2026, 5, Mark.FINE), (2126, 5, Mark.WARNING)])
def test_a_year_whose_days_are_not_decreed_is_told(desk: Path, year: int, month: int, mark: Mark) -> None:
    chosen = settings.load(desk / "wuyebot.toml", desk, {})
    [finding] = calendars.look(chosen, NOON.replace(year=year, month=month))
    assert finding.mark is mark


def test_from_november_on_the_next_year_is_needed_too(desk: Path) -> None:
    chosen = settings.load(desk / "wuyebot.toml", desk, {})
    [finding] = calendars.look(chosen, NOON.replace(year=2126, month=11))
    assert "2126, 2127" in finding.what


def test_days_added_by_hand_make_a_year_known(desk: Path) -> None:
    config = desk / "wuyebot.toml"
    day = '\n[[site.day]]\ndate = 2127-02-06\nworks = true\nwhy = "春节调休"\n'
    written = config.read_text(encoding="utf-8").replace("\n[database]", f"{day}\n[database]")
    config.write_text(written, encoding="utf-8")
    chosen = settings.load(config, desk, {})
    [finding] = calendars.look(chosen, NOON.replace(year=2127, month=5))
    assert finding.mark is Mark.FINE
    closed = hand_of(chosen.sites[0]).calendar(Site(id=1, name="阳光花园"))
    assert closed.is_workday(date(2127, 2, 6))


def test_a_site_may_close_over_noon_and_wrong_hours_are_told(desk: Path) -> None:
    config = desk / "wuyebot.toml"
    right = config.read_text(encoding="utf-8")
    hours = 'hours = ["8:30-12:00", "14:00-17:30"]\n'
    config.write_text(right.replace("\n[database]", f"{hours}\n[database]"), encoding="utf-8")
    (site,) = settings.load(config, desk, {}).sites
    assert hand_of(site).blocks == ((time(8, 30), time(12)), (time(14), time(17, 30)))
    for wrong in ('["8:30-14:00", "12:00-17:30"]', '["half past eight"]', '["25:00-26:00"]'):
        config.write_text(right.replace("\n[database]", f"hours = {wrong}\n[database]"), encoding="utf-8")
        with pytest.raises(settings.SettingsError):
            settings.load(config, desk, {})


def test_the_standard_of_each_site_is_printed_in_plain_words(desk: Path) -> None:
    told = call("check", "--standard", "--data", desk, LC_ALL="zh_CN.UTF-8").stdout
    assert re.search(r"s0@[0-9a-f]{8}", told)
    assert "派单：30分钟内｜S0-29" in told
    assert "到场：10分钟内（设备设施、特急）" in told


def test_a_standard_of_ones_own_is_chosen_by_its_name_and_its_errors_are_told_with_their_line(
    desk: Path,
) -> None:
    config = desk / "wuyebot.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('standard = "s0"', 'standard = "ours"'), encoding="utf-8")
    assert call("check", "--standard", "--data", desk).exit_code == 1, "there is no such file yet"
    (desk / "standards").mkdir()
    file = desk / "standards" / "ours.toml"
    file.write_text(
        'base = "s0"\n[[limit]]\nclock = "dispatch"\namount = 20\nunit = "minutes"\nclause = "S0-29"\n'
        '[class.1]\nreviewer = "centre_manager"\nclause = "S0-19"\n',
        encoding="utf-8",
    )
    told = call("check", "--standard", "--data", desk, LC_ALL="zh_CN.UTF-8").stdout
    assert re.search(r"ours@[0-9a-f]{8}", told)
    assert "派单：20分钟内｜S0-29" in told
    assert "一类：主办 服务中心负责人" in told
    assert "审核 服务中心负责人" in told
    assert "派单提醒：到点前 10分钟提醒前台；到点告诉客服负责人；超 30分钟告诉服务中心负责人" in told
    assert "department" not in told
    file.write_text('base = "s0"\n[class.1]\nowner = "boss"\nclause = "S0-19"\n', encoding="utf-8")
    told = call("check", "--data", desk, LC_ALL="zh_CN.UTF-8").stdout
    assert "ours.toml:3: class.1: owner is 'boss': allowed are centre_manager" in told


def test_why_a_clock_is_due_is_told_for_a_ticket(desk: Path) -> None:
    assert call("check", "--ticket", "7", "--data", desk).exit_code == 1

    def open_one(uow: UnitOfWork) -> None:
        site = uow.sites.all()[0]
        one = uow.people.add(Person(id=0, site=site.id, name="赵敏", role=Role.RESIDENT))
        draft = Ticket(
            id=0, number=0, site=site.id, status=Status.OPEN, text="灯坏了", opened_at=NOON,
            reporter=one.id, reporters=(one.id,), standard="s0@1",
        )  # fmt: skip
        ticket = uow.tickets.create(draft)
        kind = ClockKind.DISPATCH
        uow.clocks.add(
            Clock(id=0, ticket=ticket.id, kind=kind, started_at=NOON, due_at=NOON, rule="30 minutes, S0-29")
        )

    change(desk, open_one)
    told = call("check", "--ticket", "1", "--data", desk, LC_ALL="zh_CN.UTF-8").stdout
    assert "s0@1" in told
    assert "派单 30分钟，S0-29，不分昼夜" in told


def test_every_finding_that_is_not_well_says_what_to_do() -> None:
    known = words("zh")
    checks = {key.removeprefix("todo.") for key in known if key.startswith("todo.")} - {"config"}
    assert {f"check.{check}" for check in checks} <= known.keys()


# Telegram


def account(world: FakeTelegram, **more: str) -> Telegram:
    where = {"base_url": world.base_url, "base_file_url": world.base_file_url}
    return Telegram.model_validate({"token": world.token} | where | more)


def room(chat: int | str) -> Room:
    return Room(id=1, site=1, platform="telegram", chat=str(chat), kind=RoomKind.RESIDENTS, title="业主群")


def marks(findings: list[Finding]) -> dict[str, Mark]:
    return {one.check: one.mark for one in findings}


def test_a_well_set_up_bot_is_well(world: FakeTelegram) -> None:
    group = world.add_group("业主群", bot="administrator")
    findings = marks(telegram.look(account(world), [room(group)]))
    assert findings == dict.fromkeys(("telegram", "room_admin", "intake_polling"), Mark.FINE)


def test_the_doctor_asks_and_changes_nothing(world: FakeTelegram) -> None:
    telegram.look(account(world), [room(world.add_group("业主群"))])
    assert {one["method"].lower() for one in world.calls()} == {"getme", "getchatmember", "getwebhookinfo"}


def test_a_wrong_token_is_told(world: FakeTelegram) -> None:
    wrong = account(world, token="700000000:other")  # noqa: S106  # opens nothing
    assert marks(telegram.look(wrong, [])) == {"telegram_token": Mark.WRONG}


def test_an_unreachable_telegram_is_told_without_the_token(world: FakeTelegram) -> None:
    away = account(world, base_url="http://127.0.0.1:9/bot")
    [finding] = telegram.look(away, [])
    assert (finding.check, finding.mark) == ("telegram_away", Mark.WRONG)
    assert "127.0.0.1:9" in finding.what
    assert world.token not in finding.what


@pytest.mark.parametrize(
    ("status", "privacy", "check", "mark"),
    [
        ("member", True, "room_deaf", Mark.WRONG),
        ("member", False, "room_member", Mark.WARNING),
        ("restricted", False, "room_mute", Mark.WRONG),
        ("kicked", False, "room_gone", Mark.WRONG),
    ],
)
def test_a_room_in_which_the_bot_is_deaf_mute_or_gone_is_told(
    world: FakeTelegram, status: str, check: str, mark: Mark, *, privacy: bool
) -> None:
    world.set_privacy(on=privacy)
    group = world.add_group("业主群", bot="member")
    if status != "member":
        world.set_status(group, world.bot_id, status)
    assert marks(telegram.look(account(world), [room(group)]))[check] is mark


def test_a_room_that_telegram_does_not_know_is_told(world: FakeTelegram) -> None:
    assert marks(telegram.look(account(world), [room(-100123)]))["room_gone"] is Mark.WRONG


def test_before_any_room_is_bound_privacy_mode_is_told(world: FakeTelegram) -> None:
    assert marks(telegram.look(account(world), []))["privacy_on"] is Mark.WARNING


def test_a_webhook_in_the_way_is_told(world: FakeTelegram) -> None:
    world.http.post(f"{world.base_url}{world.token}/setWebhook", json={"url": "http://127.0.0.1:9/hook"})
    assert marks(telegram.look(account(world), []))["hook_set"] is Mark.WARNING
    own = {"mode": "webhook", "webhook_secret": "s"}
    right = account(world, webhook_url="http://127.0.0.1:9/hook", **own)
    assert marks(telegram.look(right, []))["intake_webhook"] is Mark.FINE
    other = account(world, webhook_url="https://desk.example/telegram", **own)
    assert marks(telegram.look(other, []))["hook_other"] is Mark.WARNING


def test_updates_that_nobody_fetches_are_told(world: FakeTelegram) -> None:
    world.add_user(11, "Ann", started=True)
    world.say_many([{"chat": 11, "user": 11, "text": "x"}] * (telegram.BACKLOG + 1))
    assert marks(telegram.look(account(world), []))["updates_pending"] is Mark.WARNING


def test_check_looks_at_telegram_for_the_rooms_that_are_bound(desk: Path, world: FakeTelegram) -> None:
    group = world.add_group("业主群", bot="member")
    change(desk, lambda uow: uow.rooms.bind(1, "telegram", str(group), RoomKind.RESIDENTS, "业主群"))
    variables = {
        "WUYEBOT_TELEGRAM__TOKEN": world.token,
        "WUYEBOT_TELEGRAM__BASE_URL": world.base_url,
        "WUYEBOT_TELEGRAM__BASE_FILE_URL": world.base_file_url,
    }
    findings = found(desk, **variables)
    assert findings["telegram"]["mark"] == "fine"
    assert findings["room_deaf"]["mark"] == "wrong"
    assert "administrator" in findings["room_deaf"]["todo"]


def test_wrong_playbooks_are_told_with_file_and_line_and_what_is_allowed(desk: Path) -> None:
    folder = desk / "playbooks"
    (folder / "无名苑").mkdir(parents=True)
    assert "13" in call("check", "--data", desk).output
    assert "无名苑" in call("check", "--data", desk).output
    (folder / "lift.toml").write_text('near = "street"\n', encoding="utf-8")
    result = call("check", "--data", desk)
    assert result.exit_code == 1
    assert "playbooks/lift.toml:1: near is 'street': allowed are site, building, unit, home" in result.output
