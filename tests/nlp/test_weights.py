from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nlp import weights
from nlp.weights import Block, Stage, Weights, lowest, pack, unpack

_numbers = st.lists(st.integers(-(2**20), 2**20), min_size=3, max_size=3)


@given(st.lists(_numbers, min_size=1, max_size=200))
def test_the_sum_of_packed_rows_unpacks_into_the_sums_of_lanes(rows: list[list[int]]) -> None:
    total = sum(pack(row) for row in rows)

    assert unpack(total, 3) == [sum(lane) for lane in zip(*rows, strict=True)]
    assert lowest(total) == unpack(total, 3)[0]


def test_weights_are_read_back_as_written(tmp_path: Path) -> None:
    block = Block(rows={"电梯": pack([64, -5, 7]), "things:电梯": pack([64, 0, -9])}, lanes=3)
    stage = Stage(outputs=("a", "b"), bias=(0.5, -1.0), blocks=(block, Block(rows={}, lanes=3)))
    whole = Weights(first=stage, second=stage, facts={"report from": 0.4})

    weights.save(whole, tmp_path / "weights.gz")

    assert weights.load(tmp_path / "weights.gz") == whole


def test_what_features_add_makes_up_the_score() -> None:
    block = Block(rows={"a": pack([64, 32, -7]), "b": pack([192, -16, 9])}, lanes=3)

    features = {"a", "b", "unknown"}
    parts = block.parts(features, features, [0, 1], -1000)

    for lane, total in enumerate(block.total(features)):
        assert sum(added for added, _, where in parts if where == lane) == total
    assert (32 / 128, "a", 0) in parts
    assert (
        block.parts(features, ["a"], [0], 0.2) == block.parts(features, ["a"], [0], 0.25) == [(0.25, "a", 0)]
    )
    assert block.parts(features, ["b"], [0], 0.2) == []
