"""A site's own questions and answers: what is asked often is answered, nothing is made up (S2-76)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_KEYS = frozenset({"words", "answer", "since", "site"})
_LONGEST = 1_000  # characters of an answer: it has to be read on a phone
_IDLE = re.compile(r"[\s,，。.!！?？、~～]+")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question as it may be asked, and what is answered since when."""

    words: tuple[str, ...]  # phrases; of "物业费 怎么交" both parts have to be in the question
    answer: str
    since: date
    site: str | None = None  # None: at every site

    def fits(self, text: str) -> bool:
        """Whether all parts of one of its phrases are in the question."""
        asked = _IDLE.sub("", text).lower()
        return any(all(part.lower() in asked for part in phrase.split()) for phrase in self.words)


class FaqError(ValueError):
    """The file of questions and answers cannot be used; the message names every wrong entry."""


def answered(faq: Iterable[Answer], site: str, text: str) -> Answer | None:
    """The one answer that surely fits; None where none does, or several with different answers."""
    found = [one for one in faq if one.site in (None, site) and one.fits(text)]
    return found[0] if len({one.answer for one in found}) == 1 else None


def parse_faq(data: Mapping[str, Any]) -> tuple[Answer, ...]:
    """The entries [[question]] of a file; raises FaqError with every error."""
    entries = data.get("question", [])
    errors = [f"unknown table {name}: allowed is question" for name in data if name != "question"]
    if not isinstance(entries, list):
        raise FaqError("question must be written as [[question]]")
    for n, entry in enumerate(entries, 1):
        errors += [f"question {n}: {error}" for error in _errors(entry)]
    if errors:
        raise FaqError("\n".join(errors))
    return tuple(
        Answer(
            words=tuple(one["words"]),
            answer=one["answer"].strip(),
            since=one["since"],
            site=one.get("site"),
        )
        for one in entries
    )


def _errors(entry: object) -> Iterable[str]:
    if not isinstance(entry, Mapping):
        yield "must be a table"
        return
    if unknown := sorted(set(entry) - _KEYS):
        yield f"unknown {', '.join(unknown)}: allowed are {', '.join(sorted(_KEYS))}"
    words, answer = entry.get("words"), entry.get("answer")
    if not (isinstance(words, list) and words and all(isinstance(one, str) and one.strip() for one in words)):
        yield "words must be a list of phrases"
    if not (isinstance(answer, str) and 0 < len(answer.strip()) <= _LONGEST):
        yield f"answer must be a text of at most {_LONGEST} characters"
    if type(entry.get("since")) is not date:
        yield "since must be a date, as 2026-01-01"
    if not isinstance(entry.get("site", ""), str):
        yield "site must be the name of a site"
