"""XML as WeCom writes it: text in CDATA, numbers bare, a list as repeated elements."""

from collections.abc import Mapping


def xml_of(fields: Mapping[str, object]) -> str:
    return f"<xml>{_inside(fields)}</xml>"


def _inside(fields: Mapping[str, object]) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: object) -> str:
    if isinstance(value, list):
        return "".join(_element(name, item) for item in value)
    if isinstance(value, Mapping):
        return f"<{name}>{_inside(value)}</{name}>"
    if isinstance(value, str):
        return f"<{name}><![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]></{name}>"
    return f"<{name}>{value}</{name}>"
