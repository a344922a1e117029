"""`wuyebot replay`: what the desk would have made of a group's history, and how loud it would have been."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from bot.cli.history import HistoryError, Said, read_history
from bot.cli.moments import ZONE, Moment, aware
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.progress import tracked
from bot.cli.reader import reader_of
from bot.cli.refusal import Refusal
from bot.cli.rehearsal import Outcome, rehearsal
from bot.clock import Clock
from bot.terminal import say
from nlp.reader import Reader

_PACE = timedelta(minutes=1)  # between lines that do not say when they were written
_PIECE = 100  # lines in one transaction
_WORDS = 40  # characters of a message in the report


@click.command("replay", help=say("command.replay"))
@located
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--staff", multiple=True, metavar="NAME", help=say("replay.staff"))
@click.option("--now", type=Moment(), help=say("replay.now"))
@click.pass_obj
def command(call: Call, file: Path, staff: tuple[str, ...], now: datetime | None) -> None:
    """Play the file and report."""
    try:
        skipped: list[str] = []
        history = read_history(file, skipped)
    except (HistoryError, OSError) as error:
        raise Refusal(str(error)) from None
    for why in skipped:
        click.echo(say("replay.skipped", why=why), err=True)
    if not history:
        raise Refusal(say("replay.empty", file=file))
    outcomes = _played(history, _accounts(history, staff), reader_of(call), now or aware(Clock().now()))
    report = {"skipped": len(skipped)} | _report(outcomes, timed=all(said.at for said in history))
    if call.json:
        print_json(report)
    else:
        _tell(report)


def _accounts(history: Sequence[Said], staff: Sequence[str]) -> set[str]:
    """The accounts of the people of these names."""
    names = {said.name for said in history}
    if unknown := [name for name in staff if name not in names]:
        raise Refusal(say("replay.nobody", names="、".join(unknown)))
    return {said.account for said in history if said.name in staff}


def _played(history: Sequence[Said], staff: set[str], reader: Reader, start: datetime) -> list[Outcome]:
    timed: list[tuple[Said, datetime]] = []
    for said in history:
        timed.append((said, said.at or (timed[-1][1] + _PACE if timed else start)))
    with rehearsal(reader) as desk:
        desk.employ(staff)
        return [outcome for piece in tracked(timed, _PIECE) for outcome in desk.hear(list(piece))]


def _report(outcomes: Sequence[Outcome], *, timed: bool) -> dict[str, Any]:
    """The figures and the matters, as --json prints them."""
    lines, answers = len(outcomes), sum(outcome.answers for outcome in outcomes)
    matters = [outcome for outcome in outcomes if outcome.ticket]
    asked = sum(outcome.asked for outcome in matters)
    return {
        "lines": lines,
        "people": len({outcome.said.account for outcome in outcomes}),
        "opened": len(matters) - asked,
        "asked": asked,
        "added": sum(outcome.added for outcome in outcomes),
        "answers": answers,
        "answers_per_1000": round(1000 * answers / lines, 2),
        "asked_per_1000": round(1000 * asked / lines, 2),
        **(_days(outcomes) if timed else {"days": None, "answers_per_day": None, "loudest_day": None}),
        "matters": [_matter(outcome) for outcome in matters],
    }


def _days(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """How loud in time: days without a word count too."""
    dates = [_date(outcome) for outcome in outcomes]
    days = (max(dates) - min(dates)).days + 1
    answers: Counter[date] = Counter()
    for outcome in outcomes:
        answers[_date(outcome)] += outcome.answers
    [(loudest, most)] = answers.most_common(1)
    return {
        "days": days,
        "answers_per_day": round(answers.total() / days, 2),
        "loudest_day": {"date": loudest.isoformat(), "answers": most},
    }


def _date(outcome: Outcome) -> date:
    return outcome.at.astimezone(ZONE).date()


def _matter(outcome: Outcome) -> dict[str, Any]:
    ticket = outcome.ticket
    assert ticket is not None  # noqa: S101  # only those with one are asked for
    return {
        "number": ticket.number,
        "action": "ask" if outcome.asked else "open",
        "message": outcome.said.id,
        "at": outcome.at.astimezone(ZONE).isoformat(timespec="seconds"),
        "who": outcome.said.name or None,
        "class": int(ticket.class_),
        "category": ticket.category and str(ticket.category),
        "topic": ticket.topic,
        "urgency": str(ticket.urgency),
        "confidence": round(ticket.confidence, 3),
        "because": list(ticket.because),
        "text": ticket.text,
    }


def _tell(report: dict[str, Any]) -> None:
    for matter in report["matters"]:
        words = " ".join(matter["text"].split())
        facts = matter | {
            "at": f"{datetime.fromisoformat(matter['at']):%Y-%m-%d %H:%M}",
            "who": matter["who"] or "—",
            "words": words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…",
        }
        click.echo(say(f"replay.{matter['action']}", **facts))
    if report["skipped"]:
        click.echo(say("replay.skips", skipped=report["skipped"]))
    click.echo(("\n" if report["matters"] else "") + say("replay.sums", **report))
    if report["days"] is not None:
        click.echo(say("replay.days", **(report | report["loudest_day"])))
