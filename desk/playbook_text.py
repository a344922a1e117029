"""Reading a playbook from data: every error at once, each with its line and what is allowed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from desk.notices import Word
from desk.people import WORKERS, Role
from desk.playbooks import Near, Playbook, Step
from desk.reading import TOPICS
from desk.standard_lines import line_of

_KEYS = "order title topics words near advice pinged answer clause revisit step".split()
_STEP_KEYS = "text role minutes required clause".split()
_REVISIT_KEYS = "role hours clause".split()
_CLAUSE = re.compile(r"S[0-4]-\d{2,3}\b|house\b")
_TEXT_KEY = re.compile(r"[a-z_]+\.[a-z_0-9]+")
_MOST = 12  # steps: a card on a phone shows no more
_MINUTES = 24 * 60
_HOURS = 30 * 24


class PlaybookError(ValueError):
    """A playbook cannot be read; the message lists every error, one a line, with what is allowed."""


def parse_playbook(
    kind: str, data: Mapping[str, Any], texts: Collection[str], text: str = "", file: str = ""
) -> Playbook:
    """The playbook that `data` (a parsed TOML file) describes; raises PlaybookError.

    `texts` are the keys that have words in every language; words that are no key are said as they are.
    """
    parser = _Parser(texts=texts, text=text, file=file or f"{kind}.toml")
    playbook = parser.playbook(kind, data)
    if parser.errors:
        raise PlaybookError("\n".join(parser.errors))
    return playbook


_Place = tuple[str | int, ...]  # () or ("step", 2)


@dataclass(frozen=True, kw_only=True)
class _Parser:
    """Types what is right and notes what is wrong."""

    texts: Collection[str]
    text: str
    file: str
    errors: list[str] = field(default_factory=list)

    def playbook(self, kind: str, data: Mapping[str, Any]) -> Playbook:
        self.known((), data, _KEYS)
        revisit = data.get("revisit", {})
        revisit = revisit if isinstance(revisit, Mapping) else {}
        self.known(("revisit",), revisit, _REVISIT_KEYS)
        self.clause(("revisit",), revisit)
        return Playbook(
            kind=kind,
            order=self.whole((), data, "order", 0, 10_000),
            title=self.said((), data, "title"),
            topics=frozenset(self.each(data, "topics", TOPICS)),
            words=tuple(self.each(data, "words")),
            near=Near(self.one_of((), data, "near", list(Near))),
            advice=self.said((), data, "advice"),
            pinged=tuple(Role(one) for one in self.each(data, "pinged", sorted(WORKERS), least=1)),
            answer=timedelta(minutes=self.whole((), data, "answer", 1, 60)),
            steps=self.steps(data.get("step")),
            reviser=Role(self.one_of(("revisit",), revisit, "role", sorted(WORKERS))),
            revisit=timedelta(hours=self.whole(("revisit",), revisit, "hours", 1, _HOURS)),
            clause=self.clause((), data),
        )

    def steps(self, entries: object) -> tuple[Step, ...]:
        tables = isinstance(entries, list) and all(isinstance(entry, Mapping) for entry in entries)
        if not isinstance(entries, list) or not tables or not 0 < len(entries) <= _MOST:
            self.wrong((), f"step must be 1 to {_MOST} tables [[step]]", "step")
            return ()
        return tuple(self.step(("step", n), entry) for n, entry in enumerate(entries, 1))

    def step(self, place: _Place, entry: Mapping[str, Any]) -> Step:
        self.known(place, entry, _STEP_KEYS)
        required = entry.get("required", True)
        if not isinstance(required, bool):
            self.wrong(place, f"required is {required!r}: allowed are true, false", "required")
        return Step(
            words=self.said(place, entry, "text"),
            role=Role(self.one_of(place, entry, "role", sorted(WORKERS))),
            within=timedelta(minutes=self.whole(place, entry, "minutes", 1, _MINUTES)),
            required=required is True,
            clause=self.clause(place, entry),
        )

    def wrong(self, place: _Place, what: str, key: str | None = None) -> None:
        line = line_of(self.text, place, key) if self.text else None
        where = f"{' '.join(map(str, place))}: " if place else ""
        self.errors.append(f"{self.file}{f':{line}' if line else ''}: {where}{what}")

    def known(self, place: _Place, entry: Mapping[str, Any], allowed: Sequence[str]) -> None:
        for key in sorted(set(entry) - set(allowed)):
            self.wrong(place, f"unknown key {key}: allowed are {', '.join(allowed)}", key)

    def said(self, place: _Place, entry: Mapping[str, Any], key: str) -> Word | str:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            self.wrong(place, f"{key} is {value!r}: it must be words, or the key of a text", key)
            return ""
        if not _TEXT_KEY.fullmatch(value):
            return value.strip()
        if value not in self.texts:
            self.wrong(place, f"{key} is {value!r}: there is no text of that name", key)
        return Word(value)

    def each(
        self, entry: Mapping[str, Any], key: str, allowed: Sequence[str] | None = None, least: int = 0
    ) -> list[str]:
        values = entry.get(key, [])
        if not isinstance(values, list) or len(values) < least:
            self.wrong((), f"{key} must be a list{' of at least one' if least else ''}", key)
            return []
        right = [one for one in values if isinstance(one, str) and one and (not allowed or one in allowed)]
        for value in [one for one in values if one not in right]:
            words = f": allowed are {', '.join(allowed)}" if allowed else ": it must be words"
            self.wrong((), f"{key} has {value!r}{words}", key)
        return right

    def one_of(self, place: _Place, entry: Mapping[str, Any], key: str, allowed: Sequence[str]) -> str:
        value = entry.get(key)
        if isinstance(value, str) and value in allowed:
            return value
        self.wrong(place, f"{key} is {value!r}: allowed are {', '.join(allowed)}", key)
        return allowed[0]

    def whole(self, place: _Place, entry: Mapping[str, Any], key: str, least: int, most: int) -> int:
        value = entry.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.wrong(place, f"{key} is {value!r}: it must be a whole number from {least} to {most}", key)
        return least

    def clause(self, place: _Place, entry: Mapping[str, Any]) -> str:
        value = entry.get("clause")
        if isinstance(value, str) and _CLAUSE.match(value):
            return value
        what = f"clause is {value!r}: it must name where it comes from, as S2-79, or say house"
        self.wrong(place, what, "clause")
        return ""
