"""Playbooks as files: all errors at once with file and line; a site may have its own."""

import shutil
from pathlib import Path

import pytest

from bot.playbook_files import FOLDER, SHIPPED, load_playbooks
from desk.notices import Word
from desk.people import Role, Site
from desk.playbook_text import PlaybookError

HERE, ELSEWHERE = Site(id=1, name="阳光花园"), Site(id=2, name="海棠苑")


def changed(folder: Path, *pairs: tuple[str, str]) -> None:
    """The lift's playbook in that folder, with these words put in place of others."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SHIPPED / "lift.toml", folder / "lift.toml")
    text = (folder / "lift.toml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "lift.toml").write_text(text, encoding="utf-8")


def test_every_error_of_every_file_is_told_at_once_with_its_line_and_what_is_allowed(tmp_path: Path) -> None:
    wrong = (
        ('near = "unit"', 'near = "street"'),
        ('role = "security"\nminutes = 5', 'role = "plumber"\nminutes = 0'),
        ('advice = "advice.lift"', 'advice = "advice.lifft"'),
        ('clause = "S2-105"', 'clause = "because"'),
        ("answer = 5", "answer = true"),
        ('topics = ["电梯"]', 'topics = ["电梯", "升降机"]'),
        ("required = false", 'required = "no"\ncolour = "red"'),
    )
    changed(tmp_path / FOLDER, *wrong)
    (tmp_path / FOLDER / "fire.toml").write_text("order = 1\norder = 2\n")
    with pytest.raises(PlaybookError) as raised:
        load_playbooks(tmp_path)
    told = str(raised.value)
    for words in (
        "lift.toml:6: near is 'street': allowed are site, building, unit, home",
        "lift.toml:19: step 1: role is 'plumber': allowed are",
        "lift.toml:20: step 1: minutes is 0: it must be a whole number from 1 to",
        "lift.toml:7: advice is 'advice.lifft': there is no text of that name",
        "lift.toml:15: revisit: clause is 'because'",
        "lift.toml:9: answer is True",
        "lift.toml:4: topics has '升降机': allowed are 电梯",
        "step 4: required is 'no': allowed are true, false",
        "step 4: unknown key colour: allowed are text, role",
        "playbooks/fire.toml: ",
    ):
        assert words in told, told
    assert len(told.splitlines()) == 10


def test_a_site_has_its_own_and_the_others_what_stands_above_it(tmp_path: Path) -> None:
    changed(tmp_path / FOLDER, ("minutes = 5", "minutes = 4"))
    own = (("minutes = 5", "minutes = 3"), ('"step.lift_talk"', '"打 8888 找电梯班长"'))
    changed(tmp_path / FOLDER / HERE.name, *own)
    playbooks = load_playbooks(tmp_path)
    here, there = (
        next(one for one in playbooks.of(site) if one.kind == "lift") for site in (HERE, ELSEWHERE)
    )
    assert here.steps[0].words == "打 8888 找电梯班长"
    assert (here.steps[0].within.seconds, there.steps[0].within.seconds) == (180, 240)
    assert len(playbooks.of(HERE)) == len(playbooks.of(ELSEWHERE)) == len(load_playbooks())
    assert playbooks.sites == {HERE.name: 1}


def test_what_comes_with_the_desk_names_a_clause_or_says_house_for_every_number() -> None:
    for playbook in load_playbooks().of(HERE):
        assert playbook.clause.startswith("S")
        assert all(step.clause for step in playbook.steps)
        assert all(isinstance(each, Word) for each in (playbook.title, playbook.advice))
        assert all(isinstance(step.words, Word) for step in playbook.steps), "in every language"
        assert any(step.required for step in playbook.steps)
        assert Role.CENTRE_MANAGER in playbook.pinged
