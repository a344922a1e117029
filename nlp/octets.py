"""Looking for many words at once in the spelling that pyahocorasick is quick with: a letter for every byte.

It goes through the branches of a node one by one, and 1,300 characters begin a word of ours; of the bytes of
UTF-8 no node has more than 64 or so, which finds the same words in a third of the time.
"""

from collections.abc import Mapping

import ahocorasick


def octets(text: str) -> str:
    """The bytes of a text in UTF-8 as letters; no word is found across two characters."""
    return text.encode().decode("latin-1")


def automaton(words: Mapping[str, object]) -> ahocorasick.Automaton:
    """Finds the words in `octets` of a text and tells what each stands for."""
    found = ahocorasick.Automaton()
    for word, told in words.items():
        found.add_word(octets(word), told)
    found.make_automaton()
    return found
