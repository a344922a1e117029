"""kill -9 of the running desk at random moments under load: every report is one ticket at the end.

python benchmarks/kill.py --times 50 [--seed N]
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[1])
if sys.path[0] != ROOT:
    sys.path[0] = ROOT  # run as a file

from tests.crash.siege import Outcome, besiege  # noqa: E402  # after the path is set
from tests.fakes.telegram.client import spawned_fake  # noqa: E402

COMPOUNDS = 60  # so many that the pace of one chat (20 messages a minute) does not decide how long it takes


def main() -> None:
    """Print what was found; exit 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50, help="kills")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"{options.times} kills, seed {options.seed}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as data, spawned_fake("--no-limits") as telegram:
        outcome = besiege(
            telegram, Path(data), kills=options.times, seed=options.seed, size=COMPOUNDS, tell=_progress
        )
    print(f"\n{time.monotonic() - started:.0f} s")
    _tell(outcome)
    sys.exit(1 if outcome.broken else 0)


def _progress(done: int) -> None:
    print(f"\r{done} kills", end="", flush=True)


def _tell(outcome: Outcome) -> None:
    print(f"reports             {outcome.reports}")
    print(f"  lost              {len(outcome.lost)}")
    print(f"  opened twice      {len(outcome.double)}")
    print(f"  without a card    {len(outcome.cardless)}")
    print(f"tickets of chatter  {len(outcome.strangers)}")
    print(f"cards posted twice  {outcome.cards_twice} (in {outcome.kills} kills; Telegram lets nobody tell)")
    print(f"taps                {outcome.taps}")
    print(f"  lost              {outcome.taps_lost}")
    print(f"  done twice        {outcome.taps_double}")
    print(f"database            {'sound' if outcome.sound else 'DAMAGED'}")
    print("\n".join(["BROKEN", *outcome.broken]) if outcome.broken else "every promise kept")


if __name__ == "__main__":
    main()
