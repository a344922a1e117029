"""`wuyebot export-person NAME FILE.zip`: all that the desk holds of somebody (S2-04)."""

from pathlib import Path

import click

from bot.cli.configured import configured
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.person import meant
from bot.cli.refusal import Refusal
from bot.cli.store import opened
from bot.persons import write
from bot.terminal import say


@click.command("export-person", help=say("command.export-person"))
@located
@click.argument("who")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def command(call: Call, who: str, file: Path) -> None:
    """Write the zip; nothing is overwritten."""
    settings = configured(call)
    if file.exists():
        raise Refusal(say("person.exists", file=file))
    with opened(settings, call) as writer:
        person = writer.submit(lambda uow: meant(uow, settings, who)).result()
        held = writer.submit(lambda uow: uow.personal.held(person.id)).result()
    try:
        photos = write(held, settings.data / "media", file)
    except OSError as error:
        raise Refusal(say("person.unwritable", file=file, why=error.strerror)) from None
    counts = {name: len(rows) for name, rows in held.items()}
    if call.json:
        print_json({"file": str(file), "person": person.id, "photos_taken": photos, **counts})
    else:
        click.echo(
            say("person.exported", file=file, name=person.name, tickets=counts["tickets"], photos=photos)
        )
