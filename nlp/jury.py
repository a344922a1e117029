"""What a long report is about, by the whole of it and by its clauses one by one.

A letter tells much before it says what is wrong: the clause that complains once more, or names the harm,
counts for more than its share. How much more was learned from held-back reports (`nlp/seating.py`).
"""

from collections.abc import Mapping, Sequence
from operator import add, itemgetter, mul

from desk.reading import TOPICS, Category, Class

CATEGORIES = tuple(category.value for category in Category)
CLASSES = tuple(f"class {class_.value}" for class_ in Class)
HEARD = len(CATEGORIES) + len(CLASSES)  # outputs of the second stage, the first, that clauses are scored by
BY_NAME = sorted(TOPICS, reverse=True)  # of equals the last by name is taken
TOGETHER = 0.5  # how much the usual company of a category counts beside the scores
# Chosen on held-back reports, as in `nlp/judge.py`: class 1 and 2 are rare.
_GRAVER = (0.85, 0.35, 0.0)
_LIKELIER = (0.3, 0.0, 0.0, 0.0)

of_topics = itemgetter(*BY_NAME)  # scores of all topics, in that order
Told = Mapping[str, float]  # the second stage's scores by output
Company = Mapping[str, Sequence[float]]  # of each category, as `often` tells it
Clauses = Sequence[Sequence[float]]  # HEARD scores of each
Rates = Mapping[str, Sequence[Sequence[float]]]  # by what is decided: a row a verdict, its bias first


def class_(whole: Told, clauses: Clauses, rates: Rates) -> Class:
    """The gravest class that whole and clauses support together (S0-01)."""
    scores = _scores(rates["class"], class_seen(whole, clauses), _GRAVER)
    return list(Class)[scores.index(max(scores))]


def category(whole: Told, clauses: Clauses, company: Company, rates: Rates) -> str:
    """The category that whole, topics and clauses support together."""
    scores = _scores(rates["category"], category_seen(whole, clauses, company), _LIKELIER)
    return CATEGORIES[scores.index(max(scores))]


def class_seen(whole: Told, clauses: Clauses) -> list[float]:
    """Scores of the whole, the highest and the mean of the clauses'."""
    highest = list(map(max, zip(*clauses, strict=True)))
    first = len(CATEGORIES)
    return [*map(whole.__getitem__, CLASSES), *highest[first:], *_mean(clauses)[first:]]


def category_seen(whole: Told, clauses: Clauses, company: Company) -> list[float]:
    """Scores of the whole, of each category's likeliest topic, and the mean of the clauses'."""
    topics = [max(map(add, of_topics(whole), company[name])) for name in CATEGORIES]
    return [*map(whole.__getitem__, CATEGORIES), *topics, *_mean(clauses)[: len(CATEGORIES)]]


def often(usual: Mapping[str, Told]) -> dict[str, tuple[float, ...]]:
    """What the usual company of each category adds to each topic's score, as `BY_NAME`."""
    return {name: tuple(TOGETHER * value for value in of_topics(told)) for name, told in usual.items()}


def _mean(clauses: Clauses) -> list[float]:
    return [sum(scores) / len(clauses) for scores in zip(*clauses, strict=True)]


def _scores(rows: Sequence[Sequence[float]], seen: Sequence[float], more: Sequence[float]) -> list[float]:
    return [
        bias + sum(map(mul, rates, seen)) + extra for (bias, *rates), extra in zip(rows, more, strict=True)
    ]
