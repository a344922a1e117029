"""A long message clause by clause: what one of them says is not drowned by the others."""

import re
from bisect import bisect_left

from nlp.features import SEEN, Features, concepts, facts, grams, plain
from nlp.looking import Look

LONG = 30  # characters from which a message is looked at in parts
_LEAST = 8  # characters of a clause; a shorter one belongs to what follows
_MOST = 12  # clauses; what follows is heard as one, so that no message takes long

Clause = tuple[Features, Features]

_END = re.compile("[,。!?;]")


def clauses(seen: Look) -> list[Clause]:
    """The characters and concepts of each clause of a long message; of one clause none.

    Their words told no more (measured), and would take as long again.
    """
    text = seen.folded.text[:SEEN]
    spans = _spans(text) if len(text) >= LONG else []
    if len(spans) < 2:  # noqa: PLR2004  # a whole is no part
        return []
    starts = [hit.start for hit in seen.hits]
    return [
        (
            grams(plain(text[start:end])),
            concepts(
                seen.hits[bisect_left(starts, start) : bisect_left(starts, end)], facts(text[start:end])
            ),
        )
        for start, end in spans
    ]


def _spans(text: str) -> list[tuple[int, int]]:
    """From where to where each clause goes, its mark with it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _END.finditer(text):
        if mark.end() - start >= _LEAST and len(spans) < _MOST - 1:
            spans.append((start, mark.end()))
            start = mark.end()
    if spans and len(text) - start < _LEAST:
        start, _ = spans.pop()
    return [*spans, (start, len(text))]
