"""A reading in a few lines for people, in the words that the chats use."""

from bot.cli.moments import ZONE
from bot.terminal import say, texts_language
from bot.texts.render import Texts
from desk.notices import Notice
from desk.reading import Intent, Place, Reading, TimeWish


class Explainer:
    """Explains readings in the terminal's language."""

    def __init__(self) -> None:
        self._texts = Texts.load()

    def __call__(self, text: str, reading: Reading) -> str:
        """The text, what it is taken for, what of it was understood, and why."""
        sure = say(
            "read.verdict",
            intent=say(f"intent.{reading.intent}"),
            action=say(f"action.{reading.action}"),
            sure=round(reading.confidence * 100),
        )
        details = [
            ("what", self._kind(reading)),
            ("where", _where(reading.place)),
            ("when", _when(reading.when)),
            ("phone", reading.phone),
            ("people", reading.people),
            ("keywords", "、".join(reading.keywords)),
            ("because", "; ".join((*reading.triggers, *reading.because))),
        ]
        told = [say(f"read.{name}", value=value) for name, value in details if value]
        return "\n  ".join([text, sure, *told])

    def _kind(self, reading: Reading) -> str:
        """Category, class, topic and urgency; nothing of what is no report."""
        if reading.intent is not Intent.REPORT:
            return ""
        keys = [
            f"category.{reading.category}",
            f"class.{int(reading.class_)}" if reading.class_ else "",
            f"topic.{reading.topic}",
            f"urgency.{reading.urgency}",
        ]
        return " · ".join(self._word(key) for key in keys if key and not key.endswith(".None"))

    def _word(self, key: str) -> str:
        return self._texts.render(Notice(key), texts_language(), ZONE).text


def _where(place: Place) -> str:
    parts = [
        say(f"place.{name}", value=value)
        for name in ("building", "unit", "floor", "room", "area", "relation")
        if (value := getattr(place, name))
    ]
    return " ".join(parts)


def _when(wish: TimeWish | None) -> str:
    if wish is None:
        return ""
    start, end = (f"{moment:%Y-%m-%d %H:%M}" if moment else "" for moment in (wish.start, wish.end))
    return f"{wish.text} ({start}–{end})" if start or end else wish.text
