"""`wuyebot read`: what the reader understands of texts."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from bot.cli.explain import Explainer
from bot.cli.moments import Moment, aware
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.reader import reader_of
from bot.clock import Clock
from bot.terminal import say
from desk.reading import Intent
from nlp.reader import Reader
from nlp.record import as_record
from nlp.several import several


class _BadLineError(ValueError):
    """A line is not what was asked for; the message says what it should be."""


@click.command("read", help=say("command.read"))
@located
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--jsonl", is_flag=True, help=say("read.jsonl"))
@click.option("--now", type=Moment(), help=say("moment.now"))
@click.pass_obj
def command(call: Call, texts: tuple[str, ...], now: datetime | None, *, jsonl: bool) -> None:
    """Read the texts, else stdin line by line, else its JSON records."""
    if jsonl and texts:
        raise click.UsageError(say("read.either"))
    moment = now or aware(Clock().now())
    if jsonl:
        sys.exit(_records(reader_of(call), moment))
    explain, reader = Explainer(), reader_of(call)
    for number, text in enumerate(texts or _lines(), 1):
        if call.json:
            print_json(_as_record(reader, text, str(number), moment))
        else:
            click.echo(explain(text, reader.read(text, moment)) + "\n")


def _lines() -> Iterator[str]:
    """The lines of stdin that say something, as they come."""
    if sys.stdin.isatty():
        click.echo(say("read.waiting"), err=True)
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").strip()
        if text:
            yield text


def _records(reader: Reader, now: datetime) -> int:
    """Answer each record as it comes; a line that is none is told on stderr. 1 if there was one, else 0."""
    status = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            record = _record(line, number)
        except _BadLineError as error:
            click.echo(say("read.bad_line", number=number, why=error), err=True)
            status = 1
        else:
            print_json(_as_record(reader, record["text"], record["id"], now))
    return status


def _as_record(reader: Reader, text: str, id_: str, now: datetime) -> dict[str, Any]:
    """The main matter, and what else the message is about."""
    reading = reader.read(text, now)
    matters = several(text, reader.read, now) if reading.intent is Intent.REPORT else []
    others = [part.reading for part in matters if part.reading.topic != reading.topic]
    return as_record(reading, id_, others)


def _record(line: bytes, number: int) -> dict[str, Any]:
    """The record of a line; without an id its line number stands for it."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BadLineError(say("read.no_json", why=error)) from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise _BadLineError(say("read.no_text"))
    return {"id": str(record.get("id", number)), "text": record["text"]}
