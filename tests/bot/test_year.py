"""The made-up year: by the desk's rules, the same each time; and its figures counted again by SQL alone."""

import json
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.archiving.page import Page
from bot.archiving.sheets import REGISTER
from bot.archiving.voice import voice_of
from bot.book import load_book
from bot.monthly import drawn, names_in, written
from bot.texts.render import LANGUAGES, Texts
from bot.year import play
from bot.year.made import made
from desk.chain import Whole
from desk.clocks import ClockKind
from desk.figures.asking import Query
from desk.figures.bounds import Bound, Unit
from desk.figures.floors import Floors
from desk.figures.marks import Mark
from desk.figures.moments import WEEKEND, Moments
from desk.figures.month import Month
from desk.figures.period import Period
from desk.figures.terms import By, Measure
from desk.kind import Kind
from desk.notices import Notice
from desk.people import Site
from desk.ticket import Status
from handlers.figures import month_of, replied
from storage import schema
from storage.engine import open_engine

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
OCTOBER = Period(2026, 10)
SPAN = ("2026-09-30 16:00:00.000000", "2026-10-31 16:00:00.000000")  # October in Shanghai, as UTC
TEXTS = Texts.load()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three made-up months, fewer reports a day than the demo has."""
    patch = pytest.MonkeyPatch()
    patch.setattr(play, "MONTHS", 2)
    patch.setattr(play, "A_DAY", 4)
    file = tmp_path_factory.mktemp("year") / "desk.db"
    told: list[tuple[int, int]] = []
    assert made(f"sqlite:///{file}", NOW, lambda done, all_: told.append((done, all_))) > 100
    assert told[-1][0] <= told[-1][1]
    patch.undo()
    return file


@pytest.fixture(scope="module")
def october(year: Path) -> tuple[Month, Site, dict[int, str]]:
    engine = open_engine(f"sqlite:///{year}")
    with schema.reading(engine) as uow:
        (site,) = uow.sites.all()
        month = month_of(uow, site, OCTOBER, NOW)
        found = month, site, names_in(uow, month)
    engine.dispose()
    return found


def sql(file: Path, statement: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(file) as connection:
        return connection.execute(statement, {"first": SPAN[0], "last": SPAN[1]}).fetchall()


_OF_MONTH = (
    "FROM ticket t WHERE t.opened_at >= :first AND t.opened_at < :last "
    "AND t.status NOT IN ('proposed', 'dismissed', 'merged')"
)
_NOW = "'2026-11-21 02:00:00.000000'"


@pytest.mark.parametrize("kind", ["respond", "dispatch", "first_contact", "resolve", "revisit"])
def test_S2_64_rates_are_the_same_when_counted_again_in_sql(
    year: Path, october: tuple[Month, Site, dict[int, str]], kind: str
) -> None:
    """S2-64, S0-40: numerator, denominator and the late ones, by an independent recomputation."""
    late = (
        f"SELECT t.number {_OF_MONTH} AND EXISTS (SELECT 1 FROM clock c WHERE c.ticket_id = t.id "  # noqa: S608  # of this test
        f"AND c.kind = '{kind}' AND c.cancelled_at IS NULL "
        f"AND coalesce(c.met_at, c.paused_at, {_NOW}) > c.due_at) ORDER BY 1"
    )
    owed = (
        f"SELECT count(*) {_OF_MONTH} AND EXISTS (SELECT 1 FROM clock c WHERE c.ticket_id = t.id "  # noqa: S608  # of this test
        f"AND c.kind = '{kind}' AND c.cancelled_at IS NULL)"
    )
    rate = october[0].rates[ClockKind(kind)]
    assert [row[0] for row in sql(year, late)] == sorted(rate.late)
    assert sql(year, owed) == [(rate.of + rate.pending,)]


def test_counts_and_stars_are_the_same_when_counted_again_in_sql(
    year: Path, october: tuple[Month, Site, dict[int, str]]
) -> None:
    month = october[0]
    assert sql(year, f"SELECT count(*), sum(round > 1) {_OF_MONTH}") == [(month.total, month.second)]
    stars = sql(year, f"SELECT count(attitude), sum(attitude), count(outcome), sum(outcome) {_OF_MONTH}")
    rated = (month.attitude.given, month.attitude.stars, month.outcome.given, month.outcome.stars)
    assert stars == [rated]
    for dimension, column in (
        ("topic", "coalesce(topic, '其他')"),
        ("building", "building"),
        ("class", "class"),
    ):
        lines = sql(year, f"SELECT {column}, count(*) {_OF_MONTH} AND {column} IS NOT NULL GROUP BY 1")
        assert {str(key): n for key, n in lines} == {one.key: one.count for one in month.by[dimension]}
    for station, count in month.funnel[1:]:
        came = f"EXISTS (SELECT 1 FROM entry e WHERE e.ticket_id = t.id AND e.kind = '{station}')"  # noqa: S608  # of this test
        assert sql(year, f"SELECT count(*) {_OF_MONTH} AND {came}") == [(count,)]


def replying(file: Path, query: Query) -> Notice:
    """The answer to a question."""
    engine = open_engine(f"sqlite:///{file}")
    with schema.reading(engine) as uow:
        site = uow.sites.all()[0]
        found = replied(uow, site, query, NOW, calendar=load_book().calendar(site))
    engine.dispose()
    return found


def answered(file: Path, query: Query) -> Notice:
    """The number that answers a question."""
    figure = replying(file, query).facts["figure"]
    assert isinstance(figure, Notice)
    return figure


_WORKDAY = (
    "((strftime('%w', {at}) BETWEEN '1' AND '5' AND date({at}) NOT BETWEEN '2026-10-01' AND '2026-10-07') "
    "OR date({at}) = '2026-10-10')"
)  # of October 2026, by the State Council's holidays


@pytest.mark.parametrize(
    ("asked_for", "counted"),
    [
        ({"when": Moments(hours=(22, 6))}, "(time({at}) >= '22' OR time({at}) < '06')"),
        ({"when": Moments(weekdays=WEEKEND)}, "strftime('%w', {at}) IN ('0', '6')"),
        ({"building": "3", "unit": "2"}, "building = '3' AND unit = '2'"),
        ({"floors": Floors(10, None)}, "CAST(floor AS INTEGER) >= 10"),
        (
            {"floors": Floors(5, 8), "kind": Kind.REPAIR},
            "CAST(floor AS INTEGER) BETWEEN 5 AND 8 AND kind = 'repair'",
        ),
        ({"when": Moments(weekdays=(0, 6))}, "strftime('%w', {at}) IN ('0', '1')"),
        ({"when": Moments(workday=False)}, f"NOT {_WORKDAY}"),
        ({"when": Moments(open=True)}, f"{_WORKDAY} AND time({{at}}) >= '08:30' AND time({{at}}) < '17:30'"),
        (
            {"when": Moments(open=False), "topic": "渗漏"},
            f"NOT ({_WORKDAY} AND time({{at}}) >= '08:30' AND time({{at}}) < '17:30') AND topic = '渗漏'",
        ),
        ({"measure": Measure.UNHAPPY}, "outcome <= 3"),
        ({"measure": Measure.WAITING}, "status = 'waiting'"),
        ({"source": "private"}, "source = 'private'"),
        ({"without": (Mark("topic", "停车"), Mark("topic", "照明"))}, "topic NOT IN ('停车', '照明')"),
        ({"without": (Mark("measure", "second"),), "kind": Kind.REPAIR}, "round = 1 AND kind = 'repair'"),
        (
            {"only": (Mark("measure", "unhappy"),), "without": (Mark("class", "3"),)},
            'outcome <= 3 AND "class" <> 3',
        ),
    ],
)
def test_questions_are_the_same_when_counted_again_in_sql(
    year: Path, asked_for: dict[str, Any], counted: str
) -> None:
    """Hours, days, floors, units, ratings and what stands still, of October."""
    october: dict[str, Any] = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
    facts = answered(year, Query(**{"measure": Measure.COUNT, **october, **asked_for})).facts
    where = counted.format(at="datetime(opened_at, '+8 hours')")
    found = sql(year, f"SELECT count(*) {_OF_MONTH} AND {where}")
    assert found == [(int(str(facts.get("count") or facts["top"])),)]


def test_S4_30_a_home_is_counted_without_what_nobody_may_know_it_reported(year: Path) -> None:
    """S4-30: anonymous matters and those about a person have no door in the figures."""
    october: dict[str, Any] = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
    known = "NOT anonymous AND coalesce(topic, '') <> '服务态度' AND accused = '[]'"
    homes = sql(
        year,
        f"SELECT building, unit, door, count(*) {_OF_MONTH} AND door <> '' AND {known} "
        "GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 5",
    )
    assert homes
    for building, unit, room, count in homes:
        where: dict[str, Any] = {"building": building, "unit": unit, "room": room}
        facts = answered(year, Query(measure=Measure.COUNT, **october, **where)).facts
        assert facts["count"] == str(count)


def test_S0_32_a_mean_is_the_same_when_counted_again_in_sql_waiting_apart(year: Path) -> None:
    """S0-32: from the report to the last end; of what was never suspended beside it."""
    facts = answered(
        year, Query(measure=Measure.MEND, first=date(2026, 10, 1), last=date(2026, 10, 31))
    ).facts
    took = (
        "SELECT max(c.met_at) FROM clock c WHERE c.ticket_id = t.id AND c.kind = 'resolve' "
        "AND c.cancelled_at IS NULL HAVING count(*) = count(c.met_at)"
    )
    minutes = f"(julianday(({took})) - julianday(t.opened_at)) * 1440"
    means = f"SELECT round(avg(round({minutes}))), count(({took})) {_OF_MONTH}"  # of this test
    waited = "EXISTS (SELECT 1 FROM entry e WHERE e.ticket_id = t.id AND e.kind = 'waiting')"
    assert sql(year, means) == [(facts["mean"], int(str(facts["of"])))]
    assert sql(year, f"{means} AND {waited}")[0][1] == facts["waited"]
    assert sql(year, f"{means} AND NOT {waited}")[0][0] == facts["at_once"]


def test_how_long_accepting_took_is_the_same_when_counted_again_in_sql(year: Path) -> None:
    """From being asked the last time; who still has to accept is in neither."""
    facts = answered(
        year, Query(measure=Measure.TAKE, first=date(2026, 10, 1), last=date(2026, 10, 31))
    ).facts
    last = (
        "SELECT (julianday(c.met_at) - julianday(c.started_at)) * 1440 FROM clock c WHERE c.ticket_id = t.id "
        "AND c.kind = 'accept' AND c.cancelled_at IS NULL ORDER BY c.met_at DESC LIMIT 1"
    )
    open_ = (
        "EXISTS (SELECT 1 FROM clock c WHERE c.ticket_id = t.id AND c.kind = 'accept' "
        "AND c.cancelled_at IS NULL AND c.met_at IS NULL)"
    )
    means = f"SELECT round(avg(max(1, round(({last}))))), count(({last})) {_OF_MONTH} AND NOT {open_}"
    assert sql(year, means) == [(facts["mean"], int(str(facts["of"])))]


@pytest.mark.parametrize(("sign", "operator"), [("o", ">"), ("l", ">="), ("u", "<"), ("m", "<=")])
def test_lines_held_against_a_bound_are_the_same_in_sql(year: Path, sign: str, operator: str) -> None:
    """The buildings of which it is so, by their number and by their share in time."""
    october: dict[str, Any] = {"first": date(2026, 10, 1), "last": date(2026, 10, 31), "by": By.BUILDING}
    ((most,),) = sql(year, f"SELECT count(*) {_OF_MONTH} AND building = '3'")
    bound = Bound(sign, int(str(most)) * 10, Unit.TICKETS)
    held = replying(year, Query(measure=Measure.COUNT, bound=bound, **october)).facts["bounded"]
    grouped = f"SELECT count(*) AS n {_OF_MONTH} AND building IS NOT NULL GROUP BY building"
    assert isinstance(held, Notice)
    assert sql(year, f"SELECT sum(n {operator} {most}), count(*) FROM ({grouped})") == [  # noqa: S608  # of this test
        (int(str(held.facts["count"])), int(str(held.facts["of"])))
    ]


def test_S0_42_S0_45_each_month_has_its_actions_and_its_spot_checks(year: Path) -> None:
    """S0-42, S0-45: proposed for its causes and judged by the month after; three drawn by their seed."""
    drawn = "SELECT month, count(*) FROM spot_check WHERE checked_at IS NOT NULL GROUP BY 1"
    assert sql(year, drawn) == [("2026-09", 3), ("2026-10", 3)]
    proposed = "SELECT count(*) > 2, sum(state = 'proposed') FROM remedy WHERE month = '2026-10'"
    assert sql(year, proposed) == [(1, 0)]
    assert sql(year, "SELECT count(*) > 0 FROM remedy WHERE seen_month = '2026-10'") == [(1,)]


def test_promises_kept_can_be_counted_again_from_the_journal_alone(year: Path) -> None:
    """The figures can be recomputed from the journal: each entry names what it kept, and when it was due."""
    told = set()
    for ticket, at, facts in sql(year, "SELECT ticket_id, at, facts FROM entry"):
        for kept in json.loads(str(facts)).get("kept", ()):
            kind, due = kept.split(" ", 1)
            moment = datetime.fromisoformat(due).strftime("%Y-%m-%d %H:%M:%S.%f")
            told.add((ticket, kind, moment, at))
    rows = sql(year, "SELECT ticket_id, kind, due_at, met_at FROM clock WHERE met_at IS NOT NULL")
    assert told == set(rows)
    assert told


def test_the_made_up_journal_is_whole_and_in_the_order_of_time(year: Path) -> None:
    engine = open_engine(f"sqlite:///{year}")
    with schema.reading(engine) as uow:
        found = uow.chain.verify(1)
    engine.dispose()
    assert isinstance(found, Whole)
    assert sql(year, "SELECT count(*) FROM entry") == [(found.length,)]


def test_S0_41_the_archives_register_says_late_of_those_whom_the_figures_name(
    year: Path, october: tuple[Month, Site, dict[int, str]]
) -> None:
    """S0-41: the archive and the card have one definition."""
    month, site, _ = october
    zone = ZoneInfo(site.timezone)
    engine = open_engine(f"sqlite:///{year}")
    with schema.reading(engine) as uow:
        voice = voice_of(uow, site, TEXTS, "zh_CN", NOW)
        pages = uow.bundles.pages(site.id, OCTOBER.begins(zone), OCTOBER.ends(zone))
        gone = (Status.PROPOSED, Status.DISMISSED, Status.MERGED)
        bundles = [one for page in pages for one in page if one.ticket.status not in gone]
        rows = [dict(zip(REGISTER.columns, row, strict=True)) for row in REGISTER.rows(Page(bundles, voice))]
    engine.dispose()
    rate = month.rates[ClockKind.RESOLVE]
    assert len(rows) == month.total
    assert {row["number"] for row in rows if row["in_time"] == "逾期"} == set(rate.late)
    assert len([row for row in rows if row["in_time"] == "按时"]) == rate.kept


def test_a_year_is_made_only_once(year: Path) -> None:
    assert made(f"sqlite:///{year}", NOW) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_a_small_png_without_boxes(
    october: tuple[Month, Site, dict[int, str]], language: str, tmp_path: Path
) -> None:
    """A character that the font lacks would be a warning, and so a failure."""
    month, site, _ = october
    found = drawn(month, site, TEXTS, language)
    assert {"trend", "heat", "places", "funnel"} <= set(found)
    for name, content in found.items():
        assert content.startswith(b"\x89PNG")
        assert len(content) < 60_000
        (tmp_path / f"{name}-{language}.png").write_bytes(content)  # to be looked at


def test_the_font_has_every_character_that_texts_use() -> None:
    """Simplified and Traditional: what the words on pictures are made of is in the font that comes along."""
    from fontTools.ttLib import TTCollection  # noqa: PLC0415  # matplotlib brings it

    from bot.pictures.canvas import font_file  # noqa: PLC0415  # matplotlib takes its time

    with TTCollection(str(font_file())) as fonts:
        known = set(fonts.fonts[0].getBestCmap())
    for language in LANGUAGES:
        for key, template in TEXTS.templates[language].items():
            if key.partition(".")[0] in {"picture", "station", "bucket", "category", "month"}:
                words = template.fill(lambda _field: "1")
                missing = {one for one in words if ord(one) not in known and one.isalnum()}
                assert not missing, key


def test_the_card_fits_a_phone(october: tuple[Month, Site, dict[int, str]]) -> None:
    """At most thirty lines, and few of them longer than two rows of a phone."""
    month, site, names = october
    for language in LANGUAGES:
        lines = written(month, site, TEXTS, language, names).splitlines()
        assert len(lines) <= 30
        assert "None" not in "".join(lines)
        assert ZoneInfo(site.timezone).key not in "".join(lines)
