"""The book: presets with their bases, every error of every file at once, versions that stay."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.book import PRESETS, keep_standards, load_book, load_presets
from desk.clocks import ClockKind
from desk.people import Role, Site
from desk.reading import Class
from desk.standard_text import StandardError
from storage.writer import Writer
from tests.desk.examples import ticket


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PRESETS, tmp_path / "standards")
    return tmp_path / "standards"


def test_errors_of_all_files_are_told_at_once_with_file_and_line(folder: Path) -> None:
    for name, wrong in (("s2", 'urgency = "repare"'), ("s3", 'where = "here"')):
        file = folder / f"{name}.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("[[limit]]", f"[[limit]]\n{wrong}", 1))
    (folder / "s8.toml").write_text('base = "s9"\n')
    with pytest.raises(StandardError) as raised:
        load_presets(folder)
    told = str(raised.value)
    for parts in ("s2.toml:12: ", "urgent, soon, normal", "s3.toml:12: ", "home, public", "s8.toml:1: base"):
        assert parts in told, told


def test_S2_62_a_changed_file_is_another_version_and_the_old_one_stays(
    folder: Path, sqlite_url: str, opened: Callable[[str], Engine]
) -> None:
    """S2-62: open tickets keep the numbers that they were opened under."""
    old = load_presets(folder)["s0"]
    engine = opened(sqlite_url)
    file = folder / "s0.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('clock = "dispatch"\namount = 30', 'clock = "dispatch"\namount = 5'))
    new = load_presets(folder)["s0"]
    assert new.version != old.version
    book = load_book()
    book.standards.clear()
    book.standards[new.version] = new.standard
    with closing(Writer(engine)) as writer:
        writer.submit(lambda uow: uow.standards.keep(old.version, old.data)).result()
        writer.submit(lambda uow: keep_standards(uow, book)).result()
    amounts = [
        limit.amount
        for version in (old.version, new.version)
        if (limit := book.standard(version).limit(ClockKind.DISPATCH, ticket()))
    ]
    assert amounts == [30, 5]


def test_a_comment_or_another_order_is_no_other_version(folder: Path) -> None:
    before = load_presets(folder)["s2"].version
    file = folder / "s2.toml"
    file.write_text("# another word\n" + file.read_text(encoding="utf-8"))
    assert load_presets(folder)["s2"].version == before


def test_a_standard_of_ones_own_stands_in_the_data_directory(tmp_path: Path) -> None:
    """What it does not say comes from its base; its errors name file, line and what is allowed."""
    own = tmp_path / "standards"
    own.mkdir()
    file = own / "ours.toml"
    file.write_text(
        'base = "s0"\n[class.1]\nreviewer = "centre_manager"\nclause = "S0-19"\n'
        '[hours]\nopen = ["09:00-12:00", "14:00-18:00"]\nclause = "S4-22"\n'
        '[titles]\ncs_lead = ["物业部主任"]\n'
    )
    ours = load_presets(own=tmp_path)["ours"].standard
    s0 = load_presets()["s0"].standard
    assert ours.offices[Class.ONE] == replace(
        s0.offices[Class.ONE], reviewer=Role.CENTRE_MANAGER, clause="S0-19"
    )
    assert ours.limits == s0.limits
    book = load_book(data=tmp_path)
    site = Site(id=1, name="阳光花园", standard="ours")
    assert book.calendar(site).blocks == ((time(9), time(12)), (time(14), time(18)))
    file.write_text('base = "s0"\n[class.1]\nreviewer = "boss"\nclause = "S0-19"\n')
    with pytest.raises(StandardError, match=r"^ours.toml:3: class.1: reviewer is 'boss': allowed are nobody"):
        load_presets(own=tmp_path)
    file.write_text("base =")
    with pytest.raises(StandardError, match=r"^ours.toml: "):
        load_presets(own=tmp_path)


def test_a_version_from_before_standards_said_who_does_what_is_still_read(
    sqlite_url: str, opened: Callable[[str], Engine]
) -> None:
    """S2-62: what a desk of an older version kept goes on holding."""
    engine = opened(sqlite_url)
    data = {name: part for name, part in load_presets()["s0"].data.items() if name != "class"}
    book = load_book()
    with closing(Writer(engine)) as writer:
        writer.submit(lambda uow: uow.standards.keep("s0@00000000", data)).result()
        writer.submit(lambda uow: keep_standards(uow, book)).result()
    assert book.standard("s0@00000000").offices == load_presets()["s0"].standard.offices
