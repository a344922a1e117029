"""`wuyebot code link`: links into 微信客服, one a building, and the welcome for residents' groups."""

import asyncio
from pathlib import Path

import click

from bot.cli import qr, sites
from bot.cli.configured import configured
from bot.cli.options import Call, located
from bot.cli.output import print_json
from bot.cli.refusal import Refusal
from bot.cli.store import opened
from bot.settings.wecom import Wecom
from bot.terminal import say

Made = dict[str, str | None]
"""A link as it is printed: building, url; where there is one, qr, template."""


@click.command("link", help=say("code.kf_link"))
@located
@click.option("--site", required=True, help=say("code.site"))
@click.option("--building", "buildings", multiple=True, help=say("code.kf_building"))
@click.option("--account", help=say("code.kf_account"))
@click.option("--welcome", is_flag=True, help=say("code.kf_welcome"))
@click.option("--qr", "directory", type=click.Path(path_type=Path, file_okay=False), help=say("code.kf_qr"))
@click.pass_obj
def link(
    call: Call,
    *,
    site: str,
    buildings: tuple[str, ...],
    account: str | None,
    welcome: bool,
    directory: Path | None,
) -> None:
    """Ask WeCom for the links; nothing is kept but the QR codes, where somebody wants them."""
    settings = configured(call)
    wecom = settings.wecom
    if wecom is None or wecom.kf is None or not (wecom.kf.secret or wecom.secret) or not wecom.kf.open_kfids:
        raise Refusal(say("code.kf_no_kf"))
    with opened(settings, call) as writer:
        found = writer.submit(lambda uow: sites.named(uow, settings, site)).result()
    wanted: list[str | None] = [one.strip().upper().removesuffix("栋") for one in buildings]
    made = asyncio.run(
        _asked(wecom, account or wecom.kf.open_kfids[0], found.id, wanted or [None], welcome=welcome)
    )
    if directory:
        _drawn(directory, made, found.name)
    if call.json:
        print_json(made)
        return
    for one in made:
        click.echo("  ".join(filter(None, (_place(one, found.name), one["url"], one.get("qr")))))
    if welcome:
        click.echo(say("code.kf_welcome_made", template=made[0]["template"]))


def _place(one: Made, site: str) -> str:
    return say("code.kf_place", building=one["building"]) if one["building"] else site


def _drawn(directory: Path, made: list[Made], site: str) -> None:
    """A QR code each; its PNG is named beside the link."""
    try:
        for one in made:
            title = " ".join(dict.fromkeys((site, _place(one, site))))
            one["qr"] = str(qr.write(directory, one["building"] or site, str(one["url"]), title)[0])
    except OSError as error:
        raise Refusal(say("code.kf_qr_unwritable", directory=directory, why=error.strerror)) from None


async def _asked(
    wecom: Wecom, account: str, site: int, buildings: list[str | None], *, welcome: bool
) -> list[Made]:
    from bot.doctor.errcodes import advice  # noqa: PLC0415  # only who uses WeCom waits for its libraries
    from bot.platforms.wecom import links  # noqa: PLC0415
    from bot.platforms.wecom.client import Client, account_of  # noqa: PLC0415
    from bot.platforms.wecom.outcomes import CallFailed, CallRefused  # noqa: PLC0415

    own = wecom.kf.secret.get_secret_value() if wecom.kf and wecom.kf.secret else None
    client = Client(account_of(wecom, own))
    try:
        made = await links.links(client, account, site, buildings)
        records: list[Made] = [{"building": one.building, "url": one.url} for one in made]
        if welcome:
            words = say("code.kf_welcome_words")
            records[0]["template"] = await links.welcome(client, wecom.agent_id or 0, words, made[0].url)
    except CallRefused as error:
        said = say("check.wecom_refused", why=error.api, code=error.errcode)
        raise Refusal(f"{said}\n{advice(error.errcode)}") from None
    except CallFailed as error:
        raise Refusal(str(error)) from None
    finally:
        await client.close()
    return records
