"""What a lexicon entry says before anything was learned about it.

So a word that a property manager adds today works today; once trained on, its learned weight replaces this.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from desk.reading import Intent
from nlp.lexicon import Hit, Kind
from nlp.weights import Stage

_FIRST: Mapping[Kind, Mapping[str, float]] = {
    Kind.THING: {Intent.REPORT.value: 1.0},
    Kind.FAULT: {Intent.REPORT.value: 1.0},
    Kind.ALARM: {Intent.REPORT.value: 2.0, "emergency": 3.0},
    Kind.SIGN: {Intent.REPORT.value: 0.5, "emergency": 0.5},
    Kind.PLEA: {Intent.REPORT.value: 0.5},
    Kind.CONTEXT: {Intent.REPORT.value: -1.5},
}
_TOPIC = 3.0


def with_priors(
    scores: Sequence[float], hits: Sequence[Hit], stage: Stage, learned: AbstractSet[str]
) -> list[float]:
    """The scores with what entries not among the `learned` ones add, by their weight."""
    told = list(scores)
    new = {hit.entry for hit in hits if hit.entry.name not in learned}
    kinds = {hit.entry.file for hit in hits} if new else set()
    for entry in new:
        if entry.needs and entry.needs not in kinds:
            continue
        said = {**_FIRST.get(entry.kind, {}), **({entry.topic: _TOPIC} if entry.topic else {})}
        for k, output in enumerate(stage.outputs):
            told[k] += entry.weight * said.get(output, 0.0)
    return told
