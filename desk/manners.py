"""Manners of a standard: where clauses conflict, which way this one goes (C13, C16, C19), and words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from desk.people import Role

Titles: TypeAlias = "Mapping[Role, tuple[str, ...]]"
NO_TITLES: Titles = MappingProxyType({})


class Chat(StrEnum):
    """What a line in a chat counts as (C13)."""

    ORAL = "oral"
    WRITTEN = "written"  # 书面投诉: class 2 (S0-10)


class Back(StrEnum):
    """What becomes of a deputy's matters when whoever was away is back (S2-13)."""

    OFFERED = "offered"  # the deputy or a head taps 交还
    AT_ONCE = "at_once"
    KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Manners:
    """The variants that a standard chooses."""

    chat: Chat = Chat.ORAL  # S0-10
    news_every: int = 1  # days between two lines of news on what is late: S0-36 daily, S3-28 three (C19)
    back: Back = Back.OFFERED
    titles: Titles = field(default_factory=lambda: NO_TITLES)  # 称呼, the first is shown (C16)
