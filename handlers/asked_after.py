"""One ticket asked after in words: 347那单到哪步了, what's the status of ticket 12."""

import re

from nlp.fold import fold

_NUMBER = r"#?0{0,4}([1-9]\d{0,5})(?![\d\-./])"
_HOW = (
    "到哪(?:一?步|儿|里|个环节)?了?|什么(?:情况|进度|状态)|啥(?:情况|进度)|怎么样了?|进度(?:如何|怎么样)?"
    "|的?处理(?:经过|过程|进度|情况)|在谁那里?|谁在(?:跟|弄|处理)|(?:处理|弄|修)(?:得怎么样|完没有?|好没有?)了?"
)
_PLEASE = r"(?:请|麻烦|帮我|帮忙|给我)*(?:[查看问](?:一?下|看)?)?\s*(?:工单|单号)?\s*"
_IT = r"\s*(?:号(?:工单|单)?|的)?(?:[那这]?(?:一?[张个])?(?:工?单子?|案子|案件))?\s*(?:现在|目前)?"
_ASKED = re.compile(rf"{_PLEASE}{_NUMBER}{_IT}(?:{_HOW})[\s?？。啊呀]*")
_STATUS = r"(?:what(?:'s| is) (?:the status|happening|up) (?:of|with)|where is|status of|how is)"
_ENGLISH = re.compile(rf"{_STATUS} (?:ticket |case |no\.? ?)?{_NUMBER}[\s?.]*")
_LATE = "(?:逾期|超时|超期|过期|晚|迟|拖|没(?:处理|弄|修|办|完成|搞))"
_WHY = re.compile(
    rf"(?:{_PLEASE}(?:为什么|为啥|为何|怎么|咋|点解)(?:{_PLEASE}){_NUMBER}{_IT}|{_PLEASE}{_NUMBER}{_IT}(?:为什么|为啥|为何|怎么|咋|点解))"
    rf"(?:会|还|又|就|是)*{_LATE}[^,，。?？]{{0,6}}[\s?？。啊呀]*"
    rf"|why (?:is|was) (?:ticket |case |no\.? ?)?{_NUMBER} (?:still )?(?:late|overdue|open|not done)[\s?.]*"
)  # 为什么#3000逾期: its promises stand in its story
_BARE = re.compile(
    r"([1-9]\d{3,5})(?:怎么样了?|到哪(?:一?步|儿|里)?了|什么(?:进度|状态)|进度(?:如何|怎么样))[\s?？。啊呀]*"
)
_POINTED = re.compile(r"#0{0,4}([1-9]\d{0,5})[\s?？。]*")
_NAMED = re.compile(r"[单#号案]|工单|ticket|case|no\b|status|查")


def asked_after(text: str) -> int | None:
    """The number of the one ticket that is asked after; None for anything else."""
    folded = fold(text.strip()).text
    found = _ASKED.fullmatch(folded) or _ENGLISH.fullmatch(folded) or _WHY.fullmatch(folded)
    if found and _NAMED.search(folded):
        return int(next(one for one in found.groups() if one))
    long = _BARE.fullmatch(folded)  # 3078怎么样了: of fewer digits it may be a building or a door
    return int(long[1]) if long else None


_TODAY = "(?:今天|今日|今晚|上午|下午|现在|目前)?"
_MY = "(?:我(?:手上|手头)?|手上|手头)"
_ANY = "(?:还?有(?:什么|啥|哪些|没有)?|接下来(?:干|做)?(?:什么|啥)?)"
_TO_DO = "(?:要|得|该)?(?:我)?(?:干|做|修|跑)?的?"
_ASKS_WORK = re.compile(
    rf"{_MY}?{_TODAY}{_MY}?{_ANY}{_TO_DO}(?:活儿?|任务){_TO_DO}[\s?？。吗啊呀呢没]*"
    rf"|{_TODAY}{_MY}{_TODAY}{_ANY}{_TO_DO}(?:工单|维修单|单子?)(?:要|得|该)?(?:我)?(?:干|做|修|跑)?[\s?？。吗啊呀呢没]*"
    rf"|(?:我{_TODAY}|{_TODAY}要?我)(?:要|该)?(?:干|做|修)(?:什么|啥|哪些)[\s?？。啊呀呢]*"
    r"|(?:what(?:'s| is| are) my (?:jobs?|work|tasks?)|what (?:jobs|work|tasks?) do i have"
    r"|any (?:jobs?|work) for me)(?: today| now)?[\s?]*"
)


def asks_for_work(text: str) -> bool:
    """Whether somebody asks what there is for them to do: 今天有什么活, 我手上有哪些单."""
    return _ASKS_WORK.fullmatch(fold(text.strip()).text) is not None


def pointed_at(text: str) -> int | None:
    """The number of the ticket where a text is nothing else: #3078."""
    found = _POINTED.fullmatch(fold(text.strip()).text)
    return int(found[1]) if found else None
