"""Every key that the code can say has words in every language, no words are left over, no fact is missing."""

import re
import tomllib
from collections.abc import Iterable, Mapping

import pytest

from bot.archiving.sheets import ARCHIVED, EXPORTED
from bot.exporting.records import FORMATS
from bot.playbook_files import SHIPPED
from bot.texts.render import DEFAULT, LANGUAGES, Texts
from desk import bulletins, channels, remedies, revisits, spot_checks, surveys
from desk.caring import CARES
from desk.chain import Fault as ChainFault
from desk.clears import Slot
from desk.clocks import ClockKind
from desk.figures import captions, numbers
from desk.figures.asking import TEAMS, By, Measure
from desk.figures.bounds import Unit as AmountUnit
from desk.figures.definitions import DEFINED
from desk.figures.facts import COUNTED, STATIONS, Verdict
from desk.journal import Audience
from desk.kind import ASKING, Kind
from desk.manners import Back, Chat
from desk.moves.closing import MODES
from desk.moves.people import HANDED_OVER
from desk.moves.revisiting import EXEMPT
from desk.moves.sensitive import VERDICTS
from desk.moves.triage import REASONS
from desk.people import Role, RoomKind
from desk.quotes import REASONS as WHY_NOT
from desk.quotes import Material, QuoteState
from desk.reading import TOPICS, Category, Class, Urgency
from desk.review import State, What
from desk.roster import SwapState
from desk.sensitive import Identity
from desk.sources import Source
from desk.standards import Spot, Unit
from desk.ticket import Status
from desk.waits import REASONS as REASONS_TO_WAIT
from desk.wording import Fault
from handlers import binding, calling, questions, waiting
from tests.bot.said import ROOT, Uses, collect, problems

TEXTS = Texts.load()

SHEETS = {*(one.name for one in (*ARCHIVED, *EXPORTED)), "duty", "figures"}
STATES = ("asking", "signing", "done", "unreached")  # of a revisit

# What stands for {…} in f"status.{…}". "journal", "refused" and "button" are filled from their own calls.
EXPANSIONS: Mapping[str, Iterable[str]] = {
    "team": TEAMS,
    "weekday": map(str, range(7)),
    "about": ("attitude", "outcome"),
    "ahead": map(str, waiting.DAYS),
    "ask": {*questions._NEEDS, *questions._CHECKED},
    "behind": Measure,
    "tally": [one for one in Measure if one is not Measure.COUNT],
    "compared": By,
    "bound": "umol",
    "amount": AmountUnit,
    "untold": ("households",),
    "example": ("count_topic", "count_building", "late", "rate_person", "happy"),
    "bucket": [name for _, name in captions.LATENESS],
    "back": Back,
    "chapter": numbers.CHAPTERS,
    "chat": Chat,
    "category": (*Category, "None"),
    "check": Fault,
    "conduct": map(str, range(1, 5)),
    "draftstate": State,
    "ground": [f"S0-{n:02d}" for n in range(2, 12)],
    "identity": (*(f"by.{one}" for one in Identity), "after.exempt", "after.ask"),
    "what": What,
    "verdict": VERDICTS,
    "class": [str(one.value) for one in Class],
    "did": [key.removeprefix("journal.") for key in TEXTS.templates[DEFAULT] if key.startswith("journal.")],
    "clock": ClockKind,
    "exempt": EXEMPT,
    "defined": DEFINED,
    "feedback": ("attitude", "outcome"),
    "columns": SHEETS,
    "sheet": SHEETS,
    "fault": ChainFault,
    "filed": (
        *(*Verdict, *Audience, *STATES),
        *"cancelled confirm revisit sealed total not_counted second attitude outcome".split(),
    ),
    "granted": ("agreed", "refused"),
    "handover": (*HANDED_OVER, "back"),
    "journal": (),
    "language": binding.LANGUAGES,
    "quotestate": QuoteState,
    "material": Material,
    "whynot": WHY_NOT,
    "hours": ("working", "always"),
    "kind": Kind,
    "care": CARES,
    "cared": CARES,
    "channel": tuple(channels._CHANNELS),
    "clear": (*Slot, "today", "morning", "afternoon", "anytime"),
    "matter": ASKING,
    "taken": ASKING,
    "replied": ASKING,
    "lesson": ("intent", "category", "class", "kind", "urgency"),
    "leave": ("agreed", "refused"),
    "fileform": (*FORMATS, "register", "archive"),
    "form": [f"month.{month}" for month in range(1, 13)],
    "measure": (*COUNTED, "slips"),
    "mark": numbers.MARKS,
    "mode": MODES,
    "outage": {*bulletins.TOPIC_OF.values()},
    "place": ("building", "unit", "floor", "room"),
    "progress": (
        *Status,
        *("dispatched_call", "accepted_call", "open_alarmed", "dispatched_alarmed", "accepted_alarmed"),
    ),
    "reason": REASONS,
    "refused": (),
    "heed": ("accept", "acknowledge", "sign"),
    "revisit": ("attitude", "outcome"),
    "revisitask": ("attitude", "outcome"),
    "remedybutton": ("open", "no", "close"),
    "remedystate": remedies.State,
    "revisitway": revisits.WAYS,
    "role": (*Role, "nobody", "department", "assignee"),
    "room": RoomKind,
    "source": (*Source, "room", "private", "staff"),
    "spot": Spot,
    "spotitem": spot_checks.ITEMS,
    "spotmark": ("right", "wrong"),
    "spotshort": spot_checks.ITEMS,
    "surveyitem": surveys.ITEMS,
    "station": ("reported", *STATIONS[1:]),
    "status": Status,
    "swapstate": SwapState,
    "topic": TOPICS,
    "unit": Unit,
    "waits": REASONS_TO_WAIT,
    "urgency": Urgency,
    "why": calling.REASONS,
}
OWN = {
    f"form.{name}" for name in ("moment", "minutes", "hours", "days", "typed", "entries_left", "letters_left")
} | {f"form.month.{month}" for month in range(1, 13)}  # said by the renderer itself, and by bot.shaping
_PLAYED = "".join(one.read_text("utf-8") for one in SHIPPED.iterdir())
PLAYBOOKS = set(
    re.findall(r'"((?:incident|advice|step)\.[a-z_0-9]+)"', _PLAYED)
)  # named by the playbooks, and looked for as they are loaded


def _sources(*folders: str) -> list[str]:
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return [file.read_text(encoding="utf-8") for file in files]


@pytest.fixture(scope="module")
def said() -> Uses:
    return collect(
        _sources("bot/pages", "desk", "handlers", "bot/archiving", "bot/exporting"),
        {key.partition(".")[0] for key in TEXTS.templates[DEFAULT]},
        EXPANSIONS,
    )


def test_everything_the_code_says_has_words_and_its_facts_in_every_language(said: Uses) -> None:
    assert problems(said, TEXTS) == []


def test_no_text_is_left_over(said: Uses) -> None:
    assert sorted(set(TEXTS.templates[DEFAULT]) - set(said.facts) - OWN - PLAYBOOKS) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_with_the_same_facts(language: str) -> None:
    """No language leaves anything out that another tells."""
    here, there = TEXTS.templates[language], TEXTS.templates[DEFAULT]
    assert sorted(here) == sorted(there)
    different = [key for key in there if here[key].fields != there[key].fields]
    assert different == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ('Notice("no.such")', "no text no.such"),
        ('Notice("taken", {"number": 1})', "taken shows ['owner']"),
        ('def f(n):\n facts = {"number": n}\n return Notice("taken", facts)', "taken shows ['owner']"),
        ('def f(n):\n key = "taken" if n else "astray"\n return Notice(key)', "no text astray"),
        ('Word(f"strange.{x}")', "strange.*: say in EXPANSIONS"),
        ('hand_on("status.flying")', "no text status.flying"),
        ('raise Refused("nope")', "no text refused.nope"),
        ('def why():\n return "nope"\ndef f():\n raise Refused(why())', "no text refused.nope"),
        ('Entry(kind="flown", at=now)', "no text journal.flown"),
        ('_entry("accepted", now, actor)', "journal.accepted shows ['owner']"),
        ('Button(verb="fly")', "no text button.fly"),
    ],
)
def test_the_collection_sees_what_is_wrong(code: str, problem: str) -> None:
    """Each way of saying something is followed far enough to find a missing text or fact."""
    assert any(problem in line for line in problems(collect([code], {"status"}, EXPANSIONS), TEXTS))


def test_a_text_that_nothing_says_is_seen() -> None:
    assert "taken" not in collect(['Notice("gone")'], {"status"}, EXPANSIONS).facts


def test_a_key_stands_in_one_file_and_all_languages_have_the_same_files() -> None:
    folders = [ROOT / "bot" / "texts" / language for language in LANGUAGES]
    assert len({frozenset(file.name for file in folder.iterdir()) for folder in folders}) == 1
    for folder in folders:
        written = [key for file in folder.iterdir() for key in tomllib.loads(file.read_text("utf-8"))]
        assert len(written) == len(set(written))
