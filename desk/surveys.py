"""Surveys (意见征询): twice a year, a few questions one after the other, in private (S2-125)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desk.errors import Refused
from desk.figures.measures import GOOD, Score
from desk.notices import Button, Fact, Notice, Word, row

ITEMS = ("repairs", "cleaning", "security", "manners", "overall")  # 维修 保洁 秩序 态度 总体; house
_STARS = range(1, 6)
_WORDS = 5  # remarks that a result shows
_PAGE = 10  # remarks in full at a time
_LONGEST = 1_000  # characters of one person's remarks; house


@dataclass(frozen=True, kw_only=True)
class Survey:
    """One, from its beginning to its result."""

    id: int = 0
    site: int
    name: str  # the month in which it began
    started_at: datetime
    ends_at: datetime
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    unreached: int | None = None  # residents who could not be asked; None: not known

    def over(self, now: datetime) -> bool:
        """Whether nobody can answer any more: its deadline is kept to the minute, whenever it is closed."""
        return self.closed_at is not None or now >= self.ends_at


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What one resident has answered so far."""

    survey: int
    person: int
    scores: Mapping[str, int] = field(default_factory=dict)
    words: str | None = None
    declined: bool = False

    @property
    def next_item(self) -> str | None:
        """The question that comes next; None: there is none."""
        return None if self.declined else next((one for one in ITEMS if one not in self.scores), None)

    @property
    def complete(self) -> bool:
        """Whether every question is answered."""
        return set(self.scores) == set(ITEMS)


def answered(ballot: Ballot, item: str, stars: int) -> Ballot:
    """With that answer; a question that was answered keeps its answer. Raises Refused."""
    if item not in ITEMS or stars not in _STARS:
        raise Refused("survey_stars")
    if ballot.declined or item in ballot.scores:
        return ballot
    return replace(ballot, scores={**ballot.scores, item: stars})


def remarked(ballot: Ballot, words: str) -> Ballot:
    """With that remark behind those made before; raises Refused where they would be too long."""
    said = f"{ballot.words}\n{words}" if ballot.words else words
    if len(said) > _LONGEST:
        raise Refused("survey_long", most=_LONGEST)
    return replace(ballot, words=said)


def question(survey: Survey, ballot: Ballot) -> Notice:
    """The ballot as it stands: the next question, or thanks."""
    item = ballot.next_item
    if ballot.declined:
        return Notice("survey.declined")
    if item is None:
        return Notice("survey.thanks")
    stars = [Button(verb="survey", arg=f"{survey.id}-{item}-{n}", label=str(n)) for n in _STARS]
    no = Button(verb="survey", arg=f"{survey.id}-no", label=Word("survey.no"))
    facts: dict[str, Fact] = {
        "place": ITEMS.index(item) + 1,
        "of": len(ITEMS),
        "item": Word(f"surveyitem.{item}"),
        "ends": survey.ends_at,
    }
    first = item == ITEMS[0]
    return Notice(
        "survey.first" if first else "survey.next", facts, (row(*stars), *([row(no)] if first else []))
    )


def scores(ballots: Sequence[Ballot]) -> dict[str, Score]:
    """Each question's answers, and those of all together under ""."""
    given = {item: [one.scores[item] for one in ballots if item in one.scores] for item in ITEMS}
    given[""] = [stars for each in list(given.values()) for stars in each]
    return {
        item: Score(stars=sum(each), given=len(each), good=sum(stars >= GOOD for stars in each))
        for item, each in given.items()
    }


def result(survey: Survey, ballots: Sequence[Ballot], target: int, lost: int = 0) -> Notice:
    """How it stands, or came out: figures and remarks, nobody's name.

    `lost`: of those asked, how many cannot be written to any more and have said nothing.
    """
    unreached = (survey.unreached or 0) + lost
    found = scores(ballots)
    lines: list[Fact] = [_line(item, found[item]) for item in ITEMS if found[item].given]
    said = [one.words for one in ballots if one.words]
    words: list[Fact] = [Notice("survey.word", {"words": one}) for one in said[:_WORDS]]
    percent = found[""].percent
    facts: dict[str, Fact] = {
        "name": survey.name,
        "ends": None if survey.closed_at else survey.ends_at,
        "asked": str(len(ballots) - lost),
        "known": str(len(ballots) + survey.unreached) if unreached and survey.unreached is not None else None,
        "unreached": unreached or None,
        "answered": str(sum(bool(one.scores) for one in ballots)),
        "lines": lines,
        "percent": None if percent is None else str(told(percent, target)),
        "target": target,
        "words": words,
        "more": max(0, len(said) - _WORDS),
    }
    return Notice("survey.result", facts)


def remarks(survey: Survey, ballots: Sequence[Ballot], page: int) -> Notice:
    """Every remark in full, some at a time; raises Refused where there are none."""
    said = [one.words for one in ballots if one.words]
    first = (page - 1) * _PAGE
    shown: list[Fact] = [Notice("survey.remark", {"words": one}) for one in said[first : first + _PAGE]]
    if not shown:
        raise Refused("survey_no_remarks")
    facts: dict[str, Fact] = {
        "name": survey.name,
        "of": str(len(said)),
        "words": shown,
        "next": page + 1 if len(said) > first + _PAGE else None,
    }
    return Notice("survey.remarks", facts)


def told(percent: float, target: int) -> int:
    """As a whole number that never says the target is met where it is not: 79.6 of 80 is 79."""
    return min(round(percent), target - 1) if percent < target else round(percent)


def below(ballots: Sequence[Ballot], target: int) -> int | None:
    """The percentage of the satisfied where it is under the target (S2-125), else None."""
    percent = scores(ballots)[""].percent
    return None if percent is None or percent >= target else told(percent, target)


def _line(item: str, score: Score) -> Notice:
    facts: dict[str, Fact] = {
        "item": Word(f"surveyitem.{item}"),
        "mean": f"{score.mean or 0:.1f}",
        "percent": str(round(score.percent or 0)),
        "given": score.given,
    }
    return Notice("survey.line", facts)
