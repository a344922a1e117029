"""Moving a stage's weights towards what was corrected; needs numpy and scipy.

Every output gets small changes to known features, held back by the shipped sentences. What a stage sees of a
text does not depend on what is learned from: it is worked out once, and every move takes its part of it.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

from nlp.examples import Example
from nlp.features import Blocks
from nlp.lessons import Lesson, intent_truth, report_truth
from nlp.weights import SCALE, Block, Stage, Weights, pack, unpack

_STIFF = 0.3  # how hard a change is held back
_EMPHASIS = 3.0  # of a correction beside a shipped sentence

Feature = tuple[int, str]  # the number of its block, and its name
TruthOf = Callable[[Sequence[Example]], Callable[[str], Any]]


class Moves:
    """The ways in which weights can be moved: towards any part of what was corrected."""

    def __init__(self, now: Weights, new: Lesson, old: Lesson) -> None:
        self._now = now
        self._first = _seen(now.first, new, old, intent_truth)
        self._second = _seen(now.second, new.reports(), old.reports(), report_truth)
        self._reports = {i: place for place, i in enumerate(new.are_reports())}

    def towards(self, part: Sequence[int]) -> Weights:
        """Both stages, moved towards the corrections with these positions."""
        reports = [self._reports[i] for i in part if i in self._reports]
        return replace(self._now, first=self._first.moved(part), second=self._second.moved(reports))


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What a stage sees of the corrections and, after them, of the shipped sentences."""

    stage: Stage
    examples: Sequence[Example]
    new: int  # of them are corrections
    features: Sequence[Feature]  # those of the corrections, sorted
    matrix: Any  # texts × features
    start: Any  # scores by the weights as they are: texts × outputs
    truth_of: TruthOf

    def moved(self, part: Sequence[int]) -> Stage:
        """The stage after learning from these of the corrections."""
        if not part:
            return self.stage
        rows = [*part, *range(self.new, len(self.examples))]
        columns = np.unique(self.matrix[part].indices)
        matrix, start = self.matrix[rows][:, columns], self.start[rows]
        weight = np.array([_EMPHASIS] * len(part) + [1.0] * (len(rows) - len(part)))
        truth = self.truth_of([self.examples[i] for i in rows])
        changes = [
            _change(matrix, start[:, k], truth(output), weight) for k, output in enumerate(self.stage.outputs)
        ]
        return _with_changes(self.stage, [self.features[i] for i in columns], np.array(changes))


def _seen(stage: Stage, new: Lesson, old: Lesson, truth_of: TruthOf) -> _Seen:
    features, blocks = _features(stage, new), [*new.blocks, *old.blocks]
    return _Seen(
        stage=stage,
        examples=[*new.examples, *old.examples],
        new=len(new.examples),
        features=features,
        matrix=_matrix(stage, blocks, features),
        start=np.array([stage.scores(b) for b in blocks]),
        truth_of=truth_of,
    )


def _features(stage: Stage, seen: Lesson) -> list[Feature]:
    """The known features of these texts."""
    return sorted(
        {
            (k, f)
            for b in seen.blocks
            for k, (block, features) in enumerate(zip(stage.blocks, b, strict=False))
            for f in features & block.rows.keys()
        }
    )


def _matrix(stage: Stage, seen: Sequence[Blocks], features: Sequence[Feature]) -> Any:
    columns: list[dict[str, int]] = [{} for _ in stage.blocks]
    for i, (k, feature) in enumerate(features):
        columns[k][feature] = i
    values, cols, ends = array("d"), array("i"), array("i", [0])
    for text in seen:
        for block, found, wanted in zip(stage.blocks, text, columns, strict=False):
            squares = block.squares(found)
            length = (sum(squares.values()) / SCALE) ** 0.5 or 1.0
            here = squares.keys() & wanted.keys()
            cols.extend(map(wanted.__getitem__, here))
            values.extend((squares[feature] / SCALE) ** 0.5 / length for feature in here)
        ends.append(len(cols))
    matrix = sp.csr_matrix((values, cols, ends), shape=(len(seen), len(features)))
    matrix.sort_indices()  # sums are of the same order, whatever the sets above
    return matrix


def _change(matrix: Any, start: Any, truth: Any, weight: Any) -> Any:
    """The least change of coefficients that agrees with the truth (logistic loss, L2)."""
    known = ~np.isnan(truth)
    x = matrix if known.all() else matrix[known]
    s, w = start[known], weight[known]
    sign = np.where(truth[known] > 0, 1.0, -1.0)

    def loss(change: Any) -> tuple[float, Any]:
        margin = sign * (s + x @ change)
        value = float(w @ np.logaddexp(0, -margin)) + _STIFF / 2 * float(change @ change)
        slope = x.T @ (-sign * w / (1 + np.exp(np.clip(margin, -30, 30)))) + _STIFF * change
        return value, slope

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x


def _with_changes(stage: Stage, features: Sequence[Feature], changes: Any) -> Stage:
    """The stage with changed rows; lengths stay because idf stays."""
    changed = [dict(block.rows) for block in stage.blocks]
    for i, (k, feature) in enumerate(features):
        lanes = unpack(changed[k][feature], len(stage.outputs) + 1)
        idf = (lanes[0] / SCALE) ** 0.5
        steps = np.rint(changes[:, i] * idf * SCALE).astype(int)
        changed[k][feature] = pack(
            [lanes[0], *(old + int(step) for old, step in zip(lanes[1:], steps, strict=True))]
        )
    return replace(stage, blocks=tuple(Block(rows=rows, lanes=len(stage.outputs) + 1) for rows in changed))
