"""Text that is a command: its verb, the ticket's number and the words after it."""

import re
from dataclasses import dataclass

from desk.sources import first_word
from handlers.archives import names_month
from handlers.asked_after import asked_after, asks_for_work, pointed_at
from handlers.commands import ON_DUTY, ON_TICKETS, WORDED
from handlers.months import HOW
from handlers.verbs import VERBS


@dataclass(frozen=True, kw_only=True)
class Command:
    """What was typed: the verb, the ticket's number and the words after it; `typed`: the verb as written."""

    verb: str
    number: int | None
    words: str
    typed: str = ""


# 归档 上月, 值班记录 内容, 交班 原因, 交还 姓名, 公告 停水 …: words follow
_WORDED = (
    *("archive_month", "meeting", "duty_log", "hand_over", "explain", "hand_back", "bulletin"),
    *("day_report", "export"),
)
_SAID = frozenset(
    (
        "acknowledge approve send_back proven unproven archive "
        "agree_quote refuse_quote pass_quote warned plan object material charged"
    ).split()
)  # 收到, 同意, 通过: said often, and then they are no command
_NUMBERED = frozenset({"取消", "撤销", "撤銷", "cancel"})  # without a number they answer what is being asked
_NOT_SOLVED = ("not solved", "not solved yet")  # its button's words, which are two
_EMPHASIS = "!！.。~～…"
_BRIEF = 30  # characters after 价目 that still ask for a price
_DAYS = ("昨天", "昨日", "今", "明", "后天", "後天", "yesterday", "today", "tomorrow")

# "接单 12", "/accept@wuyebot 12", "完成 #12 已换门机", "/join 7K2…": verb, then perhaps a number, then words.
_SHAPE = re.compile(
    r"(/?)([^\s/@#0-9]{1,12})(?:@\S{1,64})?[ \t]*(?:#?([0-9]{1,9})(?![0-9A-Za-z]))?[ \t,，:：]*(.*)",
    re.DOTALL,
)


def parse(text: str, *, slash_needed: bool) -> Command | None:
    """The command in a text; where residents talk only a slash makes one, so that chatter is none."""
    if not slash_needed and (plain := _plainly(text)):
        return plain
    if not slash_needed:
        text = _NUMBER_FIRST.sub(_verb_first, text.strip(), count=1)
    shape = _SHAPE.fullmatch(text.strip()[:4096])
    verb = _verb(shape) if shape else None
    if shape is None or verb is None or (slash_needed and not shape[1]):
        return None
    words = shape[4].strip()
    if verb == "register" and _names_no_ticket(shape):
        verb = "intake"
    if verb == "archive" and names_month(_after(shape)):
        verb = "archive_month"
    if verb in ("bind", "join_code", "language"):
        return Command(verb=verb, number=None, words=(shape[3] or "") + words)
    if _takes_all(verb, shape, words):
        return Command(verb=verb, number=None, words=_after(shape))
    if not shape[1] and _tells(verb, shape, words):
        return None
    number = int(shape[3]) if shape[3] else None
    return Command(verb=verb, number=number, words=words, typed=shape[1] + shape[2])


_NUMBER_FIRST = re.compile(
    r"^[#＃]?([1-9]\d{0,8})(?:[号號]?[单單]|\s)\s*([^\s/@#0-9,，:：]{1,12})(?=$|[\s,，:：])"
)


def _verb_first(found: re.Match[str]) -> str:
    """1 完成 换了灯泡 is 完成 1 换了灯泡."""
    said = found[2].lower()
    return f"{said} {found[1]}" if VERBS.get(said) in ON_TICKETS and said not in _NUMBERED else found[0]


def _plainly(text: str) -> Command | None:
    """What a whole sentence asks for or says: 347那单到哪步了, 今天有什么活, 未解决！."""
    if number := asked_after(text):
        return Command(verb="progress", number=number, words="")
    if asks_for_work(text):
        return Command(verb="today", number=None, words="")
    denied = text.strip().lower().rstrip(_EMPHASIS) in _NOT_SOLVED
    return Command(verb="reject", number=None, words="") if denied else None


def pointed(text: str) -> Command | None:
    """The ticket whose number alone is said: it is shown."""
    number = pointed_at(text)
    return Command(verb="progress", number=number, words="") if number else None


def begun(text: str) -> str | None:
    """The command that a text begins with, which is none for want of its number: 接单 abc."""
    shape = _SHAPE.fullmatch(text.strip()) if len(text) <= _BRIEF else None
    return shape[2] if shape and shape[3] is None and _verb(shape) in ON_TICKETS else None


def _verb(shape: re.Match[str]) -> str | None:
    said = shape[2].lower()
    said = said.rstrip(_EMPHASIS) or said  # 未解决！ is what its button says
    return None if shape[3] is None and said in _NUMBERED else VERBS.get(said)


def _tells(verb: str, shape: re.Match[str], words: str) -> bool:
    """Whether a sentence happens to begin with a verb: 完成了这件事, 逾期3天以上的有哪些."""
    if shape[3] is None:
        return bool(words) or verb in _SAID
    return verb == "late" and bool(words)


def _takes_all(verb: str, shape: re.Match[str], words: str) -> bool:
    """Whether all that follows the verb is its words, a number at their beginning too."""
    if verb in WORDED:
        return bool(shape[1]) or len(words) <= _BRIEF
    return verb in ON_DUTY and _meant(shape, verb, words)


def _after(shape: re.Match[str]) -> str:
    """All that follows the verb."""
    return shape.string[shape.start(3 if shape[3] else 4) :].strip()


def _meant(shape: re.Match[str], verb: str, words: str) -> bool:
    """Whether it is a command without a ticket: by its slash, its form, or what it begins with."""
    if verb == "drill" and words:
        return bool(shape[1]) or (len(words) <= _BRIEF and not words.startswith(_DAYS))
    if verb in ("intake", "government") and not shape[1]:
        return not words or verb == "government" or first_word(words)[0] is not None
    if verb == "month" and words:
        return bool(shape[1]) or words in HOW or names_month(_after(shape).split()[0])
    return bool(shape[1] or shape[3] or not words or verb in _WORDED or words.startswith(_DAYS))


def _names_no_ticket(shape: re.Match[str]) -> bool:
    """Whether 登记 is followed by a matter ("电话 …", "3-501 …") or nothing, not by a proposal's number."""
    if shape[3] is None:
        return True
    return shape.string[shape.end(3) : shape.end(3) + 1] not in ("", " ", "\t", "\n", ",", "，", ":", "：")
