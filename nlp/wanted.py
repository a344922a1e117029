"""Somebody is wanted to mend a thing of ours (`明天能来修一下水龙头吗`): a report, though it only asks."""

import re

from nlp.sought import Sought

_FEW = 60  # characters; house
_DO = (
    r"(?:(?<!装)修|整|换|通|疏通|维修|检修|修理|更换|看看|看一?下|看下|睇下|弄一?下|弄好|处理一?下|装回|装上)"
)
_CALLS = (
    r"(?:来(?:个|一)?(?:人|师傅)?|(?<!寻)[派叫找搵喊](?:个|一个|一位)?(?:人|师傅)?(?:来|过来|上门)?|上门|过来"
    r"|安排(?:人|师傅)?|帮(?:我|忙|手|个忙)?)"
)
_WANTED = Sought("来派叫找搵喊上过安帮", rf"{_CALLS}[^。!?,\n]{{0,8}}?{_DO}")
_ENGLISH = Sought(
    "fxrclp",
    r"\b(?:can|could|would|please|need|want)\b[^.!?\n]{0,44}?"
    r"\b(?:fix|repair|look at|check|replace|change|unblock|mend)\b",
)
_OTHERWISE = re.compile(
    r"多少钱|几多钱|几钱|价格|收费|怎么收|贵不|哪里|哪家|哪儿|谁[有知认会]|推荐|求[个一]|有没有人[知会认]|自己|手机|电脑|洗衣机|电视|自行车|鞋|表带"
    r"|修好了|换好了|来修过|修过|修完|已经|谢|how much|anyone know|recommend|phone|laptop|\bcar\b|bike"
)


def wanted(text: str) -> bool:
    """Whether a short folded text asks for somebody to mend or look at something; not for price or advice."""
    if len(text) > _FEW or _OTHERWISE.search(text):
        return False
    return _WANTED.search(text) is not None or _ENGLISH.search(text) is not None
