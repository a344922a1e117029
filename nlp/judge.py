"""From scores to a verdict: intent, category, class, topic, urgency and how sure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, inf, log
from operator import add

from desk.reading import Category, Class, Intent, Urgency
from nlp import jury
from nlp.jury import BY_NAME, CATEGORIES, TOGETHER, of_topics
from nlp.weights import Weights

LONG = 30  # characters from which a message in a group is seldom chit-chat
# Chosen on held-back messages: a category outweighs its topic; class 1, class 2 and 急 are rare.
_CATEGORY = 2.0
_LIKELIER = {Category.FACILITIES.value: 0.7}
_GRAVER = {Class.ONE: 3.0, Class.TWO: 1.5, Class.THREE: 0.0}
_SOONER = {Urgency.SOON.value: 0.8}
_CLEAR = 3.0  # between the scores of the two likeliest classes
_SURE = log(0.9)  # share of the likeliest category
_DANGER = 0.2  # share of the category emergencies that is enough: a present danger wins
_HARMLESS = ("噪音", "快递外卖")  # no labelled emergency of 3,000 has such a topic
_LEAN = 0.5  # how much it weighs whether a message is of ours
_URGENCIES = tuple(urgency.value for urgency in Urgency)
_CLASSES = tuple((f"class {class_.value}", _GRAVER[class_], class_) for class_ in Class)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a message wants, with calibrated chances."""

    intent: Intent
    sure: float  # chance that `intent` is right
    report: float  # chance of a report
    emergency: float  # chance of an emergency
    ours: float  # chance that it is of a compound and its company, be it a report or not

    @cached_property
    def leaned(self) -> float:
        """The chance of a report, more where it is surely of ours, less where it is idle talk.

        Of two that are as likely a report, staff are rather asked about the one that is meant for them.
        """
        odds = _odds(self.report) * exp(_LEAN * (log(_odds(self.ours)) - 1))
        return odds / (1 + odds)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a report is about."""

    category: Category
    class_: Class
    topic: str
    urgency: Urgency
    emergency: float  # chance of the category emergencies


def _odds(chance_: float) -> float:
    return chance_ / (1 - chance_)


def chance(score: float, scale: Sequence[float]) -> float:
    """A score as a calibrated chance (Platt): `scale` is slope and offset."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, scale[0] * score + scale[1]))))


def verdict(scores: Sequence[float], weights: Weights, length: int) -> Verdict:
    """The first stage's decision on a message of `length` characters."""
    scales = weights.facts["calibration"]
    chances = {o: chance(s, scales[o]) for o, s in zip(weights.first.outputs, scores, strict=True)}
    emergency, ours, report = chances.pop("emergency"), chances.pop("ours"), chances["report"]
    chat = max(0.0, 1 - sum(chances.values()))
    del chances["report"]
    others = {**chances, "chat": chat}
    whole = sum(others.values()) or 1.0
    intent = max(others, key=others.__getitem__)
    sure = (1 - report) * others[intent] / whole
    if report >= weights.facts["report from"]["long" if length >= LONG else "short"]:
        intent, sure = "report", report
    return Verdict(intent=Intent(intent), sure=sure, report=report, emergency=emergency, ours=ours)


def matter(scores: Sequence[float], weights: Weights, clauses: Callable[[], jury.Clauses] = list) -> Matter:
    """The second stage's decision: category and topic together, urgency after them.

    `clauses`: the first scores of each clause of a long message; where the whole leaves a doubt, they have a
    say in category and class.
    """
    told = dict(zip(weights.second.outputs, scores, strict=True))
    usual, company = weights.facts["pairs"], weights.company
    categories, topics = _shares(told, CATEGORIES), of_topics(told)
    danger = exp(categories[Category.EMERGENCIES.value])
    heard = clauses() if _doubtful(told, categories) else []
    if danger >= _DANGER:
        categories = {Category.EMERGENCIES.value: 0.0}
    elif heard:
        category = jury.category(told, heard, company, weights.facts["jury"])
        categories = {category: categories[category]}
    _, category, topic = _together(categories, topics, company)
    if topic in _HARMLESS and category == Category.EMERGENCIES.value:
        category = Category.SERVICE.value  # 楼上别跳了！ is of a neighbour's feet
    urgency = max(_URGENCIES, key=lambda u: told[u] + _SOONER.get(u, 0.0) + TOGETHER * usual[category][u])
    return Matter(
        category=Category(category),
        class_=jury.class_(told, heard, weights.facts["jury"]) if heard else _class(told),
        topic=topic,
        urgency=Urgency(urgency),
        emergency=danger,
    )


def _doubtful(told: Mapping[str, float], categories: Mapping[str, float]) -> bool:
    """Whether the clauses are worth hearing; of letters without doubt they turned one in a hundred."""
    _, second, first = sorted(told[name] + more for name, more, _ in _CLASSES)
    return first - second < _CLEAR or max(categories.values()) < _SURE


def _class(told: Mapping[str, float]) -> Class:
    return max(_CLASSES, key=lambda c: told[c[0]] + c[1])[2]


def _together(
    categories: Mapping[str, float], topics: Sequence[float], company: jury.Company
) -> tuple[float, str, str]:
    """The best pair of category and topic after its score; `topics` as `BY_NAME`.

    Company only takes from a topic's score: where the best one is not enough, none is.
    """
    alone = [(_CATEGORY * share + _LIKELIER.get(name, 0.0), name) for name, share in categories.items()]
    best, top = (-inf, "", ""), max(topics)
    for score, category in sorted(alone, reverse=True):
        if score + top < best[0]:
            break
        scores = list(map(add, topics, company[category]))
        highest = max(scores)
        best = max(best, (score + highest, category, BY_NAME[scores.index(highest)]))
    return best


def _shares(told: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    """Log of each output's share among its rivals."""
    top = max(told[name] for name in names)
    whole = top + log(sum(exp(told[name] - top) for name in names))
    return {name: told[name] - whole for name in names}
