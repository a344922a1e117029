"""Why a report was read so: what the strongest features added."""

from collections.abc import Sequence

from nlp.features import Features
from nlp.judge import Matter
from nlp.weights import Weights

_CONCEPTS, _WORDS = 1, 2  # blocks of a stage
_MOST = 6  # reasons told
_WORTH = 0.15  # what a feature must add to be told


def reasons(weights: Weights, blocks: Sequence[Features], about: Matter) -> tuple[str, ...]:
    """Lines such as `电梯+坏: facilities 2.1`, the strongest first.

    Of concepts, and of words where no concept speaks: a run of characters explains nothing to a person.
    """
    told = _added(weights, blocks, about, _CONCEPTS) or _added(weights, blocks, about, _WORDS)
    told.sort(reverse=True)
    return tuple(f"{_readable(feature)}: {output} {added:.1f}" for added, feature, output in told[:_MOST])


def _added(
    weights: Weights, blocks: Sequence[Features], about: Matter, k: int
) -> list[tuple[float, str, str]]:
    outputs = (
        (weights.first, "report"),
        (weights.second, about.category.value),
        (weights.second, f"class {about.class_.value}"),
    )
    return [
        (added, feature, output)
        for stage, output in outputs
        for feature, added in stage.blocks[k].parts(blocks[k], stage.outputs.index(output), _WORTH)
        if k == _WORDS or ":" in feature
    ]


def _readable(feature: str) -> str:
    """A feature without the names of lexicon files: `things:电梯+faults:坏` as `电梯+坏`."""
    return "+".join(part.partition(":")[2].rstrip("?") or part for part in feature.split("+"))
