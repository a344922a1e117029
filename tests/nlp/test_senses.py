"""The thesaurus: a word speaks through its class."""

from pathlib import Path

import pytest

from nlp.lexicon import LexiconError
from nlp.senses import SHIPPED, senses, thesaurus


def test_words_of_one_class_say_the_same() -> None:
    assert senses("窨井淤塞") == senses("阴沟堵塞")
    assert "排水" in senses("窨井淤塞")


def test_classes_are_paired_within_a_clause_only() -> None:
    assert "强停水电&电梯" in senses("强行停水和轿厢")
    assert "强停水电&电梯" not in senses("强行停水,轿厢")


def test_it_tells_how_often_and_where_a_class_is_named() -> None:
    found = senses("客梯,货梯,狂犬")

    assert {"电梯×2", "^电梯", "动物$"} <= found
    assert found.isdisjoint({"电梯×3", "电梯$", "^动物"})


def test_of_overlapping_words_the_longest_counts() -> None:
    assert "收费" in senses("物业管理费")
    assert "物业方" not in senses("物业管理费")


@pytest.mark.parametrize("line", ["水 电", "供水:", "电梯: 轿厢"])
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(f"# words\n电梯: 客梯\n{line}\n", encoding="utf-8")

    with pytest.raises(LexiconError, match=r"^wrong\.txt:3: "):
        thesaurus(wrong)


def test_classes_without_marks_between_them_do_not_all_pair() -> None:
    lines = [
        line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if ": " in line and line[0] != "#"
    ]
    words = [line.split()[1] for line in lines]

    assert len(senses("".join(words))) < 12 * len(words)
