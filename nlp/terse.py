"""Messages in which nothing stands but the trade's words: `救命啊`, `fire!!`, `门禁坏了`, `停电了`.

There is too little of them for a model to be sure, and they mean what they say: hardly any chit-chat is one.
"""

import re
from collections.abc import Sequence

from desk.reading import Action, Category, Class, Intent, Reading, Urgency
from nlp.lexicon import Hit, Kind
from nlp.looking import Look
from nlp.sought import Sought
from nlp.unsaid import length, without
from nlp.wanted import wanted

LONG = 20  # characters from which a cry has more to say
_STATED = 16  # and a statement
_OUT_SAID = 30  # and an outage with a few words more
_WITH_COURTESY = 45  # and a fault with thanks, or with when somebody is at home
SURE = 0.6  # that it is meant, and meant for us; a guess

_CRIED = re.compile(r"(?:[啊呀啦了吧呢哦噢喔哇吗嗎咯囉喇快\s!?~,.，。！？、…]|le|la|lo)*")
_HELP = re.compile(r"\s?help(?: ?help| me| us){0,3}[\s!.]*")  # in private it is a command before it is read
_BETWEEN = re.compile(
    r"[啊呀啦了吧呢哦噢喔哇嘛咯囉喇哎唉诶欸的得地又还還也都就被好太很真老总總一直天在有是个個"
    r"我们們咱家里裡这這那边邊呃嗯喂上中间条只台部排几晚夜今昨日月号栋座楼层室单元"
    r"仲晒咗嘅啲喺度人像似服务怎么咋钱嘞滴矣咧拢攏甲足极〇零一幺二两三四五六七八九十杠\d\s!~,.，。！、…]*"
)
_DOUBT = re.compile("好像|似乎")
_OUT = Sought(
    "停断跳没",
    r"(?:^|[,。!?~\s])[我们咱家里屋这边又突然忽都全整还在是小区楼\d栋座号期]*(?:停[水电]|断[水电]|跳[电闸]|没水)+"
    r"[了啦啊呀咯喔哦]*(?:怎么办|[,。!~.…\s]|$)",
)
_WHEN = (
    r"[今明后听][天日晚早]|[这本下]?个?(?:周|星期|礼拜)[一二三四五六日天末]|早上|上午|中午|下午|傍晚|晚上|白天|明晚"
    r"|[一二两三四五六七八九十\d]{1,2}(?:点半?|:\d\d)|以后|之后|之前|以前|前|后|下班|放学|随时|[都也就到至的我家里人\-]"
)
_HERE = "在家|有人|在屋|有空|上门|[过能再]?来[修看人]?(?:一下|一趟)?|方便|可以|派人"
_TOWER = re.compile(r"[\u4e00-\u9fff]{2}[阁苑轩庭楼居台府邸](?=\d)")  # 听雨轩1203: a name, whatever it means
_COURTESY = re.compile(  # thanks, greetings, when somebody is at home: what is wrong stands beside them
    r"(?:谢谢|多谢|感谢|辛苦|麻烦|打扰|拜托|有劳)(?:[你您]们?|大家|各位|师傅|物业)?[了啦哈]?(?=[\s,。!?~🙏]|$)[🙏]*"
    r"|^(?:(?:不好意思|打扰|请问|问下|麻烦问一?下|物业|管家|师傅|客服|(?:[你您]们?好|大家好|早)(?=[\s,。!~])|一?下|了)[\s,。!~]*)+"
    r"|(?:^|(?<=[\s,。!?~]))(?:(?:我|我们)?(?:今天|今早|早上|刚刚?|昨[天晚])?(?:起来|起床|回家|到家|下班|进门|下楼)?(?:才|就)?发现"
    rf"|(?:{_WHEN})*+请?(?:{_HERE})(?:{_WHEN}|{_HERE})*+(?:[吗吧么行好]+)?(?=[\s,。!?~]|$)"
    r"|(?:我的?|联系)?(?:电话|手机号?):?\s?\d[\d\- ]{6,14}"
    r"|在线等|求助|[很挺]?急|怎么[弄办]|[咋整][不个]?[整办弄]|[一二两三四\d]天[内里]?[两三四五几\d]次了?(?=[\s,。!?~]|$))"
)
_SAID = frozenset(Kind) - {Kind.CONTEXT, Kind.SIGN, Kind.TONE, Kind.TRIGGER}
_OURS = frozenset((Kind.THING, Kind.FAULT, Kind.STATE, Kind.STAFF))
_OF = frozenset((Kind.THING, Kind.STAFF))
_WRONG = frozenset((Kind.FAULT, Kind.STATE, Kind.ALARM))


def cry(seen: Look) -> Reading | None:
    """What staff are asked about, however little it says; None: it is no cry, or more than one."""
    text = seen.folded.text
    if len(text) <= LONG and _HELP.fullmatch(text):
        return _alarm("其他", seen.folded.written.strip())
    if "alarms" not in seen.kinds or len(text) > LONG:
        return None
    alarms = [hit for hit in seen.hits if hit.entry.kind is Kind.ALARM]
    if not _CRIED.fullmatch(without(text, alarms)):
        return None
    first = alarms[0]
    return _alarm(first.entry.topic, seen.folded.written[first.start : first.end])


def _alarm(topic: str | None, words: str) -> Reading:
    return Reading(
        intent=Intent.REPORT,
        action=Action.ASK,
        confidence=SURE,
        category=Category.EMERGENCIES,
        class_=Class.THREE,
        topic=topic,
        urgency=Urgency.URGENT,
        because=(f"{words}: {Category.EMERGENCIES.value} 1.0",),
    )


def stated(seen: Look) -> bool:
    """Whether a thing, or one of our staff, and what is wrong is all that is said; nobody is addressed.

    Of water or power that is out it may be one sentence among others: `停电啦。我刚把饭煮上`.
    """
    text = seen.folded.text
    if "things" in seen.kinds and wanted(text):
        return True
    if not seen.hits or len(text) > _WITH_COURTESY:
        return False
    if len(text) <= _OUT_SAID and _OUT.search(text):
        return True
    if not _names_a_fault(seen):
        return False
    rest = _COURTESY.sub(_blank, _TOWER.sub(_blank, text))
    hits = seen.hits if rest == text else [hit for hit in seen.hits if rest[hit.start : hit.end].strip()]
    if length(rest.strip()) > _STATED or "你" in rest or _elsewhere(rest, hits):
        return False
    return _BETWEEN.fullmatch(without(rest, [hit for hit in hits if hit[0].kind in _SAID])) is not None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _elsewhere(text: str, hits: Sequence[Hit]) -> bool:
    """Whether it may be of something else; part of a word of ours (`露在外面`) or a doubt does not say so."""
    ours = [(hit.start, hit.end) for hit in hits if hit.entry.kind in _OURS]
    ours += [doubt.span() for doubt in _DOUBT.finditer(text)]
    others = (hit for hit in hits if hit.entry.kind is Kind.CONTEXT)
    return any(not any(start <= hit.start and hit.end <= end for start, end in ours) for hit in others)


def _names_a_fault(seen: Look) -> bool:
    both = not seen.kinds.isdisjoint(_OF) and not seen.kinds.isdisjoint(_WRONG)
    return both or any(hit[0].alone for hit in seen.hits)
