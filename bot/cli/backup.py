"""`wuyebot backup FILE`: database and photos in one file, while the desk runs."""

from pathlib import Path

import click

from bot.cli.configured import configured
from bot.cli.options import Call, located
from bot.cli.progress import metered
from bot.cli.refusal import Refusal
from bot.cli.store import explained
from bot.keeping import save
from bot.terminal import say
from storage.backup import BackupRefused


@click.command("backup", help=say("command.backup"))
@located
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def command(call: Call, file: Path) -> None:
    """Write the file; nothing is overwritten."""
    settings = configured(call)
    try:
        with explained(settings), metered() as progress:
            photos = save(settings.database.url, settings.data / "media", file, progress)
    except BackupRefused as refused:
        raise Refusal(say(f"backup.{refused.obstacle.name}", file=file)) from None
    except OSError as error:
        raise Refusal(say("import.unwritable", file=file, why=error.strerror)) from None
    size = max(1, file.stat().st_size // 1024)
    click.echo(
        say("backup.done", file=file, photos=photos, size=size, restore=call.how("restore", str(file)))
    )
