"""`wuyebot import people`: all of a workbook or nothing, every error with its cell."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook

from desk.people import Person, Role
from storage.engine import open_engine
from storage.schema import reading
from storage.unit_of_work import UnitOfWork
from tests.fakes.terminal import call

PEOPLE = [
    ("姓名", "角色", "负责楼栋", "住址", "语言"),
    ("王强", "工程", None, None, None),
    ("周婷", "管家", "1-4栋", None, "繁體"),
    ("林芳", "客服负责人", None, None, None),
    ("陈建国", "业主", None, "3-2-501", None),
]
DUTY: list[tuple[Any, ...]] = [("日期", "值班人"), ("2099-12-01", "王强"), ("2099-12-02", "周婷")]


@pytest.fixture
def data(desk: Path) -> Path:
    return desk


def _book(file: Path, people: list[Any] | None = None, duty: list[Any] | None = None) -> Path:
    book = Workbook()
    book.active.title = "人员"
    for row in PEOPLE if people is None else people:
        book.active.append(row)
    roster = book.create_sheet("值班")
    for row in DUTY if duty is None else duty:
        roster.append(row)
    book.save(file)
    return file


def _import(data: Path, *words: str | Path) -> Result:
    return call("import", "people", *words, "--data", data)


def _people(data: Path) -> dict[str, Any]:
    engine = open_engine(f"sqlite:///{data / 'desk.db'}")
    with reading(engine) as uow:
        found = {one.name: one for one in uow.people.of(1)}
    engine.dispose()
    return found


def test_a_workbook_gives_people_a_roster_and_codes(data: Path) -> None:
    told = _import(data, _book(data / "people.xlsx"), "--json")
    assert told.exit_code == 0, told.output
    printed = json.loads(told.stdout)
    assert {name: printed[name] for name in ("new", "changed", "same", "days", "past")} == {
        "new": 4,
        "changed": 0,
        "same": 0,
        "days": 2,
        "past": 0,
    }
    assert [one["name"] for one in printed["codes"]] == ["王强", "周婷", "林芳", "陈建国"]
    people = _people(data)
    assert people["周婷"].area == frozenset("1234")
    assert people["周婷"].language == "zh_TW"
    assert people["陈建国"].home == "3-2-501"


def test_who_is_new_stands_there_with_a_role_as_the_sheet_says_it(data: Path) -> None:
    told = _import(data, _book(data / "people.xlsx"))
    assert "王强 (工程)" in told.stdout
    assert "周婷 (客户主任)" in told.stdout


def test_a_row_with_an_unreadable_home_is_no_double_of_another(data: Path) -> None:
    homes = (("王五", "业主", None, "三栋"), ("王五", "业主", None, "四栋"))
    refused = _import(data, _book(data / "people.xlsx", [PEOPLE[0], *homes], []))
    assert [line.partition(":")[0] for line in refused.stderr.splitlines()[:-1]] == ["人员!D2", "人员!D3"]


def test_importing_again_updates_and_gives_no_second_code(data: Path) -> None:
    _import(data, _book(data / "people.xlsx"))
    changed = [*PEOPLE[:2], ("周婷", "管家", "1-6栋", None, None), *PEOPLE[3:]]
    told = _import(data, _book(data / "again.xlsx", changed, []), "--json")
    printed = json.loads(told.stdout)
    assert (printed["new"], printed["changed"], printed["same"], printed["codes"]) == (0, 1, 3, [])
    assert _people(data)["周婷"].area == frozenset("123456")
    assert _people(data)["周婷"].language == "zh_TW", "what is left empty stays"


def test_a_sheet_without_a_column_of_areas_leaves_everybody_theirs(data: Path) -> None:
    _import(data, _book(data / "people.xlsx"))
    accounts = [("姓名", "角色", "企业微信账号"), ("周婷", "管家", "zhouting")]
    assert _import(data, _book(data / "accounts.xlsx", accounts, [])).exit_code == 0
    assert _people(data)["周婷"].area == frozenset("1234")


def test_S0_02_one_home_written_two_ways_is_one_home(data: Path) -> None:
    homes = [
        PEOPLE[0],
        ("陈建国", "业主", None, "3-a-501", None),
        ("李秀英", "业主", None, "03-0A-0501", None),
    ]
    _import(data, _book(data / "people.xlsx", homes, []))
    again = [PEOPLE[0], ("陈建国", "业主", None, "03-A-501", None)]
    printed = json.loads(_import(data, _book(data / "again.xlsx", again, []), "--json").stdout)
    assert (printed["new"], printed["same"]) == (0, 1)
    people = _people(data)
    assert people["陈建国"].home == "3-A-501"
    assert people["李秀英"].household == people["陈建国"].household


def test_a_resident_of_the_same_name_gets_no_rights_of_the_staff(data: Path) -> None:
    engine = open_engine(f"sqlite:///{data / 'desk.db'}")
    with engine.begin() as connection:
        people = UnitOfWork(connection).people
        namesake = people.add(Person(id=0, site=1, name="林芳", role=Role.RESIDENT))
        people.reach(namesake.id, "telegram", "777")
    for _ in range(2):
        told = _import(data, _book(data / "people.xlsx"), "--json")
        assert told.exit_code == 0, told.output
    with reading(engine) as uow:
        called = [one for one in uow.people.of(1) if one.name == "林芳"]
        account = uow.people.at("telegram", "777")
    engine.dispose()
    assert sorted(one.role for one in called) == [Role.CS_LEAD, Role.RESIDENT]
    assert [one.role for one in account] == [Role.RESIDENT]


def test_every_error_is_told_with_its_cell_and_nothing_is_imported(data: Path) -> None:
    people = [
        PEOPLE[0],
        ("王强", "工程师傅", "东边", None, None),
        ("陈建国", "业主", None, "三栋", "法语"),
        (None, "前台", None, None, None),
        ("林芳", "前台", None, None, None),
        ("林芳", "前台", None, None, None),
    ]
    duty = [DUTY[0], ("下雨那天", "王强"), ("2099-12-02", None), ("2099-12-02", "林芳")]
    refused = _import(data, _book(data / "people.xlsx", people, duty))
    assert refused.exit_code == 1
    places = [line.partition(":")[0] for line in refused.stderr.splitlines()]
    assert places[:-1] == [
        "人员!B2",
        "人员!C2",
        "人员!D3",
        "人员!E3",
        "人员!A4",
        "人员!A6",
        "值班!A2",
        "值班!B3",
        "值班!A4",
    ]
    assert "nothing was imported" in refused.stderr
    assert "工程" in refused.stderr.splitlines()[0]
    assert _people(data) == {}


def test_a_home_that_excel_has_made_a_date_of_is_asked_for_as_text(data: Path) -> None:
    people = [PEOPLE[0], ("陈建国", "业主", None, datetime(2003, 2, 1), None)]  # noqa: DTZ001  # as in a cell
    refused = _import(data, _book(data / "people.xlsx", people, []))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("人员!D2: ")
    assert _people(data) == {}


def test_errors_that_only_the_database_shows_are_told_with_the_others(data: Path) -> None:
    head = ("姓名", "角色", "企业微信账号")
    known = [head, ("王强", "工程", "wq"), ("周婷", "管家", "zt")]
    assert _import(data, _book(data / "people.xlsx", known, [])).exit_code == 0
    people = [head, ("李四", "工程", "wq"), ("赵六", "工程", "zt"), ("孙七", "工程师傅", None)]
    duty = [DUTY[0], ("下雨那天", "王强"), ("2099-12-02", "没有"), ("2099-12-03", "孙七")]
    refused = _import(data, _book(data / "wrong.xlsx", people, duty))
    places = [line.partition(":")[0] for line in refused.stderr.splitlines()[:-1]]
    assert sorted(places) == ["人员!B4", "人员!C2", "人员!C3", "值班!A2", "值班!B3"]


def test_a_day_may_be_the_number_that_excel_keeps_or_have_a_midnight(data: Path) -> None:
    duty = [DUTY[0], (73_020, "王强"), ("2099-12-02 00:00:00", "周婷")]
    told = _import(data, _book(data / "people.xlsx", None, duty), "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["days"] == 2
    again = [DUTY[0], ("2099-12-01", "周婷"), (73_020, "王强")]
    assert "值班!A3" in _import(data, _book(data / "again.xlsx", [], again)).stderr, "the same day twice"


def test_a_duty_officer_whom_nobody_knows_undoes_the_people_too(data: Path) -> None:
    refused = _import(data, _book(data / "people.xlsx", None, [DUTY[0], ("2099-12-01", "王小强")]))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("值班!B2: there is no member of staff 王小强")
    assert _people(data) == {}


def test_what_is_no_workbook_is_refused(data: Path) -> None:
    (data / "people.xlsx").write_text("姓名,角色")
    assert "no XLSX workbook" in _import(data, data / "people.xlsx").stderr
    assert _import(data, data / "none.xlsx").exit_code == 1
    assert _import(data).exit_code == 2
    refused = _import(data, _book(data / "headless.xlsx", [("名", "职")], []))
    assert "人员!1: the first row has no column 姓名" in refused.stderr


def test_the_template_is_read_back_as_it_stands(data: Path) -> None:
    file = data / "template.xlsx"
    assert _import(data, "--template", file).exit_code == 0
    book = load_workbook(file)
    assert [cell.value for cell in book["人员"][1]] == [*PEOPLE[0], "企业微信账号"]
    days = book["值班"].max_row - 1
    assert 28 <= days <= 31
    for row in range(2, days + 2):
        book["值班"].cell(row, 2, "王强")
    book["人员"].append(["王强", "工程"])
    book.save(file)
    assert f"{days} days set" in _import(data, file).stdout


ACCOUNTS = [(*PEOPLE[0], "企业微信账号"), ("王强", "工程", None, None, None, "wangqiang")]


def test_a_members_account_needs_no_code(data: Path) -> None:
    told = _import(data, _book(data / "people.xlsx", ACCOUNTS, []), "--json")
    assert json.loads(told.stdout)["codes"] == []
    again = [*ACCOUNTS, ("王小强", "工程", None, None, None, None)]
    assert _import(data, _book(data / "again.xlsx", again, [])).exit_code == 0
    engine = open_engine(f"sqlite:///{data / 'desk.db'}")
    with reading(engine) as uow:
        (person,) = uow.people.at("wecom", "wangqiang")
        assert (person.name, uow.people.addresses(person.id)[0].state) == ("王强", "ok")
    engine.dispose()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("王小强", "工程", None, None, None, "wangqiang"), "wangqiang"),
        (("王小强", "工程", None, None, None, "王 小 强"), "王 小 强"),
        (("陈建国", "业主", None, "3-2-501", None, "chen"), "chen"),
    ],
)
def test_an_account_that_cannot_be_is_told_with_its_cell(data: Path, row: Any, said: str) -> None:
    assert _import(data, _book(data / "people.xlsx", ACCOUNTS, [])).exit_code == 0
    told = _import(data, _book(data / "more.xlsx", [ACCOUNTS[0], row], []))
    assert told.exit_code == 1
    assert said in told.output
    assert "F2" in told.output
    twice = _import(data, _book(data / "twice.xlsx", [*ACCOUNTS, row], []))
    assert twice.exit_code == 1


def test_a_sheet_as_people_keep_it_is_understood(data: Path) -> None:
    """A title above the headings, blank rows, names spread out, homes in words, merged cells, telephones."""
    book = Workbook()
    sheet = book.active
    sheet.title = "人员"
    for row in [
        ("阳光花园人员登记表",),
        ("姓 名", "角色　", "负责楼栋", "住 址", "电话"),
        ("周　婷 ", "管家", "1-4栋", None, 13812345678.0),
        ("徐磊", "维修工", None, None, None),
        (),
        (" 陈 建国", "业主", None, "３栋２单元５０１室", None),
        ("Ann Lee", "业主", None, "A座1203", None),
    ]:
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("C3:C4")
    roster = book.create_sheet("值班")
    for row in [("日期", "值班人"), ("2099-12-01（星期二）", "周 婷"), ("20991202", "徐磊")]:
        roster.append(row)
    book.save(data / "people.xlsx")
    told = _import(data, data / "people.xlsx", "--json")
    assert told.exit_code == 0, told.output
    found = _people(data)
    assert {name: one.role for name, one in found.items() if one.is_staff} == {
        "周婷": Role.CUSTOMER_OFFICER,
        "徐磊": Role.ENGINEER,
    }
    assert found["徐磊"].area == {"1", "2", "3", "4"}, "what is merged holds for each of its rows"
    homes = {name: (one.building, one.unit, one.room) for name, one in found.items() if one.building}
    assert homes == {"陈建国": ("3", "2", "501"), "Ann Lee": ("A", None, "1203")}
    printed = json.loads(told.stdout)
    assert (printed["days"], printed["unused"]) == (2, ["电话"])


def test_a_single_sheet_is_known_by_its_headings(data: Path) -> None:
    """A CSV opened and saved as a workbook is named after its file."""
    book = Workbook()
    book.active.title = "住户2026"
    for row in PEOPLE:
        book.active.append(row)
    book.save(data / "people.xlsx")
    assert _import(data, data / "people.xlsx").exit_code == 0
    assert len(_people(data)) == len(PEOPLE) - 1
