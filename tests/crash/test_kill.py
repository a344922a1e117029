"""kill -9 at random moments: nothing is lost, nothing is done twice."""

import os
import random
from pathlib import Path

from tests.crash.siege import besiege
from tests.fakes.telegram.client import spawned_fake

KILLS = 6
COMPOUNDS = 30


def test_every_report_is_exactly_one_ticket_however_often_the_desk_is_killed(data: Path) -> None:
    """Also: each has its card, a card is posted again at most once a kill and room, each tap counts once."""
    seed = int(os.environ.get("WUYEBOT_SEED", random.SystemRandom().randrange(10**6)))
    print(f"seed {seed}: WUYEBOT_SEED={seed} repeats the choices")  # noqa: T201  # shown where the test fails
    with spawned_fake("--no-limits") as telegram:
        outcome = besiege(telegram, data, kills=KILLS, seed=seed, size=COMPOUNDS, tell=lambda _done: None)
    assert not outcome.broken, outcome
    assert outcome.reports > KILLS, "hardly anybody reported anything: the siege proves little"
