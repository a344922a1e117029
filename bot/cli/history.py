"""What was said in a group: a Telegram Desktop export (result.json), or JSON lines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.cli.moments import aware
from bot.terminal import say


class HistoryError(ValueError):
    """The file is no history that we know; the message says what it should be."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of a person."""

    id: str
    at: datetime | None
    account: str
    name: str = ""
    text: str = ""
    photo: str | None = None
    reply_to: str | None = None


def read_history(file: Path, skipped: list[str] | None = None) -> list[Said]:
    """The messages of the file, in its order; raises HistoryError, OSError.

    What cannot be read is told in `skipped`, and is an error only where nothing can be.
    """
    found = list(_found(file))
    wrong = [one for one in found if isinstance(one, HistoryError)]
    if wrong and len(wrong) == len(found):
        raise wrong[0]
    if skipped is not None:
        skipped += map(str, wrong)
    return [one for one in found if isinstance(one, Said)]


def _found(file: Path) -> Iterator[Said | HistoryError]:
    try:
        content = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise HistoryError(say("history.no_text", file=file)) from None
    try:
        whole = json.loads(content)
    except ValueError:
        whole = None
    if isinstance(whole, dict) and isinstance(whole.get("messages"), list):
        return _exported(whole["messages"])
    if isinstance(whole, dict) and "chats" in whole:
        raise HistoryError(say("history.whole_account", file=file))
    if whole is None or (isinstance(whole, dict) and "text" in whole):
        return _lines(content)
    raise HistoryError(say("history.other_shape", file=file))


def _exported(messages: list[Any]) -> Iterator[Said | HistoryError]:
    for place, message in enumerate(messages, 1):
        if not isinstance(message, dict):
            yield HistoryError(say("history.message", number=place))
        elif message.get("type") == "message" and not str(message.get("from_id")).startswith("channel"):
            yield _message(message, place)


def _message(message: Mapping[str, Any], place: int) -> Said | HistoryError:
    name = str(message.get("from") or "")
    reply_to = message.get("reply_to_message_id")
    try:
        return Said(
            id=str(message["id"]),
            at=_date(message),
            account=str(message.get("from_id") or name or place),
            name=name,
            text=_text(message.get("text", "")),
            photo=str(message["photo"]) if message.get("photo") else None,
            reply_to=None if reply_to is None else str(reply_to),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return HistoryError(say("history.message", number=message.get("id", place)))


def _date(message: Mapping[str, Any]) -> datetime:
    """The true moment; exports before 2022 have only the exporting machine's wall clock."""
    if "date_unixtime" in message:
        return datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
    return aware(datetime.fromisoformat(message["date"]))


def _text(text: Any) -> str:
    """A text with links or bold words is exported as a list of its pieces."""
    pieces = text if isinstance(text, list) else [text]
    return "".join(piece if isinstance(piece, str) else piece["text"] for piece in pieces)


def _lines(content: str) -> Iterator[Said | HistoryError]:
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            yield _line(line, number)


def _line(line: str, number: int) -> Said | HistoryError:
    """A record; without `from` each is of another person, so that no two lines are taken together."""
    try:
        record = json.loads(line)
        at = record.get("at")
        said = Said(
            id=str(record.get("id", number)),
            at=aware(datetime.fromisoformat(at)) if at else None,
            account=str(record.get("from") or f"#{number}"),
            name=str(record.get("from") or ""),
            text=record["text"],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return HistoryError(say("history.line", number=number))
    return said if isinstance(said.text, str) else HistoryError(say("history.line", number=number))
