"""Why a report was read so: what the strongest features added."""

from collections.abc import Sequence

from nlp.features import Features
from nlp.judge import Matter
from nlp.weights import Stage, Weights

_MOST = 6  # reasons told
_WORTH = 0.15  # what a feature must add to be told


def reasons(weights: Weights, blocks: Sequence[Features], about: Matter) -> tuple[str, ...]:
    """Lines such as `电梯+坏: facilities 2.1`, the strongest first."""
    told = _added(weights.first, blocks, "report")
    told += _added(weights.second, blocks, about.category.value)
    told += _added(weights.second, blocks, f"class {about.class_.value}")
    told.sort(reverse=True)
    return tuple(f"{_readable(feature)}: {output} {added:.1f}" for added, feature, output in told[:_MOST])


def _added(stage: Stage, blocks: Sequence[Features], output: str) -> list[tuple[float, str, str]]:
    """Of concepts and words only: a run of characters explains nothing to a person."""
    lane = stage.outputs.index(output)
    return [
        (added, feature, output)
        for block, features in zip(stage.blocks[1:], blocks[1:], strict=True)
        for feature, added in block.parts(features, lane)
        if added >= _WORTH
    ]


def _readable(feature: str) -> str:
    """A feature without the names of lexicon files: `things:电梯+faults:坏` as `电梯+坏`."""
    return "+".join(part.partition(":")[2] or part for part in feature.split("+"))
