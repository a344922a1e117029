"""Linear weights in a small file, summed without a numeric library.

Every feature carries one big integer: a lane of 32 bits per output, so that one addition adds
all outputs at once. A block's sums are divided by the length of its vector (L2 over idf).
"""

import gzip
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from operator import add, truediv
from pathlib import Path
from struct import Struct
from typing import Any

from nlp.jury import Company, often

SHIPPED = Path(__file__).parent / "weights.gz"
SCALE = 64  # steps per unit of weight

_LANE = 32
_HALF = 1 << (_LANE - 1)
_MASK = (1 << _LANE) - 1


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block of features: the first lane is idf², the others the outputs."""

    rows: Mapping[str, int]
    lanes: int

    def total(self, features: AbstractSet[str], most: int | None = None) -> Iterable[float]:
        """The scores of the outputs, or of the first `most`, for these features."""
        sums = _lanes(sum(filter(None, map(self.rows.get, features))), self.lanes)
        return map(truediv, sums[1 : most and most + 1], repeat(_length(sums[0])))

    def parts(
        self, features: Collection[str], of: Collection[str], lanes: Sequence[int], least: float
    ) -> list[tuple[float, str, int]]:
        """What those `of` the features add to each of the outputs `lanes`, where that is `least` or more."""
        squares, *outputs = self._columns
        length = _length(sum(map(squares.__getitem__, self.rows.keys() & features)))
        rough = least * length - 1
        known = self.rows.keys() & of
        return [
            (added, feature, lane)
            for lane in lanes
            for feature, steps in zip(known, map(outputs[lane].__getitem__, known), strict=True)
            if steps >= rough and (added := steps / length) >= least
        ]

    def squares(self, features: Iterable[str]) -> dict[str, int]:
        """The idf², in steps, of those features that are known."""
        known, squares = self.rows, self._columns[0]
        return {feature: squares[feature] for feature in features if feature in known}

    @cached_property
    def _columns(self) -> tuple["_Column", ...]:
        return tuple(_Column(self, lane) for lane in range(self.lanes))


class _Column(dict[str, int]):
    """One lane of each known feature; taken out of its row when it is first asked for, as that takes long."""

    def __init__(self, block: Block, lane: int) -> None:
        super().__init__()
        self._rows, self._top, self._shift = block.rows, _raise(block.lanes), _LANE * lane

    def __missing__(self, feature: str) -> int:
        self[feature] = steps = (self._rows[feature] + self._top >> self._shift & _MASK) - _HALF
        return steps


def _length(squares: int) -> float:
    """The length of a block's vector, in steps, from the sum of its idf²; that is never negative."""
    return (squares * SCALE) ** 0.5 or 1.0


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A group of outputs decided together from several blocks."""

    outputs: tuple[str, ...]
    bias: tuple[float, ...]
    blocks: tuple[Block, ...]

    def scores(self, seen: Iterable[AbstractSet[str]], most: int | None = None) -> list[float]:
        """The scores of the outputs, or of the first `most`.

        By as many of the first blocks as `seen` has features of.
        """
        scores: Iterable[float] = self.bias
        for block, features in zip(self.blocks, seen, strict=False):
            scores = map(add, scores, block.total(features, most))
        return list(scores)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """All that was learned."""

    first: Stage  # what a message wants
    second: Stage  # what a report is about
    facts: Mapping[str, Any]  # calibration, thresholds, co-occurrence, lexicon entries learned from

    @cached_property
    def learned(self) -> frozenset[str]:
        """The lexicon entries that existed when these weights were learned."""
        return frozenset(self.facts.get("entries", ()))

    @cached_property
    def company(self) -> Company:
        """Which topics each category keeps company with."""
        return often(self.facts["pairs"])


def pack(values: Iterable[int]) -> int:
    """Whole numbers side by side in one."""
    return sum(value << (_LANE * lane) for lane, value in enumerate(values))


def unpack(packed: int, lanes: int) -> list[int]:
    """The numbers that were packed, or their sums."""
    return list(_lanes(packed, lanes))


def _lanes(packed: int, lanes: int) -> tuple[int, ...]:
    top, numbers = _raise(lanes), _numbers(lanes)
    # Raised, every lane is positive; its highest bit flipped, a signed number as machines write it.
    return numbers.unpack((packed + top ^ top).to_bytes(numbers.size, "little"))


@cache
def _numbers(lanes: int) -> Struct:
    return Struct(f"<{lanes}i")


def lowest(packed: int) -> int:
    """The first of the numbers that were packed."""
    return (packed + _HALF & _MASK) - _HALF


@cache
def _raise(lanes: int) -> int:
    """What makes every lane positive."""
    return pack([_HALF] * lanes)


def load(path: Path = SHIPPED) -> Weights:
    """The weights in `path`."""
    return _shipped() if path == SHIPPED else _read(path)


@cache
def _shipped() -> Weights:
    """What comes with the reader is read once: whoever reads in this process shares it."""
    return _read(SHIPPED)


def _read(path: Path) -> Weights:
    with gzip.open(path) as file:
        head = json.loads(file.readline())
        first, second = (_stage(stage, file.read) for stage in head["stages"])
    return Weights(first=first, second=second, facts=head["facts"])


def _stage(head: dict[str, Any], read: Any) -> Stage:
    lanes = len(head["outputs"]) + 1
    blocks = []
    for size, count in head["blocks"]:
        names = read(size).decode().split("\n") if size else []
        width = lanes * _LANE // 8
        body = read(count * width)
        numbers = [
            int.from_bytes(body[i : i + width], "little", signed=True) for i in range(0, len(body), width)
        ]
        blocks.append(Block(rows=dict(zip(names, numbers, strict=True)), lanes=lanes))
    return Stage(outputs=tuple(head["outputs"]), bias=tuple(head["bias"]), blocks=tuple(blocks))


def save(weights: Weights, path: Path, level: int = 6) -> None:
    """Writes a file that `load` reads; `level` 9 makes it 6 % smaller and takes eight times as long.

    The commonest features come first, so that they lie together in memory and are found sooner.
    """
    heads, bodies = [], []
    for stage in (weights.first, weights.second):
        sizes = []
        for block in stage.blocks:
            rows = dict(sorted(block.rows.items(), key=lambda row: lowest(row[1])))
            names = "\n".join(rows).encode()
            sizes.append([len(names), len(block.rows)])
            width = block.lanes * _LANE // 8
            bodies += [
                names,
                b"".join(row.to_bytes(width, "little", signed=True) for row in rows.values()),
            ]
        heads.append({"outputs": stage.outputs, "bias": stage.bias, "blocks": sizes})
    head = json.dumps({"stages": heads, "facts": weights.facts}, ensure_ascii=False).encode()
    # mtime 0: the same weights are the same file
    with (
        path.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="", compresslevel=level) as file,
    ):
        file.write(head + b"\n" + b"".join(bodies))
