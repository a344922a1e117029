"""`wuyebot learn`: from what staff corrected; shown first, in force with --yes, taken back with --undo."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import learned
from bot.cli.configured import configured
from bot.cli.options import Call, apart, located
from bot.cli.output import print_json
from bot.cli.progress import metered
from bot.cli.refusal import Refusal
from bot.cli.store import opened
from bot.settings import Settings
from bot.terminal import say
from nlp import corrected, examples, weights
from nlp.examples import Example, ExampleError

if TYPE_CHECKING:
    from nlp.learn import Doubt, Figures, Outcome

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("learn", help=say("command.learn"))
@located
@click.option("--file", "files", type=_FILE, multiple=True, help=say("learn.file"))
@click.option("--yes", is_flag=True, help=say("learn.yes"))
@click.option("--undo", is_flag=True, help=say("learn.undo"))
@click.pass_obj
def command(call: Call, files: tuple[Path, ...], *, yes: bool, undo: bool) -> None:
    """Print the figures before and after; exit 1 where nothing would be read better."""
    settings = configured(call)
    if undo:
        apart(**{"--undo": undo, "--file": files, "--yes": yes})
        _undo(call, settings)
        return
    found = [*_corrections(settings, call), *_read(files)]
    outcome = _outcome(found, settings)
    if yes and outcome.weights is not None:
        learned.keep(settings.data, outcome.weights)
    _tell(call, outcome, len(found), done=yes)
    if outcome.refused:
        raise SystemExit(1)


def _undo(call: Call, settings: Settings) -> None:
    done = learned.undo(settings.data)
    if call.json:
        print_json({"undone": done})
    else:
        click.echo(say("learn.undone" if done else "learn.nothing_to_undo"))


def _corrections(settings: Settings, call: Call) -> list[Example]:
    with opened(settings, call) as writer:
        kept = writer.submit(lambda uow: uow.corrections.all()).result()
    return corrected.examples(kept, learned.reader(settings.data)) if kept else []


def _read(files: tuple[Path, ...]) -> list[Example]:
    try:
        return [example for file in files for example in examples.read(file)]
    except ExampleError as error:
        key = "learn.wrong_value" if error.field else "learn.wrong_line"
        why = error.__cause__
        told = say(key, where=error.where, field=error.field, value=error.value, why=why)
        raise Refusal(told) from None
    except UnicodeDecodeError as error:
        raise Refusal(say("learn.not_utf8", why=error)) from None


def _outcome(found: list[Example], settings: Settings) -> "Outcome":
    try:
        from nlp.learn import learn  # noqa: PLC0415  # scipy is there for who learns alone
    except ImportError as error:
        raise Refusal(say("learn.no_library", why=error)) from None
    now = learned.usable(settings.data) or weights.load()
    with metered() as told:
        return learn(found, now, told=told)


def _tell(call: Call, outcome: "Outcome", count: int, *, done: bool) -> None:
    if call.json:
        print_json(
            {
                "examples": count,
                "before": asdict(outcome.before),
                "after": asdict(outcome.after),
                "shipped_before": asdict(outcome.shipped_before),
                "shipped_after": asdict(outcome.shipped_after),
                "refused": outcome.refused and asdict(outcome.refused),
                "done": done and outcome.refused is None,
            }
        )
        return
    click.echo(say("learn.count", count=count))
    _table(say("learn.corrections"), outcome.before, outcome.after)
    _table(say("learn.shipped"), outcome.shipped_before, outcome.shipped_after)
    if outcome.refused:
        click.echo(say("learn.refused", why=_why(outcome.refused, count)))
    else:
        click.echo(say("learn.done" if done else "learn.would", command=call.how("learn", "--yes")))


def _why(doubt: "Doubt", count: int) -> str:
    from nlp.learn import FEWEST  # noqa: PLC0415  # it is loaded: something was learned

    figure = say(f"learn.{doubt.figure.rstrip('_')}") if doubt.figure else ""
    return say(f"learn.refused_{doubt.ground}", count=count, least=FEWEST, figure=figure)


def _table(title: str, before: "Figures", after: "Figures") -> None:
    click.echo(title)
    for name in ("report", "category", "class_", "topic"):
        was, is_ = getattr(before, name), getattr(after, name)
        click.echo(f"  {say('learn.' + name.rstrip('_')):<10} {was:7.2%} → {is_:7.2%}")
