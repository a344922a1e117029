"""The first three feature blocks of a text, from the reader's lexicon and tokenizer."""

from typing import NamedTuple

from nlp.features import SEEN, Features, companions, concepts, facts, grams, plain
from nlp.fold import Folded, fold
from nlp.lexicon import Hit, Lexicon
from nlp.unsaid import unsaid
from nlp.words import Words

_SIGNED = 200  # characters at the end of a letter, where it says who wrote it, from where


class Look(NamedTuple):
    """A folded text with what was found in it before any word was cut."""

    folded: Folded
    plain: str
    hits: list[Hit]
    kinds: set[str]  # of the hits
    grams: Features
    concepts: Features


def look(text: str, lexicon: Lexicon) -> Look:
    """Everything that needs no segmentation."""
    folded = fold(text, tail=_SIGNED)
    seen = folded.text[:SEEN]
    hits = lexicon.find(seen)
    kinds = {entry.file for entry, _, _ in hits}
    flat = plain(seen)
    told = concepts(hits, [*facts(seen), *unsaid(seen, hits, kinds)])
    return Look(folded, flat, hits, kinds, grams(flat), told)


def cut(seen: Look, words: Words) -> tuple[list[str], Features]:
    """The words of a text and the features made of them."""
    found = words.cut(seen.plain)
    return found, companions(found)
