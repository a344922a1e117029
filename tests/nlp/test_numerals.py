import pytest

from nlp.numerals import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("十二", 12),
        ("一百零三", 103),
        ("廿三", 23),
        ("两", 2),
        ("一二〇三", 1203),
        ("3千", 3000),
        ("三千五百", 3500),
        ("两万", 20_000),
        ("十", 10),
        ("电", None),
        ("", None),
    ],
)
def test_a_numeral_has_its_value(text: str, value: int | None) -> None:
    assert number(text) == value
