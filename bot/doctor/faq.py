"""The site's own questions and answers (faq.toml beside the database)."""

from collections.abc import Iterator

from bot.doctor.finding import Finding, fine, wrong
from bot.faq import NAME, load_faq
from bot.settings import Settings
from desk.faq import FaqError


def look(settings: Settings) -> Iterator[Finding]:
    """Whether the file can be read, where there is one, and how much it answers."""
    file = settings.data / NAME
    if not file.exists():
        return
    try:
        yield fine("faq_fine", file=file, count=len(load_faq(file)))
    except FaqError as error:
        yield wrong("faq", file=file, why=error)
