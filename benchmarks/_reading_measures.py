"""Figures of readings beside their labels."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp.examples import Example

Pair = tuple[Example, Reading]


def f1(true: Sequence[bool], told: Sequence[bool]) -> float:
    """Harmonic mean of precision and recall."""
    both = sum(a and b for a, b in zip(true, told, strict=True))
    return 2 * both / (sum(true) + sum(told)) if both else 0.0


def report(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """Precision, recall, F1 of the intent report."""
    known = [(e.intent == Intent.REPORT, r.intent is Intent.REPORT) for e, r in pairs if e.intent]
    both = sum(a and b for a, b in known)
    true, told = sum(a for a, _ in known), sum(b for _, b in known)
    precision, recall = both / told if told else 0.0, both / true if true else 0.0
    return precision, recall, f1([a for a, _ in known], [b for _, b in known])


def by_value(pairs: Sequence[Pair], field: str, values: Sequence[Any]) -> dict[Any, float]:
    """F1 of each value of a report's field over all messages whose label is known; values that occur."""
    told: dict[Any, float] = {}
    known = [
        (e, r) for e, r in pairs if e.intent and (e.intent != Intent.REPORT or getattr(e, field) is not None)
    ]
    for value in values:
        true = [e.intent == Intent.REPORT and getattr(e, field) == value for e, _ in known]
        got = [r.intent is Intent.REPORT and getattr(r, field) == value for _, r in known]
        if any(true):
            told[value] = f1(true, got)
    return told


def macro(values: dict[Any, float]) -> float:
    """The mean."""
    return sum(values.values()) / len(values) if values else 0.0


CATEGORIES = (Category.FACILITIES, Category.SERVICE, Category.FEES)
CLASSES = tuple(Class)
URGENCIES = tuple(Urgency)
SLOTS = ("building", "unit", "floor", "room")


def emergencies(pairs: Sequence[Pair]) -> tuple[int, float, int]:
    """How many, the share read as such, and how many nobody would be told of."""
    true = [(e, r) for e, r in pairs if e.emergency]
    right = sum(r.intent is Intent.REPORT and r.category is Category.EMERGENCIES for _, r in true)
    return len(true), right / len(true) if true else 0.0, sum(r.action is Action.SILENT for _, r in true)


def slots(pairs: Sequence[Pair]) -> tuple[int, float]:
    """Messages that tell a place, and the share with all four parts exactly right."""
    told = [(e, r) for e, r in pairs if any(slot in e.slots for slot in SLOTS)]
    right = sum(all(e.slots.get(slot) == getattr(r.place, slot) for slot in SLOTS) for e, r in told)
    return len(told), right / len(told) if told else 0.0


def wishes(pairs: Sequence[Pair]) -> tuple[int, float]:
    """Messages with a time wish, and the share whose words were told."""
    told = [(e, r) for e, r in pairs if "when_text" in e.slots]
    right = sum(r.when is not None and r.when.text == e.slots["when_text"] for e, r in told)
    return len(told), right / len(told) if told else 0.0


def alarms(pairs: Sequence[Pair], action: Action) -> float:
    """Messages of chat with this action, per thousand."""
    chat = [r for e, r in pairs if e.intent == Intent.CHAT]
    return 1000 * sum(r.action is action for r in chat) / len(chat) if chat else 0.0


def reliability(
    pairs: Sequence[Pair], edges: Sequence[float]
) -> list[tuple[float, float, int, float, float]]:
    """Per band of confidence: from, to, how many, mean confidence, share right."""
    rows = []
    for low, high in pairwise(edges):
        inside = [(e, r) for e, r in pairs if e.intent and low <= r.confidence < high]
        if inside:
            sure = sum(r.confidence for _, r in inside) / len(inside)
            right = sum(e.intent == r.intent.value for e, r in inside) / len(inside)
            rows.append((low, high, len(inside), sure, right))
    return rows


def share(pairs: Sequence[Pair], right: Callable[[Example, Reading], bool]) -> float:
    """The share of reports (true and told) for which `right` holds."""
    both = [(e, r) for e, r in pairs if e.intent == Intent.REPORT and r.intent is Intent.REPORT and e.topic]
    return sum(right(e, r) for e, r in both) / len(both) if both else 0.0
