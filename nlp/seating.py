"""Learning how whole and clauses decide together (`nlp/jury.py`); needs scikit-learn."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from desk.reading import Class
from nlp import jury
from nlp.examples import Example
from nlp.lessons import SECOND, Lesson
from nlp.schooling import learn_second, pairs, parts

FOLDS = 5
_STRENGTH = 0.1  # inverse of the regularisation


def seated(lesson: Lesson) -> dict[str, list[list[float]]]:
    """Rows for `jury.Rates`, from reports whose scores come from a model that had not seen them."""
    heard = list(_heard(lesson.reports()))
    return {
        "class": _rows([(h, h.by_class, h.example.class_) for h in heard], tuple(Class)),
        "category": _rows([(h, h.by_category, h.example.category) for h in heard], jury.CATEGORIES),
    }


class _Heard(NamedTuple):
    """A report of several clauses, how much it counts, and what is seen of it."""

    example: Example
    weight: float
    by_class: list[float]
    by_category: list[float]


def _heard(reports: Lesson) -> Iterator[_Heard]:
    for train_on, test_on in parts(reports, FOLDS):
        others = reports.only(train_on)
        learned, company = learn_second(others), jury.often(pairs(others.examples))
        for i in test_on:
            if not reports.clauses[i]:
                continue
            [scores] = learned.scores([reports.blocks[i]])
            whole = dict(zip(SECOND, scores, strict=True))
            several = [(*clause, set(), set()) for clause in reports.clauses[i]]
            clauses = learned.scores(several)[:, : jury.HEARD]
            yield _Heard(
                reports.examples[i],
                reports.weight[i],
                jury.class_seen(whole, clauses),
                jury.category_seen(whole, clauses, company),
            )


def _rows(told: Sequence[tuple[_Heard, list[float], Any]], verdicts: Sequence[Any]) -> list[list[float]]:
    """Bias and rates of each verdict, for what is seen as it is."""
    known = [(heard.weight, seen, verdicts.index(truth)) for heard, seen, truth in told if truth is not None]
    weight, seen, truth = (np.array(column) for column in zip(*known, strict=True))
    scale = StandardScaler().fit(seen)
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit(scale.transform(seen), truth, sample_weight=weight / weight.mean())
    rates = model.coef_ / scale.scale_
    bias = model.intercept_ - rates @ scale.mean_
    return [[round(float(v), 4) for v in (bias[k], *rates[k])] for k in range(len(verdicts))]
