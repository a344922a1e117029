"""Complaints about a person's conduct: found by name, so that the one meant is kept out from the start."""

from collections.abc import Callable
from dataclasses import replace

from desk.accused import accused, complains, misbehaved, of_conduct, titled
from desk.manners import Titles
from desk.misconduct import grave
from desk.people import Person
from desk.reading import Action, Category, Class, Intent, Reading
from handlers.tools import Tools
from nlp.fold import plain


def blaming(text: str, reading: Reading) -> Reading:
    """The words as a report of somebody's conduct, to be asked about."""
    return replace(
        reading,
        intent=Intent.REPORT,
        action=Action.ASK,
        category=Category.SERVICE,
        class_=Class.TWO,
        topic="服务态度",
        accused=plain(reading.accused or "") or titled(plain(text)),
        triggers=(*reading.triggers, "S0-08 投诉"),
    )


def accused_in(tools: Tools, site: int, text: str, reading: Reading, building: str | None) -> tuple[int, ...]:
    """The ids of the staff complained of in these words."""
    said, reading = plain(text), replace(reading, accused=plain(reading.accused or ""))
    if not (of_conduct(said, reading) or grave(said)):
        return ()
    return tuple(
        one.id for one in accused(said, reading, _staff(tools, site), building, _titles(tools, site))
    )


def _staff(tools: Tools, site: int) -> list[Person]:
    """The staff, spelled as texts are matched: 何靜 is 何静."""
    return [replace(one, name=plain(one.name)) for one in tools.uow.people.staff(site)]


def _titles(tools: Tools, site: int) -> Titles:
    """What the site calls its people (C16)."""
    return tools.book.standard(tools.uow.sites.get(site).standard).manners.titles


def sure_of(
    tools: Tools,
    site: int,
    text: str,
    reading: Reading,
    building: str | None,
    *,
    running: Callable[[], bool] = lambda: False,
) -> Reading:
    """The reading; but 我要投诉周婷, 师傅要我红包 taken for chatter are at least asked about (S0-08).

    So is 就是保安赵卫东打人的 where it is said of an emergency that is `running` (S4-28).
    """
    said = plain(text)
    plainly = reading.action is Action.SILENT and (complains(said) or grave(said))
    heard = reading.intent is Intent.REPORT and reading.action is not Action.SILENT
    if not plainly and (heard or not of_conduct(said, reading) or not running()):
        return reading
    staff = _staff(tools, site)
    if plainly and not (complains(said) or misbehaved(said, staff)):
        return reading
    meant = blaming(said, reading)
    named = accused(said, meant, staff, building, _titles(tools, site))
    return meant if named or meant.accused else reading
