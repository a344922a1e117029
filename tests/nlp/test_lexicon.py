from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import lexicon
from nlp.lexicon import Kind, LexiconError
from nlp.words import WordsError, rarity, trade

_SHIPPED = lexicon.load()
_GOOD = '[[entry]]\nword = "电梯"\nalso = ["升降機"]\ntopic = "电梯"\nneeds = "faults"\n'


def _folder(tmp_path: Path, things: str) -> Path:
    for kind in Kind:
        (tmp_path / f"{kind.value}.toml").write_text("")
    (tmp_path / "things.toml").write_text(things)
    return tmp_path


def test_an_entry_is_found_by_every_spelling(tmp_path: Path) -> None:
    known = lexicon.load(_folder(tmp_path, _GOOD))

    assert [hit.entry.word for hit in known.find("电梯和升降机")] == ["电梯", "电梯"]


@pytest.mark.parametrize(
    ("text", "times"), [("the lift", 1), ("部lift坏", 1), ("he lifted it", 0), ("uplift", 0)]
)
def test_a_latin_spelling_is_found_as_a_whole_word_alone(tmp_path: Path, text: str, times: int) -> None:
    known = lexicon.load(_folder(tmp_path, _GOOD.replace("升降機", "lift")))

    assert len(known.find(text)) == times


@given(st.text(st.sampled_from("电梯坏水漏é𨋢lift ")))
def test_what_is_found_stands_where_it_is_told(text: str) -> None:
    assert all(text[hit.start : hit.end] in hit.entry.spellings for hit in _SHIPPED.find(text))


def test_of_one_kind_the_longest_spelling_wins(tmp_path: Path) -> None:
    known = lexicon.load(_folder(tmp_path, _GOOD + '[[entry]]\nword = "电"\n'))

    assert [hit.entry.word for hit in known.find("电梯没电")] == ["电梯", "电"]


@pytest.mark.parametrize(
    ("more", "line", "words"),
    [
        ('[[entry]]\nword = "灯"\ntopic = "灯灯"\n', 6, "灯灯"),
        ('[[entry]]\nword = "灯"\ncolour = "red"\n', 6, "colour"),
        ('[[entry]]\nword = "灯"\nweight = "much"\n', 6, "weight"),
        ('[[entry]]\nalso = ["灯"]\n', 6, "word"),
        ('[[entry]]\nword = "灯"\nneeds = "luck"\n', 6, "luck"),
        ('[[entry]]\nword = "电梯"\n', 6, "twice"),
        ("[[entry]]\nword = \n", 7, "Invalid"),
        ('[[entyr]]\nword = "灯"\n', 1, "entyr"),
        ('[[entry]]\nword = """灯\n[[entry]]"""\n', 1, "must begin"),
        ('[[entry]]\nword = "\u200b"\n', 6, "can be seen"),
        ('[[entry]]\nword = "灯"\nalso = [" "]\n', 6, "can be seen"),
        ('[[entry]]\nword = "灯"\nweight = nan\n', 6, "weight"),
        ('[[entry]]\nword = "灯"\nweight = true\n', 6, "weight"),
        ('[[entry]]\nword = "灯"\nweight = -5\n', 6, "weight"),
        ('[[entry]]\nword = "灯"\nclause = "S0"\n', 6, "triggers.toml"),
        ('[[entry]]\nword = "灯"\nstatus = "joke"\n', 6, "contexts.toml"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, more: str, line: int, words: str) -> None:
    with pytest.raises(LexiconError, match=rf"^things\.toml:{line}: .*{words}"):
        lexicon.load(_folder(tmp_path, _GOOD + more))


@pytest.mark.parametrize(("file", "field"), [("triggers", 'clause = "S0"'), ("contexts", 'status = "jok"')])
def test_a_clause_or_a_status_that_there_is_not_is_named(tmp_path: Path, file: str, field: str) -> None:
    folder = _folder(tmp_path, _GOOD)
    (folder / f"{file}.toml").write_text(f'[[entry]]\nword = "灯"\n{field}\n')
    with pytest.raises(LexiconError, match=rf"^{file}\.toml:1: .*is one of"):
        lexicon.load(folder)


@pytest.mark.parametrize("wrong", ["灯 20", "灯 many n", "灯 -3 n", "灯 20 n n", ""])
def test_a_mistake_in_the_dictionary_is_named_with_its_line(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "dictionary.txt"
    file.write_text(f"电梯 20 n\n{wrong}\n", encoding="utf-8")
    with pytest.raises(WordsError, match=r"^dictionary\.txt:2: write a word"):
        list(trade(file))


@pytest.mark.parametrize("wrong", ["灯", "灯 nan", "灯 rare", "灯 0"])
def test_a_mistake_in_the_idf_table_is_named_with_its_line(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "idf.txt"
    file.write_text(f"电梯 3.5\n{wrong}\n", encoding="utf-8")
    with pytest.raises(WordsError, match=r"^idf\.txt:2: write a word"):
        rarity(file)


@pytest.mark.parametrize("whole", ["entry = 3\n", '[entry]\nword = "灯"\n', 'entry = [{ word = "灯" }]\n'])
def test_words_that_are_not_in_entries_of_their_own_are_named(tmp_path: Path, whole: str) -> None:
    with pytest.raises(LexiconError, match=r"^things\.toml:1: every word"):
        lexicon.load(_folder(tmp_path, whole))


def test_an_entry_may_be_headed_with_blanks(tmp_path: Path) -> None:
    assert lexicon.load(_folder(tmp_path, _GOOD.replace("[[entry]]", "[[ entry ]]"))).find("电梯")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^things\.toml:0: cannot be read"):
        lexicon.load(tmp_path)


def test_the_shipped_lexicon_covers_every_topic() -> None:
    from desk.reading import TOPICS  # noqa: PLC0415  # only this test needs it

    covered = {entry.topic for entry in lexicon.load().entries}

    assert covered >= set(TOPICS) - {"其他"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("电话13811076543", "110"),
        ("010-88123456", "12345"),
        ("3-2-1102漏水", "110"),
        ("3-2-110漏水", "110"),
        ("2栋119漏水", "119"),
        ("120室漏水", "120"),
        ("粤b12345", "b1"),
        ("b1203漏水", "b1"),
        ("b1栋", "b1"),
        ("b1-302", "b1"),
    ],
)
def test_no_part_of_a_phone_or_a_door_is_a_word(text: str, number: str) -> None:
    assert number not in [text[hit.start : hit.end] for hit in _SHIPPED.find(text)]


@pytest.mark.parametrize(
    ("text", "word"), [("打了12345没用", "12345"), ("报警110", "110"), ("b1车库漏水", "b1"), ("在b2", "b2")]
)
def test_a_number_by_itself_is_a_word(text: str, word: str) -> None:
    assert word in [text[hit.start : hit.end] for hit in _SHIPPED.find(text)]
