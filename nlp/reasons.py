"""Why a report was read so: what the strongest features added."""

import re
from collections.abc import Sequence

from desk.reading import Class
from nlp.features import Features
from nlp.judge import Matter
from nlp.looking import Look
from nlp.told import GROUP
from nlp.weights import Weights

_CONCEPTS, _WORDS = 1, 2  # blocks of a stage
_MOST = 6  # reasons told
_WORTH = 0.15  # what a feature must add to be told
_GRAVE = {
    Class.ONE: ("S0-02", "S0-03", "S0-04", "S0-05", "S0-06"),
    Class.TWO: ("S0-07", "S0-08", "S0-09", "S0-10", "S0-11"),
}
_COUNTED = re.compile("[一二三四五六七八九十百千几数上好多]+(?:户|家)")  # it is told as a number


def reasons(weights: Weights, blocks: Sequence[Features], about: Matter) -> tuple[str, ...]:
    """Lines such as `电梯+坏: facilities 2.1`, the strongest first.

    Of concepts, and of words where no concept speaks: a run of characters explains nothing to a person.
    """
    told = _added(weights, blocks, about, _CONCEPTS) or _added(weights, blocks, about, _WORDS)
    told.sort(reverse=True)
    return tuple(f"{_readable(feature)}: {output} {added:.1f}" for added, feature, output in told[:_MOST])


def triggers(seen: Look, class_: Class, people: int | None, again: tuple[int, int] | None) -> tuple[str, ...]:
    """The clauses that speak for the class, each with the words as written.

    `people`: how many complain; `again`: where the text says how many times it was told in vain.
    """
    clauses = _GRAVE.get(class_, ())
    many = class_ is Class.ONE and people is not None and people >= GROUP
    twice = [again] if again and class_ is Class.TWO else []
    spans: list[tuple[str | None, int, int]] = [("S0-09", *span) for span in twice]
    if "triggers" in seen.kinds:
        spans += [
            (hit.entry.clause, hit.start, hit.end)
            for hit in seen.hits
            if hit[0].clause in clauses
            and not any(first <= hit.start < end for first, end in twice)
            and not (many and _COUNTED.fullmatch(seen.folded.text, hit.start, hit.end))
        ]
    told = [f"{clause} {seen.folded.written[start:end]}" for clause, start, end in spans]
    return tuple(dict.fromkeys([f"S0-02 {people}户"] * many + told))


def _added(
    weights: Weights, blocks: Sequence[Features], about: Matter, k: int
) -> list[tuple[float, str, str]]:
    told = [feature for feature in blocks[k] if k == _WORDS or ":" in feature]
    outputs = (
        (weights.first, ("report",)),
        (weights.second, (about.category.value, f"class {about.class_.value}")),
    )
    return [
        (added, feature, stage.outputs[lane])
        for stage, names in outputs
        for added, feature, lane in stage.blocks[k].parts(
            blocks[k], told, [stage.outputs.index(name) for name in names], _WORTH
        )
    ]


def _readable(feature: str) -> str:
    """A feature without the names of lexicon files: `things:电梯+faults:坏` as `电梯+坏`."""
    return "+".join(part.partition(":")[2].rstrip("?") or part for part in feature.split("+"))
