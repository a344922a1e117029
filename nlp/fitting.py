"""Sparse vectors and logistic regressions over named features; needs scikit-learn."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression, Ridge

from nlp.features import Blocks, Features

Matrix = Any
Vector = Any

BLOCK_SCALES = (1.0, 0.6, 0.7, 0.6)  # grams, concepts, words, senses
STRENGTH = 8.0  # inverse of the regularisation, first stage
FINER = 20.0  # second stage
EXACT = 1e-3  # when a fit is finished
ROUGH = 5e-2  # when one that only chooses features is
EVEN = 3.0  # regularisation of the least squares
_AS_LOGITS = 6.0  # least squares tell -1 to 1; about this many times that is a logit
_SEEN_TWICE = 2
_NEVER = -10.0  # bias of an output without examples


@dataclass(frozen=True, kw_only=True)
class Space:
    """The vocabulary of the blocks with idf."""

    vocabulary: tuple[dict[str, int], ...]
    idf: tuple[Vector, ...]

    def matrix(self, many: Sequence[Blocks]) -> Matrix:
        """One row a text: blocks L2-normed, scaled, side by side."""
        parts = [self._block(k, [blocks[k] for blocks in many]) for k in range(len(self.vocabulary))]
        return sp.hstack(parts).tocsr()

    def _block(self, k: int, many: Sequence[Features]) -> Matrix:
        vocabulary = self.vocabulary[k]
        rows = [(i, vocabulary[f]) for i, features in enumerate(many) for f in features if f in vocabulary]
        index = np.array(rows, dtype=np.int64).reshape(-1, 2)
        values = self.idf[k][index[:, 1]]
        matrix = sp.csr_matrix((values, (index[:, 0], index[:, 1])), shape=(len(many), len(vocabulary)))
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        length[length == 0] = 1
        return sp.diags(BLOCK_SCALES[k] / length) @ matrix


def space(many: Sequence[Blocks]) -> Space:
    """The vocabulary of features seen at least twice."""
    vocabularies, idfs = [], []
    for k in range(len(many[0])):
        counts = Counter(feature for blocks in many for feature in blocks[k])
        kept = sorted(feature for feature, count in counts.items() if count >= _SEEN_TWICE)
        vocabularies.append({feature: i for i, feature in enumerate(kept)})
        idfs.append(np.array([log((1 + len(many)) / (1 + counts[f])) + 1 for f in kept]))
    return Space(vocabulary=tuple(vocabularies), idf=tuple(idfs))


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Coefficients of a stage: outputs × features."""

    outputs: tuple[str, ...]
    coefficients: Matrix
    bias: Vector

    def scores(self, matrix: Matrix) -> Vector:
        """Texts × outputs."""
        return matrix @ self.coefficients.T + self.bias


def fit(
    matrix: Matrix,
    outputs: tuple[str, ...],
    truth: Callable[[str], Vector],
    weight: Vector,
    *,
    strength: float,
    exact: float = EXACT,
) -> Fit:
    """One logistic regression an output; `truth` gives True, False, or NaN where not known."""
    rows, bias = [], []
    for output in outputs:
        y = truth(output)
        known = ~np.isnan(y)
        if not 0 < y[known].sum() < known.sum():
            rows.append(np.zeros(matrix.shape[1]))
            bias.append(_NEVER)
            continue
        model = LogisticRegression(
            C=strength, solver="liblinear", dual=True, max_iter=300, tol=exact, random_state=0
        )
        model.fit(matrix[known], y[known], sample_weight=weight[known])
        rows.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
    return Fit(outputs=outputs, coefficients=np.array(rows), bias=np.array(bias))


def evened(fitted: Fit, matrix: Matrix, truth: Callable[[str], Vector], weight: Vector) -> Fit:
    """The mean of a fit and of least squares: two losses err on different messages."""
    rows, bias = fitted.coefficients.copy(), fitted.bias.copy()
    for k, output in enumerate(fitted.outputs):
        y = truth(output)
        known = ~np.isnan(y)
        if rows[k].any():
            model = Ridge(alpha=EVEN, solver="sparse_cg", tol=EXACT)
            model.fit(matrix[known], _AS_LOGITS * (2 * y[known] - 1), sample_weight=weight[known])
            rows[k] = (rows[k] + model.coef_) / 2
            bias[k] = (bias[k] + model.intercept_) / 2
    return Fit(outputs=fitted.outputs, coefficients=rows, bias=bias)


def narrowed(wide: Space, fitted: Fit, matrix: Matrix, most: int) -> Space:
    """The space of the `most` features that move scores most."""
    rms = np.sqrt(np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel())
    strength = np.abs(fitted.coefficients).max(axis=0) * rms
    columns = np.sort(np.argsort(-strength, kind="stable")[:most])
    vocabularies, idfs, offset = [], [], 0
    for vocabulary, idf in zip(wide.vocabulary, wide.idf, strict=True):
        inside = columns[(columns >= offset) & (columns < offset + len(vocabulary))] - offset
        names = list(vocabulary)
        vocabularies.append({names[i]: k for k, i in enumerate(inside)})
        idfs.append(idf[inside])
        offset += len(vocabulary)
    return Space(vocabulary=tuple(vocabularies), idf=tuple(idfs))
