"""`wuyebot restore FILE`: a backup in the place of what is there."""

from pathlib import Path

import click

from bot.cli.configured import configured
from bot.cli.options import Call, located
from bot.cli.progress import metered
from bot.cli.refusal import Refusal
from bot.cli.store import explained, revision
from bot.keeping import NoBackupError, bring_back
from bot.terminal import say
from storage.backup import BackupRefused, Obstacle


@click.command("restore", help=say("command.restore"))
@located
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help=say("backup.yes"))
@click.pass_obj
def command(call: Call, file: Path, *, yes: bool) -> None:
    """Refused over a database that is there, but with --yes; the replaced one is kept beside it."""
    settings = configured(call)
    there = settings.database.file is None or settings.database.file.exists()
    if there and not yes and revision(settings) is not None:
        raise Refusal(say("backup.there", command=call.how("restore", str(file), "--yes")))
    try:
        with explained(settings), metered() as progress:
            kept = bring_back(settings.database.url, settings.data / "media", file, progress)
    except NoBackupError:
        raise Refusal(say("backup.NO_DATABASE", file=file)) from None
    except BackupRefused as refused:
        key = "absent" if refused.obstacle is Obstacle.NO_FILE else refused.obstacle.name
        raise Refusal(say(f"backup.{key}", file=file)) from None
    except OSError as error:
        raise Refusal(say("person.unwritable", file=settings.data, why=error.strerror)) from None
    click.echo(say("backup.restored", file=file, kept=kept or "—"))
