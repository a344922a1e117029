"""`wuyebot import prices` and `wuyebot export finance`: exact, all or nothing, nobody's formula runs."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook

from desk.money import Currency
from desk.people import Person, Role
from desk.quotes import Line, Quote, QuoteState
from desk.ticket import Status, Ticket
from storage.engine import open_engine
from storage.schema import reading
from storage.unit_of_work import UnitOfWork
from tests.fakes.terminal import call

HEAD = ("项目", "单位", "单价", "说明")
GOOD = [HEAD, ("换锁芯", "把", 80, None), ("修水管", "米", 12.35, "不含材料"), ("检查线路", "次", 0, None)]
SIGNED = datetime.fromisoformat("2026-10-31T23:30:00+08:00")


NOW = ("--now", "2026-11-21T12:00")


def _book(file: Path, rows: list[Any], title: str = "价目") -> Path:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def _import(desk: Path, *words: str | Path) -> Result:
    return call("import", "prices", *words, "--data", desk)


def _prices(desk: Path) -> dict[str, tuple[int, str]]:
    engine = open_engine(f"sqlite:///{desk / 'desk.db'}")
    with reading(engine) as uow:
        found = {one.item: (one.amount.minor, one.unit) for one in uow.prices.of(1)}
    engine.dispose()
    return found


def test_S2_35_a_price_list_is_imported_exactly(desk: Path) -> None:
    told = _import(desk, _book(desk / "prices.xlsx", GOOD), "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == {"new": 3, "gone": 0, "same": 0}
    assert _prices(desk) == {"换锁芯": (8000, "把"), "修水管": (1235, "米"), "检查线路": (0, "次")}


def test_the_next_list_holds_alone_and_what_is_unchanged_stays(desk: Path) -> None:
    _import(desk, _book(desk / "a.xlsx", GOOD))
    again = [HEAD, ("换锁芯", "把", "85.5元", None), ("检查线路", "次", "免费", None)]
    told = _import(desk, _book(desk / "b.xlsx", again), "--json")
    assert json.loads(told.stdout) == {"new": 1, "gone": 1, "same": 1}
    assert _prices(desk) == {"换锁芯": (8550, "把"), "检查线路": (0, "次")}


def test_every_error_is_told_at_once_with_its_cell_and_nothing_is_kept(desk: Path) -> None:
    _import(desk, _book(desk / "good.xlsx", GOOD))
    wrong = [
        HEAD,
        ("换锁芯", "把", 80, None),
        ("换 锁芯", "把", 90, None),
        ("修水管", "米", -1, None),
        ("换灯", "个", 10_000_000, None),
        ("换门", "扇", "八十", None),
        ("换窗", "光年", 5, None),
        ("换玻璃", "块", 1.005, None),
        (None, "次", 5, None),
        ("粉刷", "次", date(2026, 3, 5), None),
        ("公式", "次", "NaN", None),
    ]
    told = _import(desk, _book(desk / "wrong.xlsx", wrong))
    assert told.exit_code == 1
    for place in ("A3", "C4", "C5", "C6", "B7", "C8", "A9", "C10", "C11"):
        assert f"价目!{place}" in told.stderr, place
    assert "in row 2 already" in told.stderr
    assert _prices(desk) == {"换锁芯": (8000, "把"), "修水管": (1235, "米"), "检查线路": (0, "次")}


@pytest.mark.parametrize("rows", [[HEAD], [], [("项目", "单价")]])
def test_a_list_without_items_or_columns_empties_nothing(desk: Path, rows: list[Any]) -> None:
    _import(desk, _book(desk / "good.xlsx", GOOD))
    assert _import(desk, _book(desk / "empty.xlsx", rows)).exit_code == 1
    assert len(_prices(desk)) == 3


def test_a_file_that_is_no_price_list_is_refused_in_words(desk: Path) -> None:
    (desk / "letter.xlsx").write_bytes(b"dear all")
    assert "XLSX" in _import(desk, desk / "letter.xlsx").stderr
    assert "价目" in _import(desk, _book(desk / "people.xlsx", GOOD, "人员")).stderr


def test_the_template_can_be_filled_in_and_imported(desk: Path) -> None:
    assert _import(desk, "--template", desk / "empty.xlsx").exit_code == 0
    book = load_workbook(desk / "empty.xlsx")
    book["价目"].append(("换锁芯", "把", 80))
    book.save(desk / "filled.xlsx")
    assert _import(desk, desk / "filled.xlsx").exit_code == 0
    assert _prices(desk) == {"换锁芯": (8000, "把")}


def _paid(uow: UnitOfWork) -> None:
    """A signed quote whose words look like formulas, one that is only agreed to, one refused."""
    fitter = uow.people.add(Person(id=0, site=1, name="=HYPERLINK(1)", role=Role.ENGINEER))
    payer = uow.people.add(Person(id=0, site=1, name="陈建国", role=Role.RESIDENT, building="3", room="501"))
    for state, signed in ((QuoteState.SIGNED, SIGNED), (QuoteState.AGREED, None), (QuoteState.REFUSED, None)):
        ticket = uow.tickets.create(
            Ticket(
                id=0,
                number=0,
                site=1,
                status=Status.CONFIRMED,
                text="门锁坏了",
                opened_at=SIGNED,
                reporter=payer.id,
                reporters=(payer.id,),
            )
        )
        lines = (
            Line(item='=CMD|"/c calc"!A1', unit="把", price=8050, quantity=Decimal("1.5"), listed=1),
            Line(item="@SUM(1)", unit="次", price=1, quantity=Decimal(1)),
        )
        uow.quotes.add(
            Quote(
                id=0,
                ticket=ticket.id,
                version=1,
                state=state,
                currency=Currency.CNY,
                lines=lines,
                made_by=fitter.id,
                made_at=SIGNED,
                decided_by=payer.id,
                decided_at=SIGNED,
                reason="+1" if state is QuoteState.REFUSED else None,
                signed_by=payer.id if signed else None,
                signed_at=signed,
            )
        )


def _filled(desk: Path) -> None:
    engine = open_engine(f"sqlite:///{desk / 'desk.db'}")
    with engine.begin() as connection:
        _paid(UnitOfWork(connection))
    engine.dispose()


def test_S2_53_finance_gets_exact_numbers_and_texts_that_are_only_texts(desk: Path) -> None:
    """S2-53, S2-95: what was signed for in the month, to the minor unit; nobody's formula runs."""
    _import(desk, _book(desk / "prices.xlsx", GOOD))
    _filled(desk)
    told = call("export", "finance", "2026-10", desk / "out.xlsx", "--data", desk, *NOW, "--json")
    assert told.exit_code == 0, told.output
    out = str((desk / "out.xlsx").resolve())
    assert json.loads(told.stdout) == {"rows": 3, "owed": "120.76", "currency": "CNY", "file": out}
    sheet = load_workbook(desk / "out.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    titles = [cell.value for cell in sheet[1]]
    first = dict(zip(titles, sheet[2], strict=True))
    assert first["Quoted by"].value == "=HYPERLINK(1)"
    assert first["Quoted by"].data_type == "s"
    assert first["Items"].value.startswith("=CMD")
    assert first["To be billed"].value == 120.76
    assert first["To be billed"].number_format == '"¥"#,##0.00'
    others = [dict(zip(titles, sheet[row], strict=True))["To be billed"].value for row in (3, 4)]
    assert others == [None, None]
    assert dict(zip(titles, sheet[5], strict=True))["To be billed"].value == 120.76


def test_what_finance_gets_is_printed_across_one_page_with_its_heading_on_each(desk: Path) -> None:
    _import(desk, _book(desk / "prices.xlsx", GOOD))
    _filled(desk)
    told = call("export", "finance", "2026-10", desk / "out.xlsx", "--data", desk, *NOW)
    assert told.exit_code == 0, told.output
    sheet = load_workbook(desk / "out.xlsx").active
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")
    assert "2026-10" in sheet.oddHeader.center.text


def test_a_quote_is_billed_in_the_month_of_its_signature_alone(desk: Path) -> None:
    _import(desk, _book(desk / "prices.xlsx", GOOD))
    _filled(desk)
    told = call("export", "finance", "2026-11", "--data", desk, *NOW, "--json")
    made = json.loads(told.stdout)
    assert (made["rows"], made["owed"], made["currency"]) == (0, "0.00", "CNY")


def test_what_finance_gets_goes_among_the_exports_over_nothing_and_for_nobody_else_to_read(
    desk: Path,
) -> None:
    _import(desk, _book(desk / "prices.xlsx", GOOD))
    _filled(desk)
    told = call("export", "finance", "2026-10", "--data", desk, *NOW, "--json")
    assert told.exit_code == 0, told.output
    made = Path(json.loads(told.stdout)["file"])
    assert made.parent == (desk / "exports").resolve()
    assert made.name.endswith("-2026-10-finance.xlsx")
    assert (made.stat().st_mode & 0o077, made.parent.stat().st_mode & 0o077) == (0, 0)
    before = made.read_bytes()
    again = call("export", "finance", "2026-10", "--data", desk, *NOW)
    assert (again.exit_code, made.name in again.output) == (1, True)
    assert made.read_bytes() == before
    nowhere = call("export", "finance", "2026-10", desk / "no" / "x.xlsx", "--data", desk, *NOW)
    assert (nowhere.exit_code, "Traceback" in nowhere.output) == (1, False)
    assert [one.name for one in made.parent.iterdir()] == [made.name]


def test_a_month_that_has_not_come_has_nothing_to_bill(desk: Path) -> None:
    told = call("export", "finance", "2026-12", "--data", desk, *NOW)
    assert (told.exit_code, "2026-12" in told.output, (desk / "exports").exists()) == (1, True, False)


@pytest.mark.parametrize("month", ["2026", "2026-13", "10", "x", "2026-00"])
def test_a_month_is_written_as_year_and_month(desk: Path, month: str) -> None:
    assert call("export", "finance", month, desk / "out.xlsx", "--data", desk, *NOW).exit_code == 2
