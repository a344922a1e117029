"""The limits that a site or a room of it sets for the reader."""

from collections.abc import Mapping
from dataclasses import replace

from bot.settings import ConfiguredSite
from bot.settings.reading import Limits
from nlp.reader import Thresholds

SITE = ""  # the key of what holds in every room that sets nothing


def limits_of(site: ConfiguredSite) -> Mapping[str, Thresholds]:
    """By the room's title, and under SITE for the rest."""
    usual = _over(Thresholds(), site.reading)
    return {SITE: usual, **{room.title: _over(usual, room) for room in site.rooms}}


def _over(usual: Thresholds, own: Limits) -> Thresholds:
    wanted = {"open": own.open, "ask": own.ask, "alarm": own.alarm}
    return replace(usual, **{name: value for name, value in wanted.items() if value is not None})
