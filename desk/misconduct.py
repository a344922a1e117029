"""What nobody does in their job, told of somebody: 保洁阿姨偷我快递, 师傅要我红包 (S0-08).

Texts are as they are matched: in Simplified characters.
"""

import re
from functools import cache

_TAKEN = r"(?<!被)偷(?![窥听])|顺走|红包|小费|回扣|黑钱|乱收|私下收|多收我?钱|收.{0,3}钱.{0,4}不开"
_TOUCHED = r"流氓|动手动脚|猥[琐亵]|骚扰|调戏|欺负|喝醉|喝酒上班"
_IDLE = (
    r"吃[干乾]饭|吃白饭|废物|饭桶|睡觉|睡着|瞓|打瞌睡|玩手机|打游戏|不回(?:微信|信息|消息)|爱理不理|不理人"
)
_WHOM = r"(?:我(?!的?电话|们)|人|业主|小孩|孩子|老人)"
_TREATED = rf"[骂吼打推摸踢](?:了|过)?{_WHOM}|骂得|闹人|大小声|(?:好|很|太|真|这么|咁)[恶凶]"
_SPOKE = r"态度.{0,4}[差坏凶衰]|态度.{0,2}(?:恶劣|不好|蛮横|强硬)|说话.{0,3}冲|出言不逊|翻白眼|甩脸|挂我?电话"
_IN_ENGLISH = (
    r"\b(?:stole|steals?|stealing|bribe|asked (?:\w+ )?for (?:a |some )?(?:tip|money|cash)|swore|rude"
    r"|shout(?:s|ed)?|yell(?:s|ed)?|scream(?:s|ed)? at|hit|pushed|touched|groped)\b"
)
_GRAVE = re.compile(f"{_TAKEN}|{_TOUCHED}|{_IDLE}|{_TREATED}|{_SPOKE}|{_IN_ENGLISH}", re.IGNORECASE)
_OTHERS = r"抓|捉|贼|小偷|帮|说有|发现|追|报警|不用|caught|help"  # 保安抓到偷车的 did well
_ELSEWHERE = re.compile(
    "银行|酒店|淘宝|京东|医院|学校|餐厅|新闻|视频|公司|别的小区|隔壁小区|图书馆|邮局|市民"
)
_NEAR = 16  # characters between somebody and what they did
_FEW = 60  # characters of a line that tells nothing else


def grave(text: str) -> bool:
    """Whether a few words name such a thing, whoever did it, and tell it of no other place."""
    return len(text) <= _FEW and _GRAVE.search(text) is not None and not _ELSEWHERE.search(text)


def did(who: str, text: str) -> re.Match[str] | None:
    """Where the text tells it of somebody; `who`: a pattern, found as group 1."""
    return _told(who).search(text)


@cache
def _told(who: str) -> re.Pattern[str]:
    between = rf"(?:(?!{_OTHERS})[^,，。!！?？;；\n]){{0,{_NEAR}}}?"
    return re.compile(rf"({who}){between}(?:{_GRAVE.pattern})", re.IGNORECASE)
