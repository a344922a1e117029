"""What both stages learn from, and how they are fitted; needs scikit-learn."""

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from sklearn.model_selection import StratifiedKFold

from desk.reading import TOPICS, Category, Class, Intent, Urgency
from nlp.clauses import Clause, clauses
from nlp.examples import Example
from nlp.features import SEEN
from nlp.fitting import FINER, ROUGH, STRENGTH, Blocks, Fit, Space, Vector, evened, fit, narrowed, space
from nlp.lexicon import Lexicon
from nlp.looking import cut, look
from nlp.senses import senses
from nlp.words import Words

FEATURES = 36_000  # kept of the second stage; in the first, every one left out costs report F1
FEW = 3  # blocks of the first stage: senses told it no more, and would cost chit-chat time
_IDLE = 0.99  # share of chat from which all chat of a file is taken for idle talk
OWN_WEIGHT = 2.0  # of a shipped sentence beside a line of a file of weight 1

OURS = "ours"  # the output for what is said of a compound and its company, be it a report or not
FIRST = (Intent.REPORT.value, Intent.ENQUIRY.value, Intent.PRAISE.value, "emergency", OURS)
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
        if output == OURS:
            return _ours(examples)
        return np.array([np.nan if e.intent is None else float(e.intent == output) for e in examples])

    return truth


def _ours(examples: Sequence[Example]) -> Vector:
    """What is said to the company is; idle talk is not; of other chat in a residents' group nobody knows."""
    said = Counter(e.source for e in examples)
    chat = Counter(e.source for e in examples if e.intent == Intent.CHAT)
    idle = {source for source, count in said.items() if chat[source] >= _IDLE * count}
    told = [e.intent not in {None, Intent.CHAT} for e in examples]
    return np.array(
        [1.0 if ours else 0.0 if e.source in idle else np.nan for e, ours in zip(examples, told, strict=True)]
    )


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
    """Examples with their features, those of their clauses, and how much each counts."""

    examples: Sequence[Example]
    blocks: Sequence[Blocks]
    clauses: Sequence[Sequence[Clause]]
    weight: Vector

    def only(self, index: Sequence[int]) -> "Lesson":
        """The part with these positions."""
        return Lesson(
            examples=[self.examples[i] for i in index],
            blocks=[self.blocks[i] for i in index],
            clauses=[self.clauses[i] for i in index],
            weight=self.weight[index],
        )

    def reports(self) -> "Lesson":
        """The reports among them."""
        return self.only([i for i, example in enumerate(self.examples) if example.intent == Intent.REPORT])


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
            for group in (TOPICS, sorted(_URGENCIES))
            for value in group
        }
        for category, count in counts.items()
    }


def lesson(examples: Sequence[Example], known: Lexicon, words: Words, weight: dict[str, float]) -> Lesson:
    """Examples with features; `weight` by source, `OWN_WEIGHT` for the rest."""
    seen = [taken(example.text, known, words) for example in examples]
    return Lesson(
        examples=examples,
        blocks=[whole for whole, _ in seen],
        clauses=[parts for _, parts in seen],
        weight=np.array([weight.get(example.source, OWN_WEIGHT) for example in examples]),
    )


def taken(text: str, known: Lexicon, words: Words) -> tuple[Blocks, list[Clause]]:
    """The four blocks of features of a text, and the first two of each of its clauses."""
    seen = look(text, known)
    return (seen.grams, seen.concepts, cut(seen, words)[1], senses(seen.folded.text[:SEEN])), clauses(seen)
