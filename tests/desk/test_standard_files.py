"""Standards as files: a good one is read, a wrong one is told all its errors at once."""

import tomllib

import pytest

from desk.clocks import ClockKind
from desk.revisit_rules import parse_rules
from desk.standard_text import StandardError, parse_standard
from desk.standards import Standard, Unit

LADDER = '[ladder]\nrespond = [{ after = 0, to = "assignee" }]\n'
LIMIT = '[[limit]]\nclock = "respond"\namount = 60\nunit = "minutes"\nclause = "S0-28"\n'
CLASSES = "".join(
    f'[class.{n}]\nowner = "cs_lead"\nrevisers = ["cs_lead"]\nclause = "S0-20"\n' for n in (1, 2, 3)
)


def parse(text: str) -> Standard:
    return parse_standard("house", tomllib.loads(text + CLASSES))


def errors(text: str) -> list[str]:
    with pytest.raises(StandardError) as raised:
        parse(text)
    return str(raised.value).split("\n")


def test_a_class_without_an_office_or_with_a_wrong_one_is_told_with_its_line() -> None:
    text = (
        '[class.1]\nowner = "boss"\nhelpers = ["departments"]\nrevisers = []\n[class.2]\nclause = "S0-20"\n'
    )
    with pytest.raises(StandardError) as raised:
        parse_standard("ours", tomllib.loads(text), text, "ours.toml")
    told = str(raised.value).split("\n")
    wanted = [
        ("ours.toml:2: ", "class.1: owner is 'boss'", "cs_lead"),
        ("ours.toml:3: ", "'departments'", "department, "),
        ("ours.toml:4: ", "revisers"),
        ("ours.toml:1: ", "class.1: clause is None"),
        ("ours.toml:5: ", "class.2: owner is None"),
        ("class.3", "who has it"),
    ]
    for parts in wanted:
        assert any(all(part in line for part in parts) for line in told), (parts, told)


def test_a_good_file_is_read() -> None:
    standard = parse(LIMIT + LADDER)
    (limit,) = standard.limits
    assert (limit.clock, limit.amount, limit.unit) == (ClockKind.RESPOND, 60, Unit.MINUTES)
    assert limit.clause == "S0-28"


def test_all_errors_are_told_at_once_each_with_where_and_what_is_allowed() -> None:
    told = errors(
        """
        surprise = 1
        [[limit]]
        clock = "responds"
        amount = 0
        unit = "weeks"
        urgancy = "soon"
        [[limit]]
        clock = "respond"
        amount = true
        unit = "minutes"
        clause = "my own"
        class = 4
        where = "yes"
        [ladder]
        respond = [{ after = "soon", to = "boss", every = 45 },
          { to = "cs_lead", after = 5, twice = 1, every = 5 }]
        lunch = []
        [quiet]
        from = 25
        until = 07:30:00
        [duty]
        starts = 8
        [manners]
        chat = "loud"
        news_every = 0
        [titles]
        cs_lead = 5
        [hours]
        open = ["12:00-08:00", "9-"]
        """
    )
    assert all(line.startswith("house: ") for line in told)
    wanted = [
        (
            "the file",
            "surprise",
            "base, limit, ladder, class, hold, duty, quiet, manners, titles, hours, matter, review, conduct",
        ),
        ("limit 2", "where is 'yes'", "home", "public"),
        ("quiet: from", "25", "21:30:00"),
        ("manners: chat is 'loud'", "oral, written"),
        ("manners: news_every", "from 1 to 30"),
        ("manners: clause",),
        ("titles: cs_lead is 5", "a word"),
        ("hours: open", "08:30-12:00"),
        ("hours: clause",),
        ("quiet", "clause is None", "S0-29"),
        ("limit 1", "clock", "'responds'", "dispatch"),
        ("limit 1", "unit", "'weeks'", "working_days"),
        ("limit 1", "amount is 0", "from 1 up"),
        ("limit 1", "urgancy", "urgency"),
        ("limit 1", "clause is None", "S0-29"),
        ("limit 2", "amount is True", "whole number"),
        ("limit 2", "class is 4", "1, 2, 3"),
        ("limit 2", "clause is 'my own'", "S0-29"),
        ("ladder.respond 1", "'boss'", "assignee", "cs_lead"),
        ("ladder.respond 1", "after", "'soon'"),
        ("ladder.respond 2", "twice", "after, to, every"),
        ("ladder.respond: only the last",),
        ("ladder.respond 2: every is 5", "from 30 up"),
        ("duty: starts is 8", "08:30:00"),
        ("ladder.lunch", "'lunch'", "respond"),
    ]
    for parts in wanted:
        assert any(all(part in line for part in parts) for line in told), parts
    assert len(told) == len(wanted)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('limit = "60 minutes"\n' + LADDER, "limit must be a list of tables"),
        ("limit = [60]\n", "limit must be a list of tables"),
        ('ladder = "up"\n', "ladder must be a table"),
        ('[ladder]\nrespond = "assignee"\n', "ladder.respond must be a list of tables"),
        (LIMIT, "ladder.respond: somebody must be told at or after the due time"),
        (LIMIT + LADDER.replace("0", "-5"), "somebody must be told"),
        (LIMIT + LIMIT + LADDER, "exactly the same tickets"),
        (
            LIMIT + LADDER.replace("}]", '}, { after = -5, to = "cs_lead" }]'),
            "order of their time",
        ),
    ],
)
def test_other_shapes_are_told_too(text: str, part: str) -> None:
    assert any(part in line for line in errors(text))


def test_S2_37_an_error_names_its_file_and_line() -> None:
    text = '# ours\n[[limit]]\nclock = "respond"\namount = 0\nunit = "minutes"\nclause = "S0-28"\n\n'
    text += '[ladder]\nrespond = [\n    { after = 0, to = "assignee" },\n    { after = 5, to = "boss" },\n]\n'
    with pytest.raises(StandardError) as raised:
        parse_standard("ours", tomllib.loads(text), text, "ours.toml", partial=True)
    assert [line.partition(" ")[0] for line in str(raised.value).split("\n")] == [
        "ours.toml:4:",
        "ours.toml:11:",
    ]


def test_what_is_wrong_in_the_table_of_revisits_is_said_with_what_is_allowed() -> None:
    errors: list[str] = []
    parse_rules({"phone": "me", "tries": 0, "gap": True, "hour": 3}, errors)
    assert len(errors) == 4
    assert "always, second" in errors[1]
    parse_rules(7, errors)
    assert len(errors) == 5
