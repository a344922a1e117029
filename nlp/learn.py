"""Learning from staff corrections on top of the shipped weights; needs numpy and scipy.

The shipped weights came from more text than a site has, so they are moved, not replaced (`nlp/moving.py`).
Changes are kept only if they read held-back corrections better and the shipped sentences no worse.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desk.reading import Intent
from nlp import examples as labelled
from nlp import lexicon
from nlp.clauses import Clause
from nlp.examples import Example
from nlp.features import Blocks
from nlp.judge import Matter, matter, verdict
from nlp.jury import HEARD
from nlp.lessons import Lesson, lesson
from nlp.moving import Moves
from nlp.weights import Weights
from nlp.words import Words

FEWEST = 20  # corrections below this prove nothing
_FOLDS = 5
_MAY_LOSE = 0.002  # of a figure on the shipped sentences
_STEPS = 5 + _FOLDS  # of the work, for whoever waits

Told = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Shares read right."""

    report: float  # report or not
    category: float  # of true reports
    class_: float
    topic: float


class Ground(StrEnum):
    """Why nothing is taken."""

    FEW = "few"  # corrections
    WORSE = "worse"  # what was held back of them
    SHIPPED_WORSE = "shipped_worse"  # the shipped sentences
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Why nothing is taken, and which figure says so."""

    ground: Ground
    figure: str | None = None  # of `Figures`


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What learning would bring; `weights` is None where it was refused."""

    before: Figures  # of held-back corrections, by the weights as they are
    after: Figures  # of the same, by weights that had not seen them
    shipped_before: Figures
    shipped_after: Figures
    weights: Weights | None
    refused: Doubt | None


def learn(
    corrections: Sequence[Example],
    now: Weights,
    shipped: Sequence[Example] | None = None,
    told: Told = lambda _done, _all: None,
) -> Outcome:
    """Weights moved towards `corrections`, or the reason why not; nothing is written.

    `told` hears how many steps of how many are done.
    """
    told(0, _STEPS)
    own = list(labelled.own() if shipped is None else shipped)
    known, words = lexicon.load(), Words()
    new, old = lesson(corrections, known, words, {}), lesson(own, known, words, {})
    told(1, _STEPS)
    base = figures(old, now)
    told(2, _STEPS)
    if len(corrections) < FEWEST:
        same = figures(new, now)
        few = Doubt(ground=Ground.FEW)
        return Outcome(
            before=same, after=same, shipped_before=base, shipped_after=base, weights=None, refused=few
        )
    moves = Moves(now, new, old)
    moved = moves.towards(range(len(corrections)))
    told(3, _STEPS)
    outcome = Outcome(
        before=figures(new, now),
        after=_held_back(moves, new, told),
        shipped_before=base,
        shipped_after=figures(old, moved),
        weights=moved,
        refused=None,
    )
    told(_STEPS, _STEPS)
    worse = _worse(outcome)
    return replace(outcome, weights=None, refused=worse) if worse else outcome


def _worse(outcome: Outcome) -> Doubt | None:
    for name in ("report", "category", "class_", "topic"):
        if getattr(outcome.after, name) < getattr(outcome.before, name):
            return Doubt(ground=Ground.WORSE, figure=name)
        if getattr(outcome.shipped_after, name) < getattr(outcome.shipped_before, name) - _MAY_LOSE:
            return Doubt(ground=Ground.SHIPPED_WORSE, figure=name)
    return Doubt(ground=Ground.SAME) if outcome.after == outcome.before else None


def figures(seen: Lesson, by: Weights) -> Figures:
    """How `by` reads these examples."""
    right = [
        _is_report(example, whole, by) == (example.intent == Intent.REPORT)
        for example, whole in zip(seen.examples, seen.blocks, strict=True)
    ]
    told = seen.reports()
    reports = [
        (example, _about(whole, clauses, by))
        for example, whole, clauses in zip(told.examples, told.blocks, told.clauses, strict=True)
    ]
    return Figures(
        report=_share(right),
        category=_share([e.category == about.category for e, about in reports if e.category]),
        class_=_share([e.class_ == about.class_ for e, about in reports if e.class_]),
        topic=_share([e.topic == about.topic for e, about in reports if e.topic]),
    )


def _is_report(example: Example, whole: Blocks, by: Weights) -> bool:
    return verdict(by.first.scores(whole), by, len(example.text)).intent is Intent.REPORT


def _about(whole: Blocks, clauses: Sequence[Clause], by: Weights) -> Matter:
    def heard() -> list[list[float]]:
        return [by.second.scores(clause, HEARD) for clause in clauses]

    return matter(by.second.scores(whole), by, heard)


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 1.0


def _held_back(moves: Moves, new: Lesson, tell: Told) -> Figures:
    """Figures of corrections, each read by weights that learned from the others."""
    parts = [list(range(k, len(new.examples), _FOLDS)) for k in range(_FOLDS)]
    told = []
    for done, part in enumerate(parts, 4):
        rest = [i for i in range(len(new.examples)) if i not in set(part)]
        told.append((len(part), figures(new.only(part), moves.towards(rest))))
        tell(done, _STEPS)
    whole = sum(size for size, _ in told)
    names = ("report", "category", "class_", "topic")
    mean = {name: round(sum(size * getattr(f, name) for size, f in told) / whole, 4) for name in names}
    return Figures(**mean)
