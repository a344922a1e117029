"""Training of the shipped weights; needs scikit-learn, which the reader does not.

`python -m nlp.train [--also FILE:WEIGHT]…` learns from the shipped sentences and from further
labelled files, and writes the weights and the IDF table that the reader loads.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from desk.reading import Intent
from nlp import examples as labelled
from nlp import lexicon
from nlp import weights as files
from nlp.examples import Example
from nlp.fitting import BLOCK_SCALES, Vector
from nlp.lessons import FIRST, OURS, Lesson, intent_truth, lesson
from nlp.lexicon import Lexicon
from nlp.looking import cut, look
from nlp.schooling import Learned, learn_first, learn_second, pairs, parts
from nlp.seating import seated
from nlp.weights import SCALE, Block, Stage, Weights, pack
from nlp.words import IDF, Words

FOLDS = 3
REPORT_FROM = {"short": 0.43, "long": 0.25}  # chance from which: best F1 of held-back examples
_SELDOM = 3  # a word in fewer texts has no place in the IDF table
_FAINT = -1.5  # a full score above this might still ask staff
_SLACK = 0.1
_LIGHT = 0.02  # a weight below this is nothing
_IDLE = 0.85  # a feature with no weight above this is left out: a fifth of all, without loss


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """First-stage scores of every example by a model that had not seen it."""

    full: Vector
    partial: Vector  # without the words block


def held_back(lesson: Lesson, folds: int = FOLDS) -> HeldBack:
    """Scores by cross-validation."""
    full = np.zeros((len(lesson.examples), len(FIRST)))
    partial = np.zeros_like(full)
    for train_on, test_on in parts(lesson, folds):
        learned = learn_first(lesson.only(train_on))
        matrix = learned.space.matrix([lesson.blocks[i] for i in test_on])
        known = sum(len(vocabulary) for vocabulary in learned.space.vocabulary[:-1])
        full[test_on] = learned.fit.scores(matrix)
        partial[test_on] = matrix[:, :known] @ learned.fit.coefficients[:, :known].T + learned.fit.bias
    return HeldBack(full=full, partial=partial)


def weights(whole: Lesson, known: Lexicon) -> Weights:
    """What the reader loads."""
    examples, scores = whole.examples, held_back(whole)
    facts: dict[str, Any] = {
        "calibration": {o: _platt(scores.full[:, k], intent_truth(examples)(o)) for k, o in enumerate(FIRST)},
        "pairs": pairs(example for example in examples if example.intent == Intent.REPORT),
        "report from": REPORT_FROM,
        "hopeless": _hopeless(scores, examples),
        "jury": seated(whole),
        "entries": [entry.name for entry in known.entries],
    }
    return Weights(first=stage(learn_first(whole)), second=stage(learn_second(whole)), facts=facts)


def _platt(scores: Vector, truth: Vector) -> list[float]:
    known = ~np.isnan(truth)
    model = LogisticRegression(C=1e3).fit(scores[known].reshape(-1, 1), truth[known])
    return [float(model.coef_[0][0]), float(model.intercept_[0])]


def _hopeless(scores: HeldBack, examples: Sequence[Example]) -> dict[str, float]:
    """Partial scores under which no held-back message was accepted by the full model."""
    limits = {}
    for k, output in enumerate(FIRST):
        if output == OURS:
            continue  # that alone makes no report of it
        accepted = scores.full[:, k] > _FAINT
        limits[output] = float(scores.partial[accepted, k].min()) - _SLACK if accepted.any() else -_SLACK
    below = np.all([scores.partial[:, FIRST.index(o)] < limit for o, limit in limits.items()], axis=0)
    chat = np.array([example.intent == Intent.CHAT for example in examples])
    return limits | {"sure": round(float(chat[below].mean()) if below.any() else 1.0, 4)}


def stage(learned: Learned) -> Stage:
    """A fit as the rows that the reader adds."""
    found, fitted = learned.space, learned.fit
    blocks, offset = [], 0
    for k, vocabulary in enumerate(found.vocabulary):
        idf = found.idf[k]
        weights = fitted.coefficients[:, offset : offset + len(vocabulary)] * idf * BLOCK_SCALES[k]
        offset += len(vocabulary)
        weights[np.abs(weights) < _LIGHT] = 0
        steps = np.rint(weights * SCALE).astype(int)
        squares = np.rint(idf**2 * SCALE).astype(int)
        heavy = np.abs(weights).max(axis=0, initial=0) >= _IDLE
        rows = {f: pack([int(squares[i]), *map(int, steps[:, i])]) for f, i in vocabulary.items() if heavy[i]}
        blocks.append(Block(rows=rows, lanes=len(fitted.outputs) + 1))
    return Stage(outputs=fitted.outputs, bias=tuple(map(float, fitted.bias)), blocks=tuple(blocks))


def write_idf(texts: Iterable[str], known: Lexicon, words: Words, path: Path) -> None:
    """The IDF table of these texts: `word idf` a line."""
    cuts = [set(cut(look(text, known), words)[0]) for text in texts]
    counts = Counter(word for found in cuts for word in found)
    lines = [
        f"{word} {log(len(cuts) / count):.2f}\n" for word, count in sorted(counts.items()) if count >= _SELDOM
    ]
    path.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Trains on all and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", action="append", default=[], metavar="FILE:WEIGHT")
    parser.add_argument("--out", type=Path, default=files.SHIPPED)
    options = parser.parse_args()
    further = [
        (Path(name), float(weight)) for name, _, weight in (also.rpartition(":") for also in options.also)
    ]
    known, words = lexicon.load(), Words()
    examples = labelled.own() + [example for path, _ in further for example in labelled.read(path)]
    whole = lesson(examples, known, words, {path.stem: weight for path, weight in further})
    files.save(weights(whole, known), options.out, level=9)
    write_idf((example.text for example in examples), known, words, IDF)


if __name__ == "__main__":
    main()
