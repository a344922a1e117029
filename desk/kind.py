"""The kind of matter: complaint (投诉), repair (报修), help (求助), enquiry, suggestion: S2-01, S2-67."""

from enum import StrEnum

from desk.reading import Category


class Kind(StrEnum):
    """Which promises hold: S0's for complaints, S2's for repairs and help where a standard says so (C2)."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    HELP = "help"
    ENQUIRY = "enquiry"  # 咨询
    SUGGESTION = "suggestion"  # 建议


ASKING = frozenset({Kind.ENQUIRY, Kind.SUGGESTION})  # no complaints: nothing is to be put right
_REPAIRED = frozenset(
    "电梯 供水 供电 燃气 供暖 排水 渗漏 门禁 消防 监控 照明 道路 房屋质量 公共设施".split()
)  # what engineering mends (S2-45)
_HELPED = frozenset("急病 被盗 打架伤人".split())  # S2-67 ①⑤


def kind_of(category: Category | None, topic: str | None) -> Kind:
    """What it is by its category and topic; staff may say otherwise.

    A sudden event is a call for help (S2-67), a fault of what engineering mends a repair (S2-45).
    """
    if category is Category.EMERGENCIES or topic in _HELPED:
        return Kind.HELP
    if category is Category.FACILITIES and topic in _REPAIRED:
        return Kind.REPAIR
    return Kind.COMPLAINT
