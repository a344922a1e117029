"""Notices and journal facts to JSON and back: words, persons, moments and nested notices keep their type."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.notices import Button, Fact, Notice, Who, Word


def encode_facts(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The facts as JSON."""
    return {name: encode(fact) for name, fact in facts.items()}


def decode_facts(data: Mapping[str, Any]) -> dict[str, Fact]:
    """What `encode_facts` was given; a sequence comes back as a list."""
    return {name: decode(value) for name, value in data.items()}


def encode(fact: Fact) -> Any:
    """One fact as JSON; typed ones become {"$word": …}, {"$who": …}, {"$at": …}, {"$notice": …}."""
    match fact:
        case None | str() | int() | float():
            return fact
        case Word(key):
            return {"$word": key}
        case Who(person):
            return {"$who": person}
        case datetime():
            return {"$at": fact.isoformat()}
        case Notice():
            return {"$notice": encode_notice(fact)}
        case _:
            return [encode(item) for item in fact]


def decode(value: Any) -> Fact:
    """The fact that `encode` made this of; raises ValueError for anything else."""
    match value:
        case None | str() | int() | float():
            return value
        case list():
            return [decode(item) for item in value]
        case {"$word": str(key)}:
            return Word(key)
        case {"$who": int() | None as person}:
            return Who(person)
        case {"$at": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"$notice": dict(notice)}:
            return decode_notice(notice)
        case _:
            raise ValueError(f"no fact: {value!r}")


def encode_notice(notice: Notice) -> dict[str, Any]:
    """A notice as JSON."""
    rows = [
        [[one.verb, one.ticket, one.arg, encode(one.label)] for one in buttons] for buttons in notice.buttons
    ]
    return {"key": notice.key, "facts": encode_facts(notice.facts), "buttons": rows}


def decode_notice(data: Mapping[str, Any]) -> Notice:
    """The notice that `encode_notice` was given."""
    return Notice(
        data["key"],
        decode_facts(data["facts"]),
        tuple(tuple(_button(*parts) for parts in buttons) for buttons in data["buttons"]),
    )


def _button(verb: str, ticket: int, arg: str, label: Any) -> Button:
    shown = decode(label)
    return Button(
        verb=verb, ticket=ticket, arg=arg, label=shown if isinstance(shown, str | Word | Notice) else None
    )
