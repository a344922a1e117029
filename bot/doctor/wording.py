"""The site's own words to look at before a text goes to a resident (wording.toml beside the database)."""

from collections.abc import Iterator

from bot.book import load_wording
from bot.doctor.finding import Finding, fine, wrong
from bot.settings import Settings
from desk.wording import WordingError


def look(settings: Settings) -> Iterator[Finding]:
    """Whether the file can be read, where there is one."""
    file = settings.data / "wording.toml"
    if not file.exists():
        return
    try:
        load_wording(file)
    except WordingError as error:
        yield wrong("wording", file=file, why=error)
    else:
        yield fine("wording_fine", file=file)
