"""Staff's corrections as labelled messages to learn from."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from desk.moves.triage import Correction
from desk.reading import Category, Class, Intent, Urgency
from nlp.examples import Example
from nlp.reader import Reader

_CHATTER = "chatter"  # of the reasons why something is no complaint the one that the reader is to blame for
_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # what is learned from does not depend on it
_KNOWN = {
    "category": {one.value for one in Category},
    "class": {str(one.value) for one in Class},
    "urgency": {one.value for one in Urgency},
}


def examples(corrections: Iterable[tuple[str, Correction]], reader: Reader) -> list[Example]:
    """One for each text that says what it should have been; the last correction of a field counts.

    What staff saw on the card and left as it was counts as right.
    """
    by_text: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for text, correction in corrections:
        if text.strip():
            by_text[text][correction.field] = correction.after
    found = (_example(text, fields, reader) for text, fields in by_text.items())
    return [example for example in found if example is not None]


def _example(text: str, fields: dict[str, str], reader: Reader) -> Example | None:
    intent = fields.get("intent")
    if intent == _CHATTER:
        return Example(text=text, intent=Intent.CHAT.value, source="corrections")
    told = {name: fields[name] for name, known in _KNOWN.items() if fields.get(name) in known}
    if intent not in (None, Intent.REPORT.value) or not (told or intent):
        return None  # solved, a duplicate, another's matter: a report all the same, or nobody knows
    seen = reader.read(text, _ANY_TIME)
    class_ = told.get("class") or (seen.class_ and seen.class_.value)
    return Example(
        text=text,
        intent=Intent.REPORT.value,
        category=told.get("category") or (seen.category and seen.category.value),
        class_=int(class_) if class_ else None,
        topic=seen.topic,
        urgency=told.get("urgency") or (seen.urgency and seen.urgency.value),
        source="corrections",
    )
