"""Complaints about a person's conduct: found by name, so that the one meant is kept out from the start."""

from desk.accused import accused, of_conduct
from desk.reading import Reading
from handlers.tools import Tools


def accused_in(tools: Tools, site: int, text: str, reading: Reading, building: str | None) -> tuple[int, ...]:
    """The ids of the staff complained of in these words."""
    if not of_conduct(text, reading):
        return ()
    staff = tools.uow.people.staff(site)
    titles = tools.book.standard(tools.uow.sites.get(site).standard).manners.titles
    return tuple(one.id for one in accused(text, reading, staff, building, titles))
