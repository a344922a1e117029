"""A standard in plain words, and why a clock is due when it is (design: a due time can be explained)."""

import re
from collections.abc import Sequence

from desk.clocks import Clock
from desk.notices import Fact, Notice, Word
from desk.offices import Office
from desk.reading import Class
from desk.reminding import Quiet
from desk.review import Hold
from desk.standards import Limit, Standard, Step, Unit

_ALL = 100
_WEIGHT = re.compile(r": [a-z_]+(?: \d)? -?\d+\.\d$")  # what the reader adds: `电梯+坏: facilities 2.1`
_CLAUSE = re.compile(r"^S\d+-\d+ ")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MOST = 4


def table(standard: Standard) -> list[Notice]:
    """Every promise in one line: what, for which tickets, how long, by which clause."""
    limits = sorted(standard.limits, key=lambda one: (one.clock, one.precedence))
    return [*(_line(limit) for limit in limits), *(_hold(hold) for hold in standard.holds)]


def _hold(hold: Hold) -> Notice:
    sensitive = None if hold.sensitive is None else Word("hold.sensitive" if hold.sensitive else "hold.plain")
    meant: list[Fact] = [
        Word(f"class.{hold.class_.value}") if hold.class_ else None,
        Word(f"category.{hold.category}") if hold.category else None,
        Word(f"kind.{hold.kind}") if hold.kind else None,
        Word(f"what.{hold.what}") if hold.what else None,
        sensitive,
    ]
    facts: dict[str, Fact] = {"meant": [one for one in meant if one], "clause": hold.clause}
    return Notice("hold" if hold.held else "hold.not", facts)


def _line(limit: Limit) -> Notice:
    meant: list[Fact] = [
        Word(f"class.{limit.class_.value}") if limit.class_ else None,
        Word(f"category.{limit.category}") if limit.category else None,
        Word(f"urgency.{limit.urgency}") if limit.urgency else None,
        Word(f"kind.{limit.kind}") if limit.kind else None,
        Word(f"spot.{limit.where}") if limit.where else None,
    ]
    facts: dict[str, Fact] = {
        "clock": Word(f"clock.{limit.clock}"),
        "meant": [one for one in meant if one],
        "amount": limit.amount,
        "unit": Word(f"unit.{limit.unit}"),
        "share": None if limit.share == _ALL else limit.share,
        "clause": limit.clause,
    }
    return Notice("limit" if limit.promised else "limit_none", facts)


def ladders(standard: Standard) -> list[Notice]:
    """Who is told of each promise, before it is broken and after, a line a clock."""
    return [
        Notice("rungs", {"clock": Word(f"clock.{kind}"), "rungs": [_rung(step) for step in steps]})
        for kind, steps in standard.ladders.items()
        if steps
    ]


def _rung(step: Step) -> Notice:
    minutes = int(step.after.total_seconds() // 60)
    facts: dict[str, Fact] = {
        "minutes": abs(minutes),
        "to": Word(f"role.{step.to}"),
        "every": int(step.every.total_seconds() // 60) if step.every else None,
    }
    return Notice("rung_before" if minutes < 0 else "rung_after" if minutes else "rung_at", facts)


def offices(standard: Standard) -> list[Notice]:
    """Who does what, a line a class (S0-19 … S0-23); and the manners where clauses conflict."""
    return [*(_office(one, standard.offices[one]) for one in sorted(standard.offices)), _manners(standard)]


def _office(class_: Class, office: Office) -> Notice:
    facts: dict[str, Fact] = {
        "class": Word(f"class.{class_.value}"),
        "owner": Word(f"role.{office.owner}"),
        "helpers": [Word(f"role.{one}") for one in office.helpers],
        "reviewer": Word(f"role.{office.reviewer or 'nobody'}"),
        "informed": [Word(f"role.{one}") for one in office.informed],
        "revisers": [Word(f"role.{one}") for one in office.revisers],
        "clause": office.clause,
    }
    return Notice("office", facts)


def _manners(standard: Standard) -> Notice:
    manners = standard.manners
    facts: dict[str, Fact] = {
        "chat": Word(f"chat.{manners.chat}"),
        "days": manners.news_every,
        "back": Word(f"back.{manners.back}"),
        "hours": [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in standard.hours],
        "duty": f"{standard.duty.starts:%H:%M}",
        "answer": int(standard.duty.answer.total_seconds() // 60),
        "quiet": _span(standard.quiet),
        "titles": [
            Notice("title", {"role": Word(f"role.{role}"), "title": words[0]})
            for role, words in manners.titles.items()
        ],
    }
    return Notice("manners", facts)


def _span(quiet: Quiet | None) -> str | None:
    return f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}" if quiet else None


def why(clocks: Sequence[Clock]) -> list[Notice]:
    """One line for each promise of a ticket that runs or was kept: 派单 30 分钟, S0-29, 不分昼夜."""
    return [_why(clock) for clock in clocks if clock.cancelled_at is None]


def _why(clock: Clock) -> Notice:
    amount, _, rest = clock.rule.partition(" ")
    unit, _, clause = rest.partition(", ")
    known = unit in list(Unit)
    facts: dict[str, Fact] = {
        "clock": Word(f"clock.{clock.kind}"),
        "amount": amount,
        "unit": Word(f"unit.{unit}") if known else unit,
        "clause": clause,
        "hours": Word("hours.working" if known and Unit(unit).working else "hours.always"),
        "begun": clock.started_at,
        "due": clock.due_at,
        "met": clock.met_at,
    }
    return Notice("why", facts)


def grounds(because: Sequence[str]) -> tuple[str, ...]:
    """A reading's reasons as a caretaker reads them: at most four, words only, no weights, keys or clauses.

    `坏>了: report 0.4` is 坏了, `楼上+灯: facilities 0.4` is 楼上+灯; what has no Chinese word is left out.
    """
    words = list(dict.fromkeys(filter(None, map(_words, because))))
    return tuple([one for one in words if len(one) > 1] or words)[:_MOST]


def _words(reason: str) -> str:
    if "&" in reason:  # words that stand near each other: in no order that reads as language
        return ""
    pairs = _CLAUSE.sub("", _WEIGHT.sub("", reason)).split("+")
    said = ["".join(part for part in pair.split(">") if _CHINESE.search(part)) for pair in pairs]
    return "+".join(filter(None, said))
