"""The service standards: whether their files can be read, and whether the roles that they name are there."""

from collections.abc import Iterator

from bot.book import load_presets
from bot.doctor.finding import Finding, fine, warning, wrong
from bot.settings import Settings
from bot.terminal import say
from desk.people import HEADS, Role
from desk.standard_text import StandardError
from storage.unit_of_work import UnitOfWork


def look(settings: Settings) -> Iterator[Finding]:
    """Every error of every file, with its line; else which standard each site has."""
    try:
        presets = load_presets(own=settings.data)
    except StandardError as error:
        for line in str(error).splitlines():
            yield wrong("standard_wrong", what=line)
        return
    for site in settings.sites:
        if site.standard in presets:
            yield fine("standard", site=site.name, version=presets[site.standard].version)
        else:
            yield wrong("standard_gone", site=site.name, name=site.standard)


def unmanned(uow: UnitOfWork, settings: Settings) -> Iterator[Finding]:
    """Heads whom the standard names as reviewers and the site has not (C23)."""
    try:
        presets = load_presets(own=settings.data)
    except StandardError:
        return
    for wanted in settings.sites:
        site, preset = uow.sites.named(wanted.name), presets.get(wanted.standard)
        if site is None or preset is None:
            continue
        roles = {one.role for one in uow.people.staff(site.id)}
        for class_, office in sorted(preset.standard.offices.items()):
            reviewer = office.reviewer
            if reviewer is Role.CS_LEAD:
                continue  # that nobody is one is told already: without them the desk cannot work
            if reviewer in HEADS and reviewer not in roles:  # who else is named reads only (desk.review)
                role = say(f"what.{reviewer}")
                yield warning("no_reviewer", site=site.name, class_=class_.value, role=role, code=reviewer)
