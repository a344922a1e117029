from pathlib import Path

from nlp import examples

EXAM = Path(__file__).parents[2] / "benchmarks" / "exam"


def test_no_two_shipped_sentences_are_the_same() -> None:
    texts = [example.text for example in examples.own()]

    assert len(texts) == len(set(texts))


def test_only_reports_carry_the_labels_of_reports() -> None:
    for example in examples.own():
        labels = (example.category, example.class_, example.topic, example.urgency)
        assert all(labels) if example.intent == "report" else not any(labels), example.text


def test_nothing_in_the_exam_was_learned_from() -> None:
    known = {example.text for example in examples.own()}
    asked = [example.text for path in EXAM.glob("*.jsonl") for example in examples.read(path)]

    assert len(asked) > 800
    assert known.isdisjoint(asked)
