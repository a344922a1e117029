"""Danger told so plainly that nobody doubts it, though a model may: 孩子噎住了, 隔壁打老婆, 摸门把手有电.

Staff are asked at least; what tells of other times or places, or asks, is left to the model.
"""

from desk.reading import Reading
from nlp.raised import raised
from nlp.sought import Sought

_FEW = 60  # characters; what is longer tells a tale
_SOMEBODY = (
    r"(?:孩子|小孩|小朋友|娃|宝宝|儿子|女儿|老公|老婆|[妈爸爷奶婆公]|老人|老太|老头|大爷|大妈|阿姨|邻居|孕妇|有个?人|[男女]的"
    r"|(?<![a-z])(?:son|daughter|child|kid|baby|husband|wife|mum|mom|dad|father|mother|neighbou?r|man|woman)(?![a-z]))"
)
_STRICKEN = (
    r"(?:抽搐|噎[住着到]|吐白沫|没了?呼吸|昏迷|不省人事|休克|癫痫发|叫不醒|[晕昏]过去|[晕昏]倒|中风了|心梗|大出血|羊水破"
    r"|喘不[过上]气|卡住喉咙|误[食吞]|割[腕脉]|choking|seizure"
    r"|unconscious|passed out|not breathing|collapsed)"
)
_STRICKEN_SIGNS = "搐噎沫吸迷省休癫醒晕昏风梗血羊喘喉误割knpz"
_NEXT_DOOR = r"(?:隔壁|楼上|楼下|邻居|对门|对面|\d室?)[^。!?\n]{0,10}"
_JUMPS = (
    r"(?:有个?人|[男女]的|小孩|老人)[^。!?\n]{0,8}(?:要|想|准备|站)[^。!?\n]{0,6}(?:跳楼|[往要]下?跳|跳下)"
)
_BREAKS_IN = (
    r"break(?:ing|s) into [^.!?\n]{0,20}(?:flat|home|house|apartment|door|unit)"
    r"|someone is (?:trying to )?(?:open|break)"
)
_OURS = r"(?:锅炉|配电|变压器|变电|车库|机房|地下室|充电|电池|煤气|燃气|楼[上下道]|\d[栋楼])"
_PERILS = (
    ("急病", Sought(_STRICKEN_SIGNS, rf"{_SOMEBODY}[^。!?\n]{{0,14}}?{_STRICKEN}")),
    ("打架伤人", Sought("打暴", rf"{_NEXT_DOOR}(?:打(?:老婆|老公|孩子|小孩|女人|女的)|家暴)")),
    ("急病", Sought("跳", _JUMPS)),
    ("供电", Sought("电麻", r"[摸碰抓扶靠踩][^。!?\n]{0,8}(?:有电|带电|触电|被电|(?<!静)电[到了]|麻了)")),
    ("被盗", Sought("bk", _BREAKS_IN)),
    (
        "供水",
        Sought(
            "断爆裂崩", r"(?:水管|水龙头|软管|接头|阀门)[^。!?\n]{0,6}[断爆裂崩][^。!?\n]{0,6}(?:喷|狂|到处)"
        ),
    ),
    ("消防", Sought("炸", rf"{_OURS}[^。!?\n]{{0,6}}(?:爆炸|炸了)")),
    ("宠物", Sought("狗犬", r"[狗犬][^。!?\n]{0,3}[在正](?:追|咬|扑)[^。!?\n]{0,3}(?:人|孩|我|老)")),
    ("消防", Sought("火", r"[烧着][^。!?\n]{0,8}火(?:很|好|挺|越来越|势)大")),
)
_OTHERWISE = Sought(
    "昨前上去以曾那小听新视电说游梦演培课如要万怎哪应会差狗猫外以笑哈网友某讲好没恢出医已祝谢救抬地静公同老每天经吗么?ylmdft",
    r"昨|前[天几阵]|上[次回周月个]|去年|以[前后]|曾经|那[次天晚会年]|小时候|听说|新闻|视频|电视|剧|电影|小说|游戏|梦|演[练习唱]"
    r"|培训|课|如果|要是|万一|怎么|哪|应该|会不会|会[噎晕昏抽呛]|差点|[狗猫][^。!?追咬扑]{0,4}[噎晕昏]|笑|哈|网友|某|讲座"
    r"|好了|没事|恢复|出院|医院|医生|已经联系|祝|谢|救回|抬出|地铁|静电|外地|以为|公司|同事|老师|[天每经]常?[天晚次]|老是|吗$|么$|\?"
    r"|\b(?:yesterday|last|movie|film|dream|drill|thank)",
)


def told(text: str) -> bool:
    """Whether a folded text tells of one in so few words, of whatever time or place."""
    return len(text) <= _FEW and any(one.search(text) for _, one in _PERILS)


def perils(text: str, read: Reading) -> Reading:
    """The reading of a folded text, as an emergency if one of them is told of now and here."""
    if len(text) > _FEW:
        return read
    topic = next((topic for topic, one in _PERILS if one.search(text)), None)
    return read if topic is None or _OTHERWISE.search(text) else raised(read, topic)
