"""XML from outside, read without trust: no document type, so no entities; little depth, few elements."""

import json
from typing import Any
from xml.parsers import expat

_DEEPEST = 6  # WeCom's own go to five: xml, SelectedItems, SelectedItem, OptionIds, OptionId
_MOST = 500  # elements

Tree = dict[str, Any]
"""Text, a Tree or a list of them by element name; an element that occurs once is no list."""


class XmlError(ValueError):
    """Not the XML that WeCom writes."""


def read(document: str) -> Tree:
    """The children of the root element `xml`. Raises XmlError."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=None)
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.said
    try:
        parser.Parse(document, True)
    except XmlError:
        raise
    except (expat.ExpatError, ValueError) as error:  # also lone surrogates
        raise XmlError(type(error).__name__) from None
    if reader.root is None:
        raise XmlError("empty")
    return reader.root


def read_json(document: str) -> Tree:
    """The object that a JSON document is. Raises XmlError, also for one that is nested too deep."""
    try:
        found = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise XmlError(type(error).__name__) from None
    if not isinstance(found, dict):
        raise XmlError("no object")
    return found


class _Reader:
    def __init__(self) -> None:
        self.root: Tree | None = None
        self._open: list[tuple[str, Tree, list[str]]] = []
        self._count = 0

    def refuse(self, *_: object) -> None:
        raise XmlError("document type")

    def begin(self, name: str, _attributes: object) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST or (not self._open and name != "xml"):
            raise XmlError("shape")
        self._open.append((name, {}, []))

    def said(self, text: str) -> None:
        self._open[-1][2].append(text)

    def end(self, _name: str) -> None:
        name, children, text = self._open.pop()
        if not self._open:
            self.root = children
            return
        value: Tree | str = children or "".join(text)
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]
