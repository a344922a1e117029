"""A reading as the JSON object that `wuyebot read --jsonl` prints."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from desk.reading import Reading, TimeWish


def as_record(reading: Reading, id_: str, also: Sequence[Reading] = ()) -> dict[str, Any]:
    """The reading under the identifier `id_`, keys in their documented order; None where not told.

    `also`: the other matters of the same message.
    """
    place = reading.place
    return {
        "id": id_,
        "intent": reading.intent.value,
        "category": reading.category and reading.category.value,
        "class": reading.class_ and int(reading.class_),
        "topic": reading.topic,
        "urgency": reading.urgency and reading.urgency.value,
        "place": {
            "building": place.building,
            "unit": place.unit,
            "floor": place.floor,
            "room": place.room,
            "area": place.area,
        },
        "phone": reading.phone,
        "people": reading.people,
        "when": _when(reading.when),
        "keywords": list(reading.keywords),
        "because": [*reading.triggers, *reading.because],
        "confidence": round(reading.confidence, 3),
        "action": reading.action.value,
        **({"also": [_other(one) for one in also]} if also else {}),  # further matters in the same message
    }


def _other(reading: Reading) -> dict[str, Any]:
    return {
        "category": reading.category and reading.category.value,
        "class": reading.class_ and int(reading.class_),
        "topic": reading.topic,
        "building": reading.place.building,
    }


def _when(wish: TimeWish | None) -> dict[str, str | None] | None:
    if wish is None:
        return None
    return {
        "text": wish.text,
        "start": _minutes(wish.start),
        "end": _minutes(wish.end),
    }


def _minutes(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="minutes")
