"""The page itself: words and buttons, nothing that a cheap phone could not show; everything is escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LANGUAGES = {"zh_CN": "zh-Hans", "zh_TW": "zh-Hant", "en": "en"}
WORDS = 2000  # characters that may be written


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A button: what it does, and the right to do it once."""

    act: str
    once: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """What stands on it, from top to bottom, in the reader's language."""

    language: str
    title: str
    answer: str = ""  # to what was just tapped
    words: str = ""
    writing: Choice | None = None  # words are waited for; the label says so
    choices: Sequence[Choice] = ()
    foot: str = ""


def html(page: Page) -> str:
    """The page as HTML."""
    parts = (
        _said("answer", page.answer),
        _said("words", page.words),
        _written(page.writing),
        *map(_button, page.choices),
        _said("foot", page.foot),
    )
    return (
        f'<!doctype html><html lang="{LANGUAGES.get(page.language, "zh-Hans")}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex,nofollow"><link rel="stylesheet" href="look.css">'
        f"<title>{escape(page.title)}</title></head><body><h1>{escape(page.title)}</h1>"
        f"{''.join(parts)}</body></html>"
    )


def _said(role: str, words: str) -> str:
    return f'<p class="{role}">{escape(words)}</p>' if words else ""


def _written(choice: Choice | None) -> str:
    if choice is None:
        return ""
    field = f'<textarea name="words" rows="3" maxlength="{WORDS}" required></textarea>'
    return _form(choice, f"<label>{escape(choice.label)}{field}</label>", "✓")


def _button(choice: Choice) -> str:
    return _form(choice, "", choice.label)


def _form(choice: Choice, inner: str, label: str) -> str:
    return (
        f'<form method="post">{inner}<input type="hidden" name="once" value="{escape(choice.once)}">'
        f'<button name="act" value="{escape(choice.act)}">{escape(label)}</button></form>'
    )
