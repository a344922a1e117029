"""Whom people of a region can turn to, after those that a site names itself."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from desk.local import Body, Local
from desk.people import Site

_BODIES = Path(__file__).parent / "bodies.toml"


def local(own: Local, site: Site) -> Local:
    """The site's own words and neighbours, then its region's; of two with one name the site's own."""
    names = {body.name for body in own.bodies}
    usual = tuple(body for body in _usual().get(site.region, ()) if body.name not in names)
    return Local(pay=own.pay, bodies=(*own.bodies, *usual), hooks=own.hooks)


@cache
def _usual() -> Mapping[str, tuple[Body, ...]]:
    read: Mapping[str, list[dict[str, Any]]] = tomllib.loads(_BODIES.read_text(encoding="utf-8"))
    return {region: tuple(map(_body, bodies)) for region, bodies in read.items()}


def _body(written: Mapping[str, Any]) -> Body:
    return Body(name=written["name"], phone=written["phone"], topics=tuple(written["topics"]))
