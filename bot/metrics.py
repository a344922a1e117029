"""What /metrics tells the people who run the machine, in Prometheus' text form."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import version
from types import MappingProxyType
from typing import NamedTuple

from bot.app import App
from storage.unit_of_work import UnitOfWork

NOTHING: Mapping[str, object] = MappingProxyType({})
Samples = Iterable[tuple[str, float]]


class Family(NamedTuple):
    """One measure with its samples, each with its labels."""

    name: str
    kind: str  # gauge | counter | histogram
    help: str
    samples: Samples


Statuses = Mapping[str, object]
"""Of each part that the web serves, as /healthz tells it; what it turned away stands under `refused`."""


def exposition(app: App, statuses: Statuses = NOTHING) -> str:
    """All families; looks beside the writer, in a few counting statements."""
    with app.store.reading() as uow:
        families = [*_stored(uow, app.desk.clock.now(), app.platforms), *_counted(app), _refused(statuses)]
        return "\n".join(line for family in families for line in _lines(family)) + "\n"


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {family.help}"
    yield f"# TYPE {family.name} {family.kind}"
    for name, value in family.samples:
        yield f"{name} {value:g}" if value < _EXACT else f"{name} {value:.0f}"


_EXACT = 1e6  # :g keeps six digits


def _gauge(name: str, help_: str, samples: Samples) -> Family:
    return Family(f"wuyebot_{name}", "gauge", help_, samples)


def _labelled(name: str, **labels: str) -> str:
    inner = ",".join(f'{key}="{_escaped(value)}"' for key, value in labels.items())
    return f"wuyebot_{name}{{{inner}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _stored(uow: UnitOfWork, now: datetime, platforms: Iterable[str]) -> Iterator[Family]:
    gauges = uow.gauges
    yield _gauge(
        "tickets",
        "Tickets by status.",
        [(_labelled("tickets", status=status), count) for status, count in gauges.tickets().items()],
    )
    running, late = gauges.clocks(now)
    yield _gauge("clocks_running", "Promises that are being kept.", [("wuyebot_clocks_running", running)])
    yield _gauge("clocks_overdue", "Promises past their due time.", [("wuyebot_clocks_overdue", late)])
    rung = gauges.next_rung()
    behind = max(0.0, (now - rung).total_seconds()) if rung else 0.0
    yield _gauge(
        "ticker_behind_seconds",
        "How long the next rung of a ladder has been due.",
        [("wuyebot_ticker_behind_seconds", behind)],
    )
    yield from _letters(uow, now, platforms)
    yield from _hooks(uow, now)
    aside = gauges.quarantined()
    yield _gauge(
        "quarantined_updates",
        "Updates that could not be handled, and what was due and broke.",
        [("wuyebot_quarantined_updates", aside)],
    )
    photos = uow.gauges.photos_waiting()
    yield _gauge("photos_waiting", "Pictures still to be fetched.", [("wuyebot_photos_waiting", photos)])


def _letters(uow: UnitOfWork, now: datetime, platforms: Iterable[str]) -> Iterator[Family]:
    """None is told as 0: of a series that begins with its trouble no rise can be seen."""
    counts = dict.fromkeys(itertools.product(platforms, ("waiting", "failed")), 0)
    counts |= {(one.platform, one.state): one.letters for one in uow.gauges.letters()}
    yield _gauge(
        "letters",
        "Letters by platform that wait, or failed and were given up.",
        [
            (_labelled("letters", platform=platform, state=state), count)
            for (platform, state), count in counts.items()
        ],
    )
    yield _gauge(
        "letters_oldest_seconds",
        "How long the oldest waiting letter has waited.",
        [
            (_labelled("letters_oldest_seconds", platform=platform), (now - since).total_seconds())
            for platform, since in uow.gauges.oldest_waiting().items()
        ],
    )


def _hooks(uow: UnitOfWork, now: datetime) -> Iterator[Family]:
    backlog = uow.hook_events.backlog()
    yield _gauge(
        "hook_events",
        "Events for other systems by state; failed ones were given up.",
        [(_labelled("hook_events", state=state), one.count) for state, one in backlog.items()],
    )
    waiting = backlog.get("waiting")
    oldest = (now - waiting.oldest).total_seconds() if waiting else 0.0
    yield _gauge(
        "hook_events_oldest_seconds",
        "How long the oldest waiting event has waited.",
        [("wuyebot_hook_events_oldest_seconds", oldest)],
    )


def _refused(statuses: Statuses) -> Family:
    """Callbacks and links that are forged, stale, too large or done already."""
    name = "requests_refused_total"
    counts = [
        (_labelled(name, part=part, reason=reason), float(count))
        for part, status in statuses.items()
        if isinstance(status, Mapping) and isinstance(status.get("refused"), Mapping)
        for reason, count in status["refused"].items()
    ]
    return Family(f"wuyebot_{name}", "counter", "Requests that were turned away, by reason.", counts)


def _counted(app: App) -> Iterator[Family]:
    name = "wuyebot_intake_seconds"
    yield Family(name, "histogram", "From an update's arrival to its commit.", app.desk.taken.samples(name))
    for name, help_, value in (
        ("wuyebot_ticks_total", "Looks at what is due.", app.ticker.ticks),
        ("wuyebot_ticks_failed_total", "Looks that failed, and were made again.", app.ticker.failed),
    ):
        yield Family(name, "counter", help_, [(name, value)])
    yield Family(
        "wuyebot_letters_sent_total",
        "counter",
        "Letters that were delivered, by platform, since this process began.",
        [(_labelled("letters_sent_total", platform=name), n) for name, n in app.delivery.sent.items()],
    )
    told = _labelled("info", version=version("wuyebot"))
    yield _gauge("info", "The version that runs.", [(told, 1)])
