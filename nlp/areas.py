"""Parts of the compound that a message names, and whom it reached."""

import re

from desk.reading import Place
from nlp.lexicon import Hit, Kind
from nlp.looking import Look
from nlp.places import without_struck

_WITHIN = "户内"  # from where it reached another home
_RELATIONS = ("楼上", "楼下", "隔壁", "对门", "对面")


_NAMING = ("花园", "广场", "公园")
_NAMED = re.compile(
    r"的?(?:业主|小区|物业|住户|居民)|[\da-z一二三四五六七八九十]{1,3}(?:栋|幢|座|号楼|单元|期|#|-\d)"
)
_PART_OF_A_NAME = re.compile(r"[\u4e00-\u9fff](?<![的在到去从往是和跟与来])$")


def _is_place(text: str, hit: Hit) -> bool:
    """Whether the words are a part of the compound: neither struck out nor a name (阳光花园3栋)."""
    words = text[hit.start : hit.end].strip()
    if not words.endswith(_NAMING) or not _NAMED.match(text, hit.end):
        return bool(words)
    return not _PART_OF_A_NAME.search(text, max(0, hit.start - 1), hit.start)


def with_words(place: Place, seen: Look) -> Place:
    """The place with the words for an area as written, and the relation to the writer's home."""
    text = without_struck(seen.folded.text)
    areas = [hit for hit in seen.hits if hit.entry.kind is Kind.AREA and _is_place(text, hit)]
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
