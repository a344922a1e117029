"""The playbooks as files: those that come with the desk, those of the data directory, those of one site."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from bot.texts.render import LANGUAGES, Texts
from desk.people import Site
from desk.playbook_text import PlaybookError, parse_playbook
from desk.playbooks import OTHER, Playbook

SHIPPED = Path(__file__).parent / "playbooks"
FOLDER = "playbooks"  # in the data directory: KIND.toml for every site, SITE/KIND.toml for one


class Playbooks:
    """Every kind of emergency, as each site has it."""

    def __init__(self, everywhere: Mapping[str, Playbook], own: Mapping[str, Mapping[str, Playbook]]) -> None:
        self._everywhere, self._own = everywhere, own

    def of(self, site: Site) -> tuple[Playbook, ...]:
        """What that site goes by."""
        return tuple({**self._everywhere, **self._own.get(site.name, {})}.values())

    @property
    def sites(self) -> Mapping[str, int]:
        """How many playbooks each site that has some of its own wrote."""
        return {name: len(own) for name, own in self._own.items()}

    def __len__(self) -> int:
        return len(self._everywhere)


def load_playbooks(data: Path | None = None) -> Playbooks:
    """All of them; raises PlaybookError with everything that is wrong in any file.

    What stands in `data`'s folder replaces what comes with the desk, kind by kind.
    """
    errors: list[str] = []
    read = partial(_read, errors=errors)
    everywhere, own = dict(_shipped()), {}
    if data is not None:
        everywhere |= dict(read(data / FOLDER, f"{FOLDER}/"))
        folders = sorted(one for one in (data / FOLDER).glob("*") if one.is_dir())
        own = {one.name: dict(read(one, f"{FOLDER}/{one.name}/")) for one in folders}
    if errors:
        raise PlaybookError("\n".join(errors))
    return Playbooks(everywhere, own)


@cache
def _shipped() -> Mapping[str, Playbook]:
    """What comes with the desk is read once; what is no other emergency has its playbook there."""
    errors: list[str] = []
    found = dict(_read(SHIPPED, "", errors=errors))
    if errors or OTHER not in found:
        raise PlaybookError("\n".join(errors or [f"{OTHER}.toml is missing"]))
    return found


def _read(folder: Path, shown: str, *, errors: list[str]) -> Iterator[tuple[str, Playbook]]:
    for path in sorted(folder.glob("*.toml")):
        name = f"{shown}{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
            yield path.stem, parse_playbook(path.stem, tomllib.loads(text), _keys(), text, name)
        except PlaybookError as error:
            errors.append(str(error))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            errors.append(f"{name}: {error}")


@cache
def _keys() -> frozenset[str]:
    """The texts that have words in every language and need no facts."""
    templates = Texts.load().templates
    plain = [{key for key, text in templates[language].items() if not text.fields} for language in LANGUAGES]
    return frozenset(set.intersection(*plain))
