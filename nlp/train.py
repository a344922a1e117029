"""Training of the shipped weights; needs scikit-learn, which the reader does not.

`python -m nlp.train [--also FILE:WEIGHT]…` learns from the shipped sentences and from further
labelled files, and writes the weights and the IDF table that the reader loads.
"""

import argparse
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from desk.reading import TOPICS, Category, Class, Intent, Urgency
from nlp import examples as labelled
from nlp import lexicon
from nlp import weights as files
from nlp.examples import Example
from nlp.fitting import (
    BLOCK_SCALES,
    FINER,
    ROUGH,
    STRENGTH,
    Blocks,
    Fit,
    Space,
    Vector,
    evened,
    fit,
    narrowed,
    space,
)
from nlp.lexicon import Lexicon
from nlp.looking import cut, look
from nlp.weights import SCALE, Block, Stage, Weights, pack
from nlp.words import IDF, Words

FOLDS = 3
FEATURES = 36_000  # kept of the second stage; in the first, every one left out costs report F1
REPORT_FROM = {"short": 0.43, "long": 0.25}  # chance from which: best F1 of held-back examples
OWN_WEIGHT = 2.0  # of a shipped sentence beside a line of a file of weight 1
_SELDOM = 3  # a word in fewer texts has no place in the IDF table
_FAINT = -1.5  # a full score above this might still ask staff
_SLACK = 0.1
_LIGHT = 0.02  # a weight below this is dropped from the file

FIRST = (Intent.REPORT.value, Intent.ENQUIRY.value, Intent.PRAISE.value, "emergency")
SECOND = (
    *(category.value for category in Category),
    *(f"class {class_.value}" for class_ in Class),
    *(urgency.value for urgency in Urgency),
    *TOPICS,
)


def intent_truth(examples: Sequence[Example]) -> Callable[[str], Vector]:
    """Truth of the first stage's outputs."""

    def truth(output: str) -> Vector:
        if output == "emergency":
            return np.array([float(e.emergency) for e in examples])
        return np.array([np.nan if e.intent is None else float(e.intent == output) for e in examples])

    return truth


def report_truth(examples: Sequence[Example]) -> Callable[[str], Vector]:
    """Truth of the second stage's outputs."""

    def truth(output: str) -> Vector:
        values = [_field(example, output) for example in examples]
        return np.array([np.nan if value is None else float(value == output) for value in values])

    return truth


_CATEGORIES = {category.value for category in Category}
_URGENCIES = {urgency.value for urgency in Urgency}


def _field(example: Example, output: str) -> str | None:
    if output in _CATEGORIES:
        return example.category
    if output in _URGENCIES:
        return example.urgency
    if output.startswith("class "):
        return None if example.class_ is None else f"class {example.class_}"
    return example.topic


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """Examples with their features and how much each counts."""

    examples: Sequence[Example]
    blocks: Sequence[Blocks]
    weight: Vector

    def only(self, index: Sequence[int]) -> "Lesson":
        """The part with these positions."""
        return Lesson(
            examples=[self.examples[i] for i in index],
            blocks=[self.blocks[i] for i in index],
            weight=self.weight[index],
        )


@dataclass(frozen=True, kw_only=True)
class Learned:
    """A stage before it is written as rows."""

    space: Space
    fit: Fit


def learn_first(lesson: Lesson) -> Learned:
    """What a message wants."""
    wide = space(lesson.blocks)
    truth = intent_truth(lesson.examples)
    return Learned(
        space=wide, fit=fit(wide.matrix(lesson.blocks), FIRST, truth, lesson.weight, strength=STRENGTH)
    )


def learn_second(lesson: Lesson) -> Learned:
    """What a report is about: fits on all features, keeps those that matter, fits again on these."""
    reports = lesson.only([i for i, example in enumerate(lesson.examples) if example.intent == Intent.REPORT])
    truth = report_truth(reports.examples)
    wide = space(reports.blocks)
    matrix = wide.matrix(reports.blocks)
    rough = fit(matrix, SECOND, truth, reports.weight, strength=FINER, exact=ROUGH)
    narrow = narrowed(wide, rough, matrix, FEATURES)
    kept = narrow.matrix(reports.blocks)
    sure = fit(kept, SECOND, truth, reports.weight, strength=FINER)
    return Learned(space=narrow, fit=evened(sure, kept, truth, reports.weight))


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


def parts(lesson: Lesson, folds: int) -> list[tuple[Vector, Vector]]:
    """Stratified by source and intent, always the same."""
    strata = [f"{example.source} {example.intent}" for example in lesson.examples]
    split = StratifiedKFold(folds, shuffle=True, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a rare stratum is fine
        return list(split.split(np.zeros(len(strata)), strata))


def weights(
    first: Learned, second: Learned, scores: HeldBack, examples: Sequence[Example], known: Lexicon
) -> Weights:
    """What the reader loads."""
    facts: dict[str, Any] = {
        "calibration": {o: _platt(scores.full[:, k], intent_truth(examples)(o)) for k, o in enumerate(FIRST)},
        "pairs": pairs(example for example in examples if example.intent == Intent.REPORT),
        "report from": REPORT_FROM,
        "hopeless": _hopeless(scores, examples),
        "entries": [entry.name for entry in known.entries],
    }
    return Weights(first=stage(first), second=stage(second), facts=facts)


def _platt(scores: Vector, truth: Vector) -> list[float]:
    known = ~np.isnan(truth)
    model = LogisticRegression(C=1e3).fit(scores[known].reshape(-1, 1), truth[known])
    return [float(model.coef_[0][0]), float(model.intercept_[0])]


def _hopeless(scores: HeldBack, examples: Sequence[Example]) -> dict[str, float]:
    """Partial scores under which no held-back message was accepted by the full model."""
    limits = {}
    for k, output in enumerate(FIRST):
        accepted = scores.full[:, k] > _FAINT
        limits[output] = float(scores.partial[accepted, k].min()) - _SLACK if accepted.any() else -_SLACK
    below = np.all([scores.partial[:, k] < limits[o] for k, o in enumerate(FIRST)], axis=0)
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
        rows = {f: pack([int(squares[i]), *map(int, steps[:, i])]) for f, i in vocabulary.items()}
        blocks.append(Block(rows=rows, lanes=len(fitted.outputs) + 1))
    return Stage(outputs=fitted.outputs, bias=tuple(map(float, fitted.bias)), blocks=tuple(blocks))


def pairs(examples: Iterable[Example]) -> dict[str, dict[str, float]]:
    """How often category and topic, and category and urgency, go together: log of the share, smoothed."""
    counts: dict[str, Counter[str]] = {category.value: Counter() for category in Category}
    for example in examples:
        if example.category:
            counts[example.category].update(v for v in (example.topic, example.urgency) if v)
    return {
        category: {
            value: round(log((count[value] + 0.3) / (sum(count[v] for v in group) + 0.3 * len(group))), 3)
            for group in (TOPICS, sorted(_URGENCIES))
            for value in group
        }
        for category, count in counts.items()
    }


def lesson(examples: Sequence[Example], known: Lexicon, words: Words, weight: dict[str, float]) -> Lesson:
    """Examples with features; `weight` by source, `OWN_WEIGHT` for the rest."""
    return Lesson(
        examples=examples,
        blocks=[blocks(example.text, known, words) for example in examples],
        weight=np.array([weight.get(example.source, OWN_WEIGHT) for example in examples]),
    )


def blocks(text: str, known: Lexicon, words: Words) -> Blocks:
    """The three blocks of features of a text."""
    seen = look(text, known)
    return seen.grams, seen.concepts, cut(seen, words)[1]


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
    learned = weights(learn_first(whole), learn_second(whole), held_back(whole), examples, known)
    files.save(learned, options.out, level=9)
    write_idf((example.text for example in examples), known, words, IDF)


if __name__ == "__main__":
    main()
