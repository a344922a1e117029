"""How both stages are fitted to their lessons; needs scikit-learn."""

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from sklearn.model_selection import StratifiedKFold

from desk.reading import TOPICS, Category, Urgency
from nlp.examples import Example
from nlp.features import Blocks
from nlp.fitting import FINER, ROUGH, STRENGTH, Fit, Space, evened, fit, narrowed, space
from nlp.lessons import FIRST, SECOND, Lesson, Vector, intent_truth, report_truth

FEATURES = 36_000  # kept of the second stage; in the first, every one left out costs report F1
FEW = 3  # blocks of the first stage: senses told it no more, and would cost chit-chat time


@dataclass(frozen=True, kw_only=True)
class Learned:
    """A stage before it is written as rows."""

    space: Space
    fit: Fit

    def scores(self, many: Sequence[Blocks]) -> Vector:
        """Texts × outputs."""
        return self.fit.scores(self.space.matrix(many))


def learn_first(lesson: Lesson) -> Learned:
    """What a message wants."""
    wide = space([whole[:FEW] for whole in lesson.blocks])
    truth = intent_truth(lesson.examples)
    return Learned(
        space=wide, fit=fit(wide.matrix(lesson.blocks), FIRST, truth, lesson.weight, strength=STRENGTH)
    )


def learn_second(lesson: Lesson) -> Learned:
    """What a report is about: fits on all features, keeps those that matter, fits again on these."""
    reports = lesson.reports()
    truth = report_truth(reports.examples)
    wide = space(reports.blocks)
    matrix = wide.matrix(reports.blocks)
    rough = fit(matrix, SECOND, truth, reports.weight, strength=FINER, exact=ROUGH)
    narrow = narrowed(wide, rough, matrix, FEATURES)
    kept = narrow.matrix(reports.blocks)
    sure = fit(kept, SECOND, truth, reports.weight, strength=FINER)
    return Learned(space=narrow, fit=evened(sure, kept, truth, reports.weight))


def parts(lesson: Lesson, folds: int) -> list[tuple[Vector, Vector]]:
    """Stratified by source and intent, always the same."""
    strata = [f"{example.source} {example.intent}" for example in lesson.examples]
    split = StratifiedKFold(folds, shuffle=True, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a rare stratum is fine
        return list(split.split(np.zeros(len(strata)), strata))


def pairs(examples: Iterable[Example]) -> dict[str, dict[str, float]]:
    """How often category and topic, and category and urgency, go together: log of the share, smoothed."""
    counts: dict[str, Counter[str]] = {category.value: Counter() for category in Category}
    for example in examples:
        if example.category:
            counts[example.category].update(v for v in (example.topic, example.urgency) if v)
    return {
        category: {
            value: round(log((count[value] + 0.3) / (sum(count[v] for v in group) + 0.3 * len(group))), 3)
            for group in (TOPICS, sorted(urgency.value for urgency in Urgency))
            for value in group
        }
        for category, count in counts.items()
    }
