"""A place as it is said or put right (`七杠二杠五零一`, `501，不对，是503`), as it is typed."""

import re

from nlp.numerals import number
from nlp.sought import Sought

_CN = r"[〇零一二两三四五六七八九十廿卅百]{1,5}"

_SPOKEN = Sought(  # 七杠二杠五零一
    "杠",
    rf"(?<![\d\-])(\d{{1,2}}|{_CN})杠((?:\d{{1,2}}|{_CN})杠)?(\d{{3,4}}|[〇零一幺二三四五六七八九]{{3,4}})(?!\d)",
)
_FORMAL = Sought("壹贰叁肆伍陆柒捌玖拾", "[壹贰叁肆伍陆柒捌玖拾]{1,3}(?=号楼|号院|[栋幢座层]|单元|楼)")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_SLIPPED = Sought(  # 501，不对，是503
    "错不",
    r"(?<![\d\-])\d{3,4}室?[\s,.。]{0,2}(?:哦|噢|啊|呃|额|诶|不好意思)?[\s,]?(?:不对|[说打写]错了?)[\s,]{0,2}(?:应该)?[是为]?\s?(?=\d{3,4}(?!\d))",
)


_SWAPPED = Sought(  # 7楼啊 不是，是6楼
    "错不",
    r"(?<!\d)(?:\d{1,2}|[一二三四五六七八九十]{1,3})(楼|层|栋|幢|座|单元|号楼)[啊呀哦,.。\s]{0,4}"
    r"(?:不对|不是|不系|错了|[说打写]错了?|[哦噢]不)[啊,.。\s]{0,3}(?:应该)?[是系]?\s?"
    r"(?=(?:\d{1,2}|[一二三四五六七八九十]{1,3})\1)",
)
_BAY = Sought("区", r"(?<=[a-h]区)\s?\d{2,4}(?![\d栋幢座室楼号单])")  # C区108: where cars stand


def plainly(text: str) -> str:
    """Spoken dashes and formal numerals as they are typed; of what was put right only the right one."""
    for pattern, plain in (
        (_SPOKEN, _dashed),
        (_FORMAL, _informal),
        (_SLIPPED, _nothing),
        (_SWAPPED, _nothing),
        (_BAY, _nothing),
    ):
        if pattern.search(text):
            text = pattern.pattern.sub(plain, text)
    return text


def _dashed(found: re.Match[str]) -> str:
    return "-".join(str(number(part.rstrip("杠"))) for part in found.groups() if part)


def _informal(found: re.Match[str]) -> str:
    return found[0].translate(_PLAIN)


def _nothing(_: re.Match[str]) -> str:
    return ""
