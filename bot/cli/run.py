"""`wuyebot run`: the real thing."""

from contextlib import suppress
from socket import socket

import click

from bot import log, serve
from bot.app import PARTS
from bot.cli.configured import configured
from bot.cli.held import held
from bot.cli.options import Call, located
from bot.cli.ports import bound
from bot.cli.refusal import Refusal
from bot.cli.store import explained
from bot.settings import Web
from bot.terminal import say
from desk.playbook_text import PlaybookError
from desk.wording import WordingError
from nlp.lexicon import LexiconError
from nlp.words import WordsError


class Parts(click.ParamType[frozenset[str]]):
    """Parts of the desk, with commas between them."""

    name = "intake,delivery,ticker"

    def convert(
        self, value: str | frozenset[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[str]:
        """The parts; wrong usage for one that there is not."""
        parts = frozenset(value.split(",")) if isinstance(value, str) else value
        if unknown := parts - PARTS:
            self.fail(say("run.no_part", part=", ".join(sorted(unknown))), param, ctx)
        return parts


@click.command("run", help=say("command.run"))
@located
@click.option("--only", type=Parts(), default=PARTS, help=say("run.only"))
@click.pass_obj
def command(call: Call, only: frozenset[str]) -> None:
    """Serve every configured platform until interrupted."""
    settings = configured(call)
    try:
        # Ctrl+C is how one stops it
        with (
            held(settings.database.file),
            _bound(settings.web) as sock,
            explained(settings),
            suppress(KeyboardInterrupt),
        ):
            log.configure(settings.secrets())
            serve.run(settings, only, sock)
    except (PlaybookError, LexiconError, WordsError) as error:
        raise Refusal(str(error)) from error
    except WordingError as error:
        raise Refusal(say("check.wording", file=settings.data / "wording.toml", why=error)) from error


def _bound(web: Web) -> socket:
    try:
        return bound(web.host, web.port)
    except OSError as error:
        facts = {"host": web.host, "port": web.port, "other": web.port % 65535 + 1, "why": error.strerror}
        raise Refusal(say("run.busy", **facts)) from error
