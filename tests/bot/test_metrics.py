"""/metrics: what those who run the machine look at; the dashboard asks for nothing else."""

import asyncio
import json
import re
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot import probe, sample
from bot.app import App, build, open_store
from bot.clock import MovableClock
from bot.measures import Histogram
from bot.metrics import exposition
from bot.platforms.web.chat import Chat
from bot.platforms.web.platform import WebPlatform
from bot.probe import Probe
from bot.pulse import Pulse
from bot.web.asgi import asgi
from bot.web.health import Health
from handlers.incoming import Incoming, Kind, Sender
from nlp.reader import Reader
from storage.engine import open_engine
from storage.writer import Writer

MORNING = datetime.fromisoformat("2026-11-18T09:30:00+08:00")
DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = "prometheus/wuyebot.rules.yml"
SAMPLE = re.compile(r'(wuyebot_[a-z_]+)(?:\{((?:[a-z]+="[^"]*",?)+)\})? (\S+)')


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> App:
    """A desk with one ticket whose promises have been broken, as its ticker stands still."""
    data = tmp_path_factory.mktemp("metrics")
    clock = MovableClock(MORNING)
    store = open_store(f"sqlite:///{data / 'desk.db'}")
    store.writer.submit(lambda uow: sample.seed(uow, "web")).result()
    app = build(store, data, clock, [], reader)
    said = Incoming(
        platform="web",
        update="1",
        kind=Kind.MESSAGE,
        chat="residents",
        sender=Sender(account="1", name="陈建国"),
        message="1",
        text="3栋2单元5楼的楼道灯不亮了，麻烦修一下",
    )
    asyncio.run(app.desk.take([said]))
    clock.advance_to(MORNING + timedelta(days=3))
    return app


def samples(text: str) -> dict[str, float]:
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            shape = SAMPLE.fullmatch(line)
            assert shape, line
            found[line.rpartition(" ")[0]] = float(shape[3])
    return found


def names(text: str) -> set[str]:
    return {sample.partition("{")[0] for sample in samples(text)}


def test_what_stands_still_can_be_seen(desk: App) -> None:
    """Tickets by state, promises, the age of the outbox, the ticker behind, how long intake took."""
    told = samples(exposition(desk))
    assert told['wuyebot_tickets{status="dispatched"}'] == 1
    assert told["wuyebot_clocks_overdue"] >= 2
    assert told["wuyebot_clocks_running"] >= told["wuyebot_clocks_overdue"]
    assert told['wuyebot_letters{platform="web",state="waiting"}'] > 0
    assert told['wuyebot_letters_oldest_seconds{platform="web"}'] >= 3 * 86400 - 600
    assert told["wuyebot_ticker_behind_seconds"] > 2 * 86400
    assert told["wuyebot_intake_seconds_count"] == 1
    assert told['wuyebot_intake_seconds_bucket{le="+Inf"}'] == 1


def test_each_family_has_its_help_and_type_and_nobody_is_named(desk: App) -> None:
    text = exposition(desk)
    named = set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    assert named == set(re.findall(r"^# HELP (\S+) .", text, re.MULTILINE))
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in names(text)} <= named
    assert "陈建国" not in text
    assert "阳光花园" not in text


def test_metrics_are_served_in_prometheus_text_form(desk: App) -> None:
    answer = asyncio.run(asked(desk, "/metrics"))
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "wuyebot_info{version=" in answer.text


async def asked(desk: App, *paths: str, writer: Writer | None = None) -> httpx.Response:
    """The answer to the last of them; `writer`: who keeps what is said, else the desk's."""
    found = Probe(writer or desk.store.writer, DEPLOY, desk.trouble)
    health = Health(exposition=lambda: exposition(desk), status=dict, trouble=found.trouble)
    transport = httpx.ASGITransport(app=asgi(health.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        return (await asyncio.gather(*(client.get(path) for path in paths)))[-1]


def test_a_desk_that_keeps_nothing_is_not_well(desk: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that may only be read, a full disk, a writer that is gone; several may ask at once."""
    monkeypatch.setattr(probe, "PATIENCE", 60)  # a busy machine is not ill
    assert asyncio.run(asked(desk, "/healthz", "/healthz")).json() == {"ok": True}
    file = desk.store.url.removeprefix("sqlite:///")
    fixed = Writer(open_engine(f"sqlite:///file:{file}?mode=ro&uri=true"))
    ill = asyncio.run(asked(desk, "/healthz", writer=fixed))
    assert (ill.status_code, ill.json()["ok"]) == (503, False)
    assert "only be read" in ill.json()["trouble"]
    fixed.close()
    assert "closing" in asyncio.run(asked(desk, "/healthz", writer=fixed)).json()["trouble"]
    monkeypatch.setattr(probe, "LEAST_FREE", 1 << 60)
    assert "disk is full" in asyncio.run(asked(desk, "/healthz")).json()["trouble"]


@pytest.mark.parametrize("stands", ["delivery", "ticker"])
def test_a_desk_of_which_a_part_stands_still_is_not_well(
    desk: App, monkeypatch: pytest.MonkeyPatch, stands: str
) -> None:
    monkeypatch.setattr(probe, "PATIENCE", 60)  # a busy machine is not ill
    pulse: Pulse = getattr(desk, stands).pulse
    pulse.begin()
    assert asyncio.run(asked(desk, "/healthz")).status_code == 200
    monkeypatch.setattr("bot.pulse.STILL", -1)
    ill = asyncio.run(asked(desk, "/healthz"))
    assert (ill.status_code, ill.json()["ok"]) == (503, False)
    pulse.end()
    assert asyncio.run(asked(desk, "/healthz")).status_code == 200


def test_the_dashboard_and_the_alerts_ask_only_for_what_is_told(desk: App) -> None:
    """Each name in deploy/ is a sample of /metrics, so that no panel stays empty by a slip of the pen."""
    text = exposition(desk)
    known = names(text) | set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))
    dashboard = json.loads((DEPLOY / "grafana" / "wuyebot.json").read_text(encoding="utf-8"))
    asked = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ()))
    alerts = (DEPLOY / "prometheus" / "wuyebot.rules.yml").read_text(encoding="utf-8")
    exprs = " ".join(re.findall(r"expr: (.+)", alerts))
    found = set(re.findall(r"wuyebot_[a-z_]+", f"{asked} {exprs}"))
    assert len(found) > 8
    assert found - known == set()


def test_what_is_asked_of_a_measure_suits_its_kind_and_its_labels(desk: App) -> None:
    """A gauge that falls is no counter that began anew; by a label that is never told a panel stays empty."""
    text = exposition(desk)
    kinds = dict(re.findall(r"^# TYPE (\S+) (\S+)", text, re.MULTILINE))
    labels = defaultdict(set)
    for one in samples(text):
        name, _, told = one.partition("{")
        labels[name] |= set(re.findall(r'([a-z_]+)="', told))
    deployed = [(DEPLOY / name).read_text(encoding="utf-8") for name in ("grafana/wuyebot.json", RULES)]
    for expr in re.findall(r'"?expr"?: "?(.+?)(?:",|$)', "\n".join(deployed), re.MULTILINE):
        names = re.findall(r"wuyebot_[a-z_]+", expr)
        asked = set(re.findall(r'([a-z_]+)(?:!~|!=|=~|=)\\?"', expr))
        asked |= {one.strip() for by in re.findall(r"by \(([^)]*)\)", expr) for one in by.split(",")}
        for name in set(names) & set(labels):
            assert asked <= labels[name], expr
        for function, name in re.findall(r"(rate|increase|delta)\((wuyebot_[a-z_]+)", expr):
            kind = kinds.get(name) or kinds[name.removesuffix("_bucket").removesuffix("_count")]
            assert (kind == "gauge") == (function == "delta"), expr


def test_a_platform_without_letters_is_told_as_having_none(data: Path, reader: Reader) -> None:
    """So that the first one that is given up is seen as a rise."""
    store = open_store(f"sqlite:///{data / 'desk.db'}")
    app = build(
        store, data, MovableClock(MORNING), [WebPlatform(Chat(halls={}), MovableClock(MORNING), {})], reader
    )
    assert samples(exposition(app))['wuyebot_letters{platform="web",state="failed"}'] == 0


def test_a_histogram_counts_each_duration_in_every_bucket_above_it() -> None:
    histogram = Histogram()
    for seconds in (0.001, 0.005, 0.3, 99.0):
        histogram.observe(seconds)
    told = dict(histogram.samples("t"))
    assert told['t_bucket{le="0.005"}'] == 2
    assert told['t_bucket{le="0.25"}'] == 2
    assert told['t_bucket{le="0.5"}'] == 3
    assert told['t_bucket{le="10.0"}'] == 3
    assert told['t_bucket{le="+Inf"}'] == told["t_count"] == 4


def test_what_was_turned_away_is_counted_by_part_and_reason(desk: App) -> None:
    statuses = {"pages": {"refused": {"forged": 3, "again": 1}}, "wecom": {"refused": {}}, "wecom_bot": {}}
    told = samples(exposition(desk, statuses))
    assert told['wuyebot_requests_refused_total{part="pages",reason="forged"}'] == 3
    assert told['wuyebot_requests_refused_total{part="pages",reason="again"}'] == 1
