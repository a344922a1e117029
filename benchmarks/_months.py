"""A month for measurements: its tickets, clocks and journal; and the table that shows how a cost grows."""

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import sample
from bot.app import open_store

SIZES = (10_000, 100_000, 300_000)
ENTRIES = 15
_FIRST = datetime(2026, 9, 30, 16, tzinfo=UTC)
_KEPT = '"kept":["respond AT"]'
_TOLD = {
    "registered": f'{{{_KEPT},"source":"room","class":{{"$word":"class.3"}},"text":"3栋电梯坏了"}}',
    "dispatched": '{"owner":{"$who":12},"role":{"$word":"role.customer_officer"},"reason":null}',
    "accepted": f'{{{_KEPT},"owner":{{"$who":12}},"role":{{"$word":"role.customer_officer"}}}}',
    "contacted": f"{{{_KEPT}}}",
    "arrived": f"{{{_KEPT}}}",
    "note": '{"words":"配件已经到货，下午带过去更换"}',
    "photographed": '{"count":2}',
    "joined": '{"households":2}',
    "added": '{"words":"工单N又响了，请师傅再来看一下，谢谢"}',
    "waiting": '{"reason":"等配件","news_by":null}',
    "resumed": "{}",
    "finished": f'{{{_KEPT},"result":"工单N已修好，试运行正常，业主在场"}}',
    "confirmed": "{}",
    "rated": '{"about":{"$word":"about.outcome"},"stars":4}',
    "revisited": f'{{{_KEPT},"mode":{{"$word":"mode.phone"}},"attitude":5,"outcome":4,"remark":""}}',
}  # as the desk writes them; two of the fifteen say something of their own
_BY_RESIDENTS = frozenset("joined added confirmed rated".split())
_CLOCKS = {"respond": 60, "dispatch": 10, "accept": 30, "first_contact": 30, "resolve": 2880, "revisit": 1440}
_TOPICS = "电梯 渗漏 照明 门禁 噪音 停车 保洁 物业费".split()
_CATEGORIES = ("facilities", "service", "fees")


def fill(file: Path, tickets: int) -> None:
    """A database with that many tickets in October."""
    store = open_store(f"sqlite:///{file}")
    store.writer.submit(lambda uow: sample.seed(uow, "web")).result()
    store.writer.close()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    columns = [row[1] for row in connection.execute("PRAGMA table_info(ticket)")]
    marks = ",".join("?" * len(columns))
    rng = random.Random(1)  # noqa: S311  # for a measurement, not for secrets
    connection.executemany(f"INSERT INTO ticket VALUES ({marks})", _tickets(columns, tickets, rng))
    connection.executemany(
        "INSERT INTO reporter (ticket_id, person_id, place) VALUES (?, ?, 0)",
        ((n, 1 + n % 11) for n in range(1, tickets + 1)),
    )
    connection.executemany(
        "INSERT INTO clock (ticket_id, kind, started_at, due_at, rule, met_at, step) VALUES (?,?,?,?,'',?,0)",
        _clocks(tickets, rng),
    )
    connection.executemany(
        "INSERT INTO entry (ticket_id, at, kind, actor_id, audience, facts) VALUES (?, ?, ?, ?, 'staff', ?)",
        _entries(tickets),
    )
    connection.execute("COMMIT")
    connection.close()


def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")[:26]


def _opened(number: int, tickets: int) -> datetime:
    return _FIRST + timedelta(days=31) * (number / (tickets + 2))


def _tickets(columns: list[str], tickets: int, rng: random.Random) -> Iterator[list[object]]:
    plain: dict[str, object] = dict.fromkeys(columns)
    plain |= {"site_id": 1, "status": "closed", "text": "3栋2单元电梯坏了", "class": 3, "urgency": "normal"}
    plain |= {"kind": "repair", "because": "[]", "confidence": 0.9, "source": "room", "round": 1}
    plain |= dict.fromkeys(("helpers", "followers", "accused"), "[]")
    plain |= {"standard": "s0", "anonymous": 0, "attitude": 5, "outcome": 4, "reporter_id": 1}
    for number in range(1, tickets + 1):
        topic = rng.choice(_TOPICS)
        own = {"id": number, "number": number, "opened_at": _text(_opened(number, tickets)), "topic": topic}
        own |= {"keywords": json.dumps([topic, "坏了"], ensure_ascii=False), "owner_id": 12 + number % 6}
        own |= {"building": str(1 + number % 10), "category": rng.choice(_CATEGORIES)}
        yield list((plain | own).values())


def _clocks(tickets: int, rng: random.Random) -> Iterator[tuple[object, ...]]:
    for number in range(1, tickets + 1):
        began = _opened(number, tickets)
        for kind, minutes in _CLOCKS.items():
            due = began + timedelta(minutes=minutes)
            met = began + timedelta(minutes=minutes * rng.uniform(0.2, 1.1))
            yield number, kind, _text(began), _text(due), _text(met)


def _entries(tickets: int) -> Iterator[tuple[object, ...]]:
    for place, (kind, told) in enumerate(_TOLD.items()):  # in the order of time: a ticket's lie far apart
        for number in range(1, tickets + 1):
            at = _opened(number, tickets) + timedelta(hours=place)
            resident = kind in _BY_RESIDENTS
            actor = 1 + number % 11 if resident else 12 + number % 6
            yield number, _text(at), kind, actor, told.replace("N", str(number)).replace("AT", at.isoformat())


def grown(module: str) -> None:
    """One line a size: what `module --measure FILE` prints, and how CPU seconds grow over the tickets."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as home:
            file = Path(home) / "desk.db"
            fill(file, size)
            command = [sys.executable, "-m", module, "--measure", str(file)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603
        assert found.pop("tickets") == size
        growth = (found["cpu s"] / before[1]) / (size / before[0]) if before else 1.0
        if before is None:
            print("  ".join(f"{name:>9}" for name in ("tickets", "entries", *found, "growth")))
        values = [f"{value:.2f}" for value in (*found.values(), growth)]
        print("  ".join(f"{value:>9}" for value in (f"{size:,}", f"{size * ENTRIES:,}", *values)), flush=True)
        before = (size, found["cpu s"])
