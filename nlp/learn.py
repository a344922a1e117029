"""Learning from staff corrections on top of the shipped weights; needs numpy and scipy.

The shipped weights came from more text than a site has, so they are moved, not replaced: every
output gets small changes to known features, held back by the shipped sentences. Changes are kept only
if they read held-back corrections better and the shipped sentences no worse.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from desk.reading import Intent
from nlp import examples as labelled
from nlp import lexicon
from nlp.clauses import Clause
from nlp.examples import Example
from nlp.fitting import Blocks
from nlp.judge import Matter, Verdict, matter, verdict
from nlp.jury import HEARD
from nlp.lessons import Lesson, intent_truth, lesson, report_truth
from nlp.weights import SCALE, Block, Stage, Weights, lowest, pack, unpack
from nlp.words import Words

FEWEST = 20  # corrections below this prove nothing
_FOLDS = 5
_STIFF = 0.3  # how hard a change is held back
_EMPHASIS = 3.0  # of a correction beside a shipped sentence
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
    moved = _moved(now, new, old)
    told(3, _STEPS)
    outcome = Outcome(
        before=figures(new, now),
        after=_held_back(now, new, old, told),
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
    pairs = [
        (example, _read(example, whole, clauses, by))
        for example, whole, clauses in zip(seen.examples, seen.blocks, seen.clauses, strict=True)
    ]
    reports = [(e, about) for e, (_, about) in pairs if e.intent == Intent.REPORT]
    return Figures(
        report=_share([(e.intent == Intent.REPORT) == (v.intent is Intent.REPORT) for e, (v, _) in pairs]),
        category=_share([e.category == about.category for e, about in reports if e.category]),
        class_=_share([e.class_ == about.class_ for e, about in reports if e.class_]),
        topic=_share([e.topic == about.topic for e, about in reports if e.topic]),
    )


def _read(example: Example, whole: Blocks, clauses: Sequence[Clause], by: Weights) -> tuple[Verdict, Matter]:
    def heard() -> list[list[float]]:
        return [by.second.scores(clause, HEARD) for clause in clauses]

    judged = verdict(by.first.scores(whole), by, len(example.text))
    return judged, matter(by.second.scores(whole), by, heard)


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 1.0


def _held_back(now: Weights, new: Lesson, old: Lesson, tell: Told) -> Figures:
    """Figures of corrections, each read by weights that learned from the others."""
    parts = [list(range(k, len(new.examples), _FOLDS)) for k in range(_FOLDS)]
    told = []
    for done, part in enumerate(parts, 4):
        rest = [i for i in range(len(new.examples)) if i not in set(part)]
        told.append((len(part), figures(new.only(part), _moved(now, new.only(rest), old))))
        tell(done, _STEPS)
    whole = sum(size for size, _ in told)
    names = ("report", "category", "class_", "topic")
    mean = {name: round(sum(size * getattr(f, name) for size, f in told) / whole, 4) for name in names}
    return Figures(**mean)


def _moved(now: Weights, new: Lesson, old: Lesson) -> Weights:
    """Both stages moved."""
    first = _moved_stage(now.first, new, old, intent_truth)
    second = _moved_stage(now.second, new.reports(), old.reports(), report_truth)
    return replace(now, first=first, second=second)


def _moved_stage(stage: Stage, new: Lesson, old: Lesson, truth_of: Any) -> Stage:
    if not new.examples:
        return stage
    columns, blocks = _columns(stage, new), [*new.blocks, *old.blocks]
    matrix = _matrix(stage, blocks, columns)
    start = np.array([stage.scores(b) for b in blocks])
    weight = np.array([_EMPHASIS] * len(new.examples) + [1.0] * len(old.examples))
    truth = truth_of([*new.examples, *old.examples])
    changes = [_change(matrix, start[:, k], truth(output), weight) for k, output in enumerate(stage.outputs)]
    return _with_changes(stage, columns, np.array(changes))


def _columns(stage: Stage, seen: Lesson) -> dict[tuple[int, str], int]:
    """The known features of the new texts, numbered."""
    found = sorted(
        {
            (k, f)
            for b in seen.blocks
            for k, (block, features) in enumerate(zip(stage.blocks, b, strict=False))
            for f in features & block.rows.keys()
        }
    )
    return {feature: i for i, feature in enumerate(found)}


def _matrix(stage: Stage, seen: Sequence[Blocks], columns: dict[tuple[int, str], int]) -> Any:
    rows, cols, values = [], [], []
    for i, text in enumerate(seen):
        for k, (block, features) in enumerate(zip(stage.blocks, text, strict=False)):
            squares = {f: lowest(block.rows[f]) / SCALE for f in features if f in block.rows}
            length = sum(squares.values()) ** 0.5 or 1.0
            for feature in squares.keys() & {f for f in squares if (k, f) in columns}:
                rows.append(i)
                cols.append(columns[k, feature])
                values.append(squares[feature] ** 0.5 / length)
    return sp.csr_matrix((values, (rows, cols)), shape=(len(seen), len(columns)))


def _change(matrix: Any, start: Any, truth: Any, weight: Any) -> Any:
    """The least change of coefficients that agrees with the truth (logistic loss, L2)."""
    known = ~np.isnan(truth)
    x, s, w = matrix[known], start[known], weight[known]
    sign = np.where(truth[known] > 0, 1.0, -1.0)

    def loss(change: Any) -> tuple[float, Any]:
        margin = sign * (s + x @ change)
        value = float(w @ np.logaddexp(0, -margin)) + _STIFF / 2 * float(change @ change)
        slope = x.T @ (-sign * w / (1 + np.exp(np.clip(margin, -30, 30)))) + _STIFF * change
        return value, slope

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x


def _with_changes(stage: Stage, columns: dict[tuple[int, str], int], changes: Any) -> Stage:
    """The stage with changed rows; lengths stay because idf stays."""
    changed = [dict(block.rows) for block in stage.blocks]
    for (k, feature), i in columns.items():
        lanes = unpack(changed[k][feature], len(stage.outputs) + 1)
        idf = (lanes[0] / SCALE) ** 0.5
        steps = np.rint(changes[:, i] * idf * SCALE).astype(int)
        changed[k][feature] = pack(
            [lanes[0], *(old + int(step) for old, step in zip(lanes[1:], steps, strict=True))]
        )
    return replace(stage, blocks=tuple(Block(rows=rows, lanes=len(stage.outputs) + 1) for rows in changed))
