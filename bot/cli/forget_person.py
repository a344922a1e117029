"""`wuyebot forget-person NAME`: figures stay, the person does not (S2-04)."""

import click

from bot.cli.configured import configured
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.person import meant
from bot.cli.refusal import Refusal
from bot.cli.store import opened
from bot.clock import Clock
from bot.terminal import say, texts_language
from bot.texts.render import Texts
from desk.errors import Refused
from handlers.forgetting import forget
from storage.unit_of_work import UnitOfWork


@click.command("forget-person", help=say("command.forget-person"))
@located
@click.argument("who")
@click.option("--yes", is_flag=True, help=say("person.yes"))
@click.pass_obj
def command(call: Call, who: str, *, yes: bool) -> None:
    """Show what would go; with --yes let it go."""
    settings = configured(call)
    now = Clock().now()
    with opened(settings, call) as writer:
        person = writer.submit(lambda uow: meant(uow, settings, who)).result()
        held = writer.submit(lambda uow: uow.personal.held(person.id)).result()
        counts = {name: len(rows) for name, rows in held.items()}
        if not yes:
            _tell(call, "person.would_forget", person.name, counts)
            return

        def work(uow: UnitOfWork) -> int:
            return len(forget(uow, person, now, None))

        try:
            changed = writer.submit(work).result()
        except Refused as refused:
            raise Refusal(_words(refused)) from None
    _tell(call, "person.forgotten", person.name, {**counts, "tickets": changed})


def _tell(call: Call, key: str, name: str, counts: dict[str, int]) -> None:
    if call.json:
        print_json({"done": key == "person.forgotten", **counts})
    else:
        click.echo(say(key, name=name, **counts))


def _words(refused: Refused) -> str:
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # only a refusal needs it

    return Texts.load().render(refused.notice, texts_language(), ZoneInfo("Asia/Shanghai")).text
