"""What nobody does in their job, told of somebody: 保洁阿姨偷我快递, 师傅要我红包 (S0-08)."""

import re
from functools import cache

_STOLEN = r"(?<!被)(?:偷(?![窥听])|顺走|順走)|红包|紅包|小费|小費|回扣|黑钱|黑錢"
_TOUCHED = r"流氓|动手动脚|動手動腳|猥[琐亵瑣褻]|骚扰|騷擾|调戏|調戲|欺[负負]|喝醉|喝酒上班"
_IDLE = r"吃[干乾]饭|吃白饭|吃[乾白]飯|[废廢]物|[饭飯]桶"
_WHOM = r"(?:我(?!的?[电電]话|的?[电電]話|[们們])|人|业主|業主|小孩|孩子|老人)"
_TREATED = (
    rf"[骂罵吼打推摸踢](?:了|咗|过|過)?{_WHOM}|[骂罵]得|[闹鬧]人|大小[声聲]|(?:好|很|太|真|这么|咁)[惡恶兇凶]"
)
_IN_ENGLISH = (
    r"\b(?:stole|steals?|stealing|bribe|asked for (?:a )?(?:tip|money)|shout(?:s|ed)?|yell(?:s|ed)?"
    r"|scream(?:s|ed)? at|swore|rude|hit|pushed|touched|groped)\b"
)
_GRAVE = re.compile(f"{_STOLEN}|{_TOUCHED}|{_IDLE}|{_TREATED}|{_IN_ENGLISH}", re.IGNORECASE)
_OTHERS = r"抓|捉|贼|賊|小偷|帮|幫|说有|說有|发现|發現|追|报警|報警|caught|help"  # 保安抓到偷车的 did well
_NEAR = 16  # characters between somebody and what they did
_FEW = 60  # characters of a line that tells nothing else


def grave(text: str) -> bool:
    """Whether a few words name such a thing, whoever did it."""
    return len(text) <= _FEW and _GRAVE.search(text) is not None


def did(who: str, text: str) -> re.Match[str] | None:
    """Where the text tells it of somebody; `who`: a pattern, found as group 1."""
    return _told(who).search(text)


@cache
def _told(who: str) -> re.Pattern[str]:
    between = rf"(?:(?!{_OTHERS})[^,，。!！?？;；\n]){{0,{_NEAR}}}?"
    return re.compile(rf"({who}){between}(?:{_GRAVE.pattern})", re.IGNORECASE)
