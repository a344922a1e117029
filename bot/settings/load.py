"""From file and environment to Settings, or to every error at once."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.settings import keys
from bot.settings.model import Database, Settings, Written
from bot.settings.problems import Kind, Problem, SettingsError, find, line
from bot.terminal import say

PREFIX = "WUYEBOT_"
_SQLITE = "sqlite:///"


def load(config: Path, data: Path, environ: Mapping[str, str]) -> Settings:
    """The settings of the file `config`, overridden by `WUYEBOT_SECTION__KEY` in `environ`.

    A relative SQLite path means a file in the directory `data`. Raises SettingsError with every error.
    """
    raw = _read(config)
    variables = _override(raw, environ)
    context = {"standards": [data / "standards"]}
    problems = find(raw, context)
    sources = [_source(problem, variables) for problem in problems]
    lines = [line(one, raw, source or config.name) for one, source in zip(problems, sources, strict=True)]
    mistyped = _mistyped(environ)
    if lines or mistyped:
        raise SettingsError("\n".join([*lines, *mistyped.values()]), [*sources, *mistyped])
    written = Written.model_validate(raw, context=context)
    database = Database(url=_rooted(written.database.url, data.absolute()))
    return Settings(**dict(written) | {"database": database, "data": data.absolute()})


def bare(data: Path, names: Iterable[str]) -> Settings:
    """The settings of a directory that has a database, with these sites, but no file."""
    written = Written.model_validate({"site": [{"name": name} for name in names]})
    database = Database(url=_rooted(written.database.url, data.absolute()))
    return Settings(**dict(written) | {"database": database, "data": data.absolute()})


def _read(config: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(say("settings.no_file", file=config, init="wuyebot init")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(say("settings.unreadable", file=config, why=error)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(say("settings.no_toml", file=config, why=error)) from None


def _override(raw: dict[str, Any], environ: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Put the environment's values into `raw`; returns which variable each key came from."""
    variables: dict[tuple[str, ...], str] = {}
    for name, value in sorted(environ.items()):
        path = tuple(name.removeprefix(PREFIX).lower().split("__"))
        if name.startswith(PREFIX) and len(path) > 1 and value:
            variables[path] = name
            _put(raw, path, value)
    return variables


def _put(raw: dict[str, Any], path: tuple[str, ...], value: str) -> None:
    place: Any = raw
    for key in path[:-1]:
        place = place.setdefault(key, {})
        if not isinstance(place, dict):
            return  # the file has something else there, and is told so
    place[path[-1]] = value


def _source(problem: Problem, variables: Mapping[tuple[str, ...], str]) -> str | None:
    """The variable in which it stands; None: the file."""
    place = tuple(map(str, problem.path))
    inside = [name for path, name in variables.items() if path[: len(place)] == place]
    return inside[0] if inside and problem.kind is not Kind.MISSING else None


def _mistyped(environ: Mapping[str, str]) -> dict[str, str]:
    """Variables that would do nothing because an underscore is missing, and what is said of each."""
    paths = [path for path in keys.every() if len(path) > 1]
    right = {PREFIX + "_".join(path).upper(): PREFIX + "__".join(path).upper() for path in paths}
    return {
        name: say("settings.underscores", name=name, right=right[name])
        for name in sorted(environ)
        if name in right
    }


def _rooted(url: str, data: Path) -> str:
    if not url.startswith(_SQLITE):
        return url
    return f"{_SQLITE}{data / url.removeprefix(_SQLITE)}"
