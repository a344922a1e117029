"""导出 2026-10: a month's tables as a file, to whoever asks and may have it; 归档 brings its file too.

Nothing is written here: the letter says which file is meant, and whoever delivers it makes it.
"""

from zoneinfo import ZoneInfo

from desk.change import to_person
from desk.errors import Refused
from desk.figures import period as periods
from desk.figures.period import Period
from desk.notices import Fact, Notice
from desk.people import Role, RoomKind
from handlers import archives
from handlers.post import Post
from handlers.scene import answer
from handlers.turn import Turn

_FORMS = {
    "xlsx": "excel xlsx 表格",
    "csv": "csv",
    "jsonl": "jsonl json",
    "register": "登记表 登記表 register",
    "archive": "归档 歸檔 档案 檔案 archive",
}
_NAMED = {word: form for form, words in _FORMS.items() for word in words.split()}
_MOST = 24  # months in one file; house


def export(turn: Turn) -> Notice:
    """导出 2026-01..2026-10 csv: without a form an Excel file, without a month last month's."""
    persons = _allowed(turn)
    first, last, form = _asked(turn)
    if form == "archive" and (not persons or first != last):
        raise Refused("files_archive")
    return _told(turn, f"{first}..{last}", form, persons=persons)


def archive(turn: Turn) -> Notice:
    """归档 2026-10: the archive is made, and its file sent to the head who asked."""
    made = archives.month(turn)
    answer(turn.scene, turn.tools, made, turn.now)
    month = made.facts["month"]
    return _told(turn, f"{month}..{month}", "archive", persons=True, fresh=True)


def _told(turn: Turn, months: str, form: str, *, persons: bool, fresh: bool = False) -> Notice:
    """What asks whoever delivers it for the file, a `fresh` archive or the last one; never into a room."""
    by = turn.person.id
    facts: dict[str, Fact] = {"months": months, "form": form, "persons": persons, "fresh": fresh, "by": by}
    wanted = Notice("file.wanted", facts)
    if turn.scene.room is None:
        return wanted
    Post(tools=turn.tools, site=turn.site, now=turn.now).tell(to_person(turn.person.id, wanted))
    return Notice("done.file")


def _allowed(turn: Turn) -> bool:
    """Heads, and headquarters without persons (S0-46, S0-47); returns whether persons may be in it."""
    turn.staff_only()
    room = turn.scene.room
    if room is not None and room.kind is not RoomKind.MANAGERS:
        raise Refused("files_heads")
    if not turn.head and turn.person.role is not Role.HEADQUARTERS:
        raise Refused("files_heads")
    return turn.head


def _asked(turn: Turn) -> tuple[Period, Period, str]:
    """The first and the last month, and the form."""
    *months, word = turn.words.split() or [""]
    form = _NAMED.get(word.lower())
    written = " ".join(months) if form else turn.words
    today = periods.of(turn.now, ZoneInfo(turn.site.timezone))
    begin, _, end = written.partition("..")
    first, last = periods.parse(begin, today), periods.parse(end or begin, today)
    if first is None or last is None or first > last:
        raise Refused("no_such_export", word=turn.words[:20])
    if last > today:
        raise Refused("future_month", month=str(last))
    if first.plus(_MOST) <= last:
        raise Refused("files_months", most=_MOST)
    return first, last, form or "xlsx"
