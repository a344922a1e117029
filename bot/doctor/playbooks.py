"""The playbooks of emergencies: how many there are, what sites wrote themselves, what is wrong in a file."""

from collections.abc import Iterator

from bot.doctor.finding import Finding, fine, warning, wrong
from bot.playbook_files import FOLDER, load_playbooks
from bot.settings import Settings
from desk.playbook_text import PlaybookError


def look(settings: Settings) -> Iterator[Finding]:
    """Every error of every file, one finding each; a folder that is no site's is pointed out."""
    try:
        playbooks = load_playbooks(settings.data)
    except PlaybookError as error:
        for line in str(error).splitlines():
            yield wrong("playbook", line=line, folder=settings.data / FOLDER)
        return
    own = ", ".join(f"{name} {count}" for name, count in playbooks.sites.items())
    yield fine("playbooks", count=len(playbooks), own=own or "0")
    known = {site.name for site in settings.sites}
    for name in sorted(set(playbooks.sites) - known):
        yield warning("playbook_site", name=name, known=", ".join(sorted(known)))
