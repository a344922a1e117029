"""What code can say, read out of its own source: keys of texts with the facts they are given."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from bot.texts.render import LANGUAGES, Texts
from desk import cards

ROOT = Path(__file__).parents[2]
Expansions = Mapping[str, Iterable[str]]

MAKERS = {
    "Notice": "",
    "Word": "",
    "Refused": "refused.",
    "Entry": "journal.",
    "_entry": "journal.",
    "kept": "journal.",
}


SHARED = {  # functions whose facts several files say
    node.name: node
    for node in ast.walk(ast.parse((ROOT / "desk/moves/deals.py").read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef)
}
KEPT = {"version", "lines", "total", "currency"}  # what `kept` gives each entry


@dataclass
class Uses:
    """What some code can say: keys with the facts they are given, and what could not be made out.

    `expansions` are the words that may follow a key's first part where the code leaves that open.
    """

    expansions: Expansions
    facts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unknown: set[str] = field(default_factory=set)


class Module:
    """One file: what its expressions can be, as far as it says so itself."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.functions = {
            **SHARED,
            **{node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)},
        }

    def strings(self, node: ast.expr | None, scope: ast.AST) -> Iterator[str]:
        """The texts that an expression can be; an f-string is "prefix.*"."""
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]):
                yield f"{head.partition('.')[0]}.*"
            case ast.IfExp(body=one, orelse=other):
                yield from (*self.strings(one, scope), *self.strings(other, scope))
            case ast.Name(id=name):
                for given in self.assigned(name, scope):
                    yield from self.strings(given, scope)
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                for result in self.returned(name):
                    yield from self.strings(result, self.functions[name])

    def names(self, node: ast.expr | None, scope: ast.AST) -> Iterator[str]:
        """The keys of a mapping of facts."""
        match node:
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    yield from self.names(value, scope) if key is None else self.strings(key, scope)
            case ast.Name(id=name):
                for given in self.assigned(name, scope):
                    yield from self.names(given, scope)
                yield from self.set_later(name, scope)
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                for result in self.returned(name):
                    yield from self.names(result, self.functions[name])

    def assigned(self, name: str, scope: ast.AST) -> Iterator[ast.expr | None]:
        for node in ast.walk(scope):
            match node:
                case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                    yield value
                case ast.AnnAssign(target=ast.Name(id=found), value=value) if found == name:
                    yield value

    def set_later(self, name: str, scope: ast.AST) -> Iterator[str]:
        for node in ast.walk(scope):
            match node:
                case ast.Subscript(value=ast.Name(id=found), slice=index, ctx=ast.Store()) if found == name:
                    yield from self.strings(index, scope)

    def returned(self, name: str) -> Iterator[ast.expr | None]:
        return (node.value for node in ast.walk(self.functions[name]) if isinstance(node, ast.Return))

    def calls(self) -> Iterator[tuple[str, ast.Call, ast.AST]]:
        """(name, call, innermost function) of every call by a plain name."""
        yield from self._calls(self.tree, self.tree)

    def _calls(self, node: ast.AST, scope: ast.AST) -> Iterator[tuple[str, ast.Call, ast.AST]]:
        inner = node if isinstance(node, ast.FunctionDef) else scope
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node, inner
        for child in ast.iter_child_nodes(node):
            yield from self._calls(child, inner)

    def loose(self) -> Iterator[str]:
        """Anything else that is written like a key: handed on before it is said."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Constant(value=str(text)) if re.fullmatch(r"[a-z_]+\.[a-z_]+", text):
                    yield text
                case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]) if re.match(
                    r"[a-z_]+\.$", head
                ):
                    yield f"{head}*"


def collect(sources: Iterable[str], namespaces: set[str], expansions: Expansions) -> Uses:
    """What these files can say; loose strings count where they stand in one of the namespaces."""
    uses = Uses(expansions)
    for module in map(Module, sources):
        for name, call, scope in module.calls():
            if name in MAKERS:
                _say(uses, module, name, call, scope)
            elif name == "Button":
                _press(uses, module, call, scope)
        for key in module.loose():
            if key.partition(".")[0] in namespaces:
                _add(uses, key, set())
    return uses


def _say(uses: Uses, module: Module, maker: str, call: ast.Call, scope: ast.AST) -> None:
    by_name = {one.arg: one.value for one in call.keywords if one.arg}
    key = by_name.get("kind") if maker == "Entry" else call.args[0]
    if maker in ("Refused", "kept"):
        facts = set(by_name) | (KEPT | {"by"} if maker == "kept" else set())
    elif maker == "Word":
        facts = set()
    else:
        at = {"Notice": 1, "_entry": 3}.get(maker, 99)
        mapping = call.args[at] if len(call.args) > at else by_name.get("facts")
        facts = set(module.names(mapping, scope)) | ({"by"} if MAKERS[maker] == "journal." else set())
    for text in module.strings(key, scope):
        _add(uses, MAKERS[maker] + text, facts)


def _press(uses: Uses, module: Module, call: ast.Call, scope: ast.AST) -> None:
    by_name = {one.arg: one.value for one in call.keywords}
    if "label" in by_name:
        return
    verbs = set(module.strings(by_name.get("verb"), scope))
    if not verbs:  # the one table of verbs that buttons are made of
        verbs = {verb for rows in cards.STAFF_BUTTONS.values() for row in rows for verb in row}
    for verb in verbs:
        _add(uses, f"button.{verb}", set())


def _add(uses: Uses, key: str, facts: set[str]) -> None:
    head, _, tail = key.partition(".")
    if tail != "*":
        uses.facts[key] |= facts
    elif head in uses.expansions:
        for one in uses.expansions[head]:
            uses.facts[f"{head}.{one}"] |= facts
    else:
        uses.unknown.add(key)


def problems(uses: Uses, texts: Texts) -> list[str]:
    """What is wrong between code and texts, one line each."""
    found = [f"{key}: say in EXPANSIONS what it can be" for key in uses.unknown]
    for language, (key, facts) in product(LANGUAGES, sorted(uses.facts.items())):
        template = texts.templates[language].get(key)
        if template is None:
            found.append(f"{language}: no text {key}")
        elif missing := template.fields - facts:
            found.append(f"{language}: {key} shows {sorted(missing)}, which no code gives it")
    return found
