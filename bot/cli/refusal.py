"""A refusal explained: exit 1, the reason on stderr, no traceback."""

from typing import IO, Any

import click


class Refusal(click.ClickException):
    """The command cannot do it; the message says why and what to do."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it, on stderr."""
        click.echo(self.message, file=file, err=file is None)
