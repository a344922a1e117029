"""Parts of the compound that a message names, and whom it reached."""

from desk.reading import Place
from nlp.lexicon import Kind
from nlp.looking import Look
from nlp.places import without_struck

_WITHIN = "户内"  # from where it reached another home
_RELATIONS = ("楼上", "楼下", "隔壁", "对门", "对面")


def with_words(place: Place, seen: Look) -> Place:
    """The place with the words for an area as written, and the relation to the writer's home."""
    text = without_struck(seen.folded.text)
    areas = [hit for hit in seen.hits if hit.entry.kind is Kind.AREA and text[hit.start : hit.end].strip()]
    area = None
    if areas:
        start, end = areas[0].start, areas[0].end
        for more in areas[1:]:
            end = more.end if more.start == end else end
        area = seen.folded.written[start:end]
    relation = next((word for word in _RELATIONS if word in text), None)
    return Place(
        building=place.building,
        unit=place.unit,
        floor=place.floor,
        room=place.room,
        area=area,
        relation=relation or (_WITHIN if text != seen.folded.text else None),
    )
