"""`check`: what a site promises, its days, hours, words and playbooks: in plain words, with every error."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot import settings
from bot.doctor import calendars
from bot.doctor.finding import Mark
from bot.sites import hand_of
from desk.clocks import Clock, ClockKind
from desk.people import Person, Role, Site
from desk.ticket import Status, Ticket
from storage.unit_of_work import UnitOfWork
from tests.bot.checking import change
from tests.fakes.terminal import call

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


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


def test_where_there_is_no_database_none_is_made_to_look_for_a_ticket(desk: Path) -> None:
    (desk / "desk.db").unlink()
    told = call("check", "--ticket", "1", "--data", desk)
    assert (told.exit_code, "wuyebot init" in told.output) == (1, True)
    assert not (desk / "desk.db").exists()


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


@pytest.mark.parametrize(
    ("text", "said"),
    [('[vague]\nzh_CN = ["这阵子"]', "ok"), ("[vage]", "unknown table vage"), ("[", "wording")],
)
def test_the_sites_own_words_are_looked_at(desk: Path, text: str, said: str) -> None:
    (desk / "wording.toml").write_text(text, encoding="utf-8")
    found = call("check", "--data", desk).output
    assert ("wording.toml" in found) if said == "ok" else (said in found)


def test_wrong_playbooks_are_told_with_file_and_line_and_what_is_allowed(desk: Path) -> None:
    folder = desk / "playbooks"
    (folder / "无名苑").mkdir(parents=True)
    assert "13" in call("check", "--data", desk).output
    assert "无名苑" in call("check", "--data", desk).output
    (folder / "lift.toml").write_text('near = "street"\n', encoding="utf-8")
    result = call("check", "--data", desk)
    assert result.exit_code == 1
    assert "playbooks/lift.toml:1: near is 'street': allowed are site, building, unit, home" in result.output
