"""`check`: the doctor finds what is not well, and says what to do."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import settings
from bot.doctor import machine
from bot.doctor.finding import Mark
from bot.terminal import words
from desk.notices import Notice
from desk.people import Person, Role
from storage.engine import open_engine
from storage.letters import Letter
from storage.unit_of_work import UnitOfWork
from tests.bot.checking import change, found, staffed
from tests.fakes.terminal import call

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


def test_without_a_configuration_it_says_to_begin(tmp_path: Path) -> None:
    told = call("check", "--data", tmp_path)
    assert told.exit_code == 1
    assert "✗" in told.stdout
    assert "wuyebot init" in told.stdout


def test_every_error_of_the_configuration_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "wuyebot.toml").write_text("[web]\nport = 0\n", encoding="utf-8")
    told = call("check", "--data", tmp_path)
    assert told.stdout.count("✗") == 2


def test_a_fault_in_a_variable_is_not_put_right_in_the_file_and_what_to_do_is_said_once(
    tmp_path: Path,
) -> None:
    (tmp_path / "wuyebot.toml").write_text('[database]\nurl = "x"\n[telegram]\n', encoding="utf-8")
    told = call("check", "--data", tmp_path, WUYEBOT_WEB__PORT="abc").stdout
    assert told.count("→ change the environment variable WUYEBOT_WEB__PORT") == 1
    assert told.count(f"→ change {tmp_path / 'wuyebot.toml'}") == 1


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
    assert call("check", "--data", desk).stdout.count("--role cs_lead") == 1


def test_a_desk_with_rooms_and_people_is_well(desk: Path) -> None:
    change(desk, staffed)
    told = call("check", "--data", desk)
    assert told.exit_code == 0
    assert "✗" not in told.stdout
    assert "headquarters" not in told.stdout, "C23: they read only, and nobody waits for their review"
    assert found(desk)["officers"]["mark"] == "fine"


def test_a_building_without_an_officer_is_told(desk: Path) -> None:
    change(desk, staffed)
    resident = Person(id=0, site=1, name="马超", role=Role.RESIDENT, building="7")
    change(desk, lambda uow: uow.people.add(resident))
    assert found(desk)["uncovered"]["what"].endswith("7")


def test_a_building_without_households_where_others_have_some_is_told(desk: Path) -> None:
    """A name that is spelt wrong would otherwise only be missed in the order per hundred homes."""
    change(desk, staffed)
    resident = Person(id=0, site=1, name="马超", role=Role.RESIDENT, building="7")
    change(desk, lambda uow: uow.people.add(resident))
    assert not {"homes", "homeless"} & set(found(desk))
    with (desk / "wuyebot.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[site.building]]\nname = "17"\nhouseholds = 120\n')
    assert "7" in found(desk)["homeless"]["what"]
    with (desk / "wuyebot.toml").open("a", encoding="utf-8") as file:
        for number in range(1, 9):
            file.write(f'\n[[site.building]]\nname = "{number}栋"\nhouseholds = 120\n')
    assert found(desk)["homes"]["mark"] == "fine"


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


def test_every_finding_that_is_not_well_says_what_to_do() -> None:
    known = words("zh")
    checks = {key.removeprefix("todo.") for key in known if key.startswith("todo.")} - {"config"}
    assert {f"check.{check}" for check in checks} <= known.keys()
