"""A town of compounds: groups and people in a fake Telegram, and the files of the desk that serves it.

Many compounds rather than one, because the desk paces what it says in each chat (20 a minute in a group).
"""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import open_store
from desk.people import Person, Role, RoomKind, Site
from storage.unit_of_work import UnitOfWork
from tests.fakes.serving import free_port
from tests.fakes.telegram.client import FakeTelegram

_OFFICERS = 1_000  # Telegram ids of the officers begin here
_CHATTERERS = 5_000
_RESIDENTS = 10_000

_WORDS = (
    "厨房水龙头坏了，一直滴水，请派人来修",
    "电梯坏了，门关不上，老人都下不了楼，快派人修",
    "卫生间天花板漏水，一直往下滴，请安排师傅维修",
)
_CHATTER = (
    "好的",
    "谢谢大家",
    "今天天气真不错",
    "哈哈哈哈",
    "周末有人打羽毛球吗",
    "晚上吃什么好呢",
    "+1",
    "👍",
)


@dataclass(frozen=True, kw_only=True)
class Compound:
    """One site with its rooms and the one officer who has everything."""

    name: str
    residents: int  # chat ids
    staff: int
    officer: int  # user id
    chatterer: int  # somebody who is no reporter of anything


@dataclass(frozen=True, kw_only=True)
class Report:
    """A line that must become exactly one ticket, whose text is this text."""

    compound: Compound
    text: str
    message: int


class Town:
    """Everybody there; each report comes from a resident of its own, so that no two belong together."""

    def __init__(self, telegram: FakeTelegram, size: int) -> None:
        self.telegram = telegram
        self.compounds = [_compound(telegram, number) for number in range(1, size + 1)]
        self._reports = 0

    def report(self, compound: Compound) -> Report:
        """A new resident writes about a matter of their own."""
        self._reports += 1
        user = _RESIDENTS + self._reports
        self.telegram.add_user(user, f"业主{self._reports}")
        self.telegram.join(compound.residents, user, announce=False)
        text = report_text(self._reports)
        return Report(compound=compound, text=text, message=self.telegram.say(compound.residents, user, text))

    def chat(self, compound: Compound, number: int) -> None:
        """A line about nothing."""
        self.telegram.say(compound.residents, compound.chatterer, _CHATTER[number % len(_CHATTER)])


def report_text(number: int) -> str:
    """A report like no other: its home is its own."""
    home = f"{number % 8 + 1}栋{number % 3 + 1}单元{number // 8 + 101}室"
    return f"{home}{_WORDS[number % len(_WORDS)]}"


def _compound(telegram: FakeTelegram, number: int) -> Compound:
    officer = telegram.add_user(_OFFICERS + number, f"管家{number}", started=True)
    chatterer = telegram.add_user(_CHATTERERS + number, f"邻居{number}")
    name = f"第{number}花园"
    return Compound(
        name=name,
        residents=telegram.add_group(f"{name}业主群", members=[chatterer]),
        staff=telegram.add_group(f"{name}工作群", members=[officer]),
        officer=officer,
        chatterer=chatterer,
    )


def settle_in(town: Town, data: Path) -> int:
    """The desk's files for the town: configuration and bound database; returns the port of its web server."""
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    (data / "wuyebot.toml").write_text(_configuration(town, port), encoding="utf-8")
    store = open_store(database(data))
    store.writer.submit(lambda uow: bind(town, uow)).result()
    store.writer.close()
    return port


def database(data: Path) -> str:
    return f"sqlite:///{data / 'desk.db'}"


def bind(town: Town, uow: UnitOfWork) -> None:
    """Every compound with its rooms and its officer."""
    for compound in town.compounds:
        site = uow.sites.add(Site(id=0, name=compound.name))
        rooms = ((compound.residents, RoomKind.RESIDENTS), (compound.staff, RoomKind.STAFF))
        for chat, kind in rooms:
            uow.rooms.bind(site.id, "telegram", str(chat), kind, f"{compound.name} {kind}")
        officer = Person(id=0, site=site.id, name="管家", role=Role.CUSTOMER_OFFICER)
        lead = replace(officer, name="主管", role=Role.CS_LEAD)
        uow.people.reach(uow.people.add(officer).id, "telegram", str(compound.officer), "ok")
        uow.people.add(lead)


def _configuration(town: Town, port: int) -> str:
    telegram = town.telegram
    sites = "".join(f'\n[[site]]\nname = "{compound.name}"\n' for compound in town.compounds)
    return f"""\
[web]
port = {port}

[telegram]
token = "{telegram.token}"
base_url = "{telegram.base_url}"
base_file_url = "{telegram.base_file_url}"
{sites}"""
