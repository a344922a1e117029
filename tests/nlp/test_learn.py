from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from nlp import lexicon, weights
from nlp.examples import Example, ExampleError, own, read
from nlp.words import Words


@pytest.fixture(scope="module")
def learning() -> ModuleType:
    """scipy takes its time: only who learns waits for it."""
    from nlp import learn  # noqa: PLC0415

    return learn


@pytest.fixture(scope="module")
def some() -> list[Example]:
    """Some of the shipped sentences are enough to see what happens."""
    return own()[::100]


def _corrections(topic: str, count: int) -> list[Example]:
    """Reports about a machine that nobody has heard of."""
    return [
        Example(
            text=f"小区的咕噜机今天第{i}次喷泡泡，泡泡满天飞",
            intent="report",
            category="facilities",
            class_=3,
            topic=topic,
            urgency="normal",
        )
        for i in range(count)
    ]


def test_corrections_that_agree_are_learned(learning: ModuleType, some: list[Example]) -> None:
    outcome = learning.learn(_corrections("公共设施", 25), weights.load(), some)

    assert outcome.refused is None
    assert outcome.after.topic > outcome.before.topic
    assert outcome.weights is not None


def test_too_few_corrections_prove_nothing(learning: ModuleType, some: list[Example]) -> None:
    few = learning.FEWEST - 1
    outcome = learning.learn(_corrections("公共设施", few), weights.load(), some)

    assert outcome.weights is None
    assert outcome.refused == learning.Doubt(ground=learning.Ground.FEW)


def test_corrections_that_spoil_the_shipped_reading_are_refused(
    learning: ModuleType, some: list[Example]
) -> None:
    """Plain lift reports marked as chat, many times over, would make the bot deaf."""
    lifts = [example for example in own() if (example.source, example.topic) == ("canon", "电梯")]
    wrong = [replace(example, intent="chat", category=None, class_=None, topic=None) for example in lifts]

    outcome = learning.learn(wrong, weights.load(), [*some, *lifts])

    assert outcome.weights is None
    assert outcome.refused.ground is learning.Ground.WORSE or outcome.refused.figure


def test_what_is_learned_from_a_part_depends_on_that_part_alone(some: list[Example]) -> None:
    """A move takes its part of what was worked out for all, and is what it would be without the rest."""
    from nlp.lessons import lesson  # noqa: PLC0415  # as above
    from nlp.moving import Moves  # noqa: PLC0415  # as above

    known, words, now = lexicon.load(), Words(), weights.load()
    chat = replace(some[0], text="咕噜机真好玩", intent="chat", category=None, class_=None, topic=None)
    new, old = lesson([*_corrections("公共设施", 3), chat], known, words, {}), lesson(some, known, words, {})
    part = [1, 3]

    assert Moves(now, new, old).towards(part) == Moves(now, new.only(part), old).towards(range(len(part)))
    assert Moves(now, new, old).towards([3]).second == now.second


def test_a_wrong_label_is_named_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text('{"text": "a", "intent": "chat"}\n{"text": "b", "intent": "gossip"}\n')

    with pytest.raises(ExampleError, match=r"^corrections\.jsonl:2: intent “gossip” is unknown"):
        list(read(path))
