"""What both stages learn from; needs numpy."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from desk.reading import TOPICS, Category, Class, Intent, Urgency
from nlp.clauses import Clause, clauses
from nlp.examples import Example
from nlp.features import SEEN, Blocks
from nlp.lexicon import Lexicon
from nlp.looking import cut, look
from nlp.senses import senses
from nlp.words import Words

Vector = Any

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

    @cache
    def told(field: str) -> list[str | None]:
        return [_told(example, field) for example in examples]

    def truth(output: str) -> Vector:
        return np.array(
            [np.nan if value is None else float(value == output) for value in told(_field(output))]
        )

    return truth


_CATEGORIES = {category.value for category in Category}
_URGENCIES = {urgency.value for urgency in Urgency}


def _field(output: str) -> str:
    """The field that an output is a value of."""
    if output in _CATEGORIES:
        return "category"
    if output in _URGENCIES:
        return "urgency"
    return "class_" if output.startswith("class ") else "topic"


def _told(example: Example, field: str) -> str | None:
    value = getattr(example, field)
    return f"class {value}" if field == "class_" and value is not None else value


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
        return self.only(self.are_reports())

    def are_reports(self) -> list[int]:
        """The positions of the reports."""
        return [i for i, example in enumerate(self.examples) if example.intent == Intent.REPORT]


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
