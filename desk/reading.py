"""What was understood of a text: the vocabulary that reader, rules and storage share.

The values are defined in the labelling guide (intent, category, class, topic, urgency)
and in S0-01 to S0-17; `None` always means "the text does not say".
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum


class Intent(StrEnum):
    """What the writer wants of the property company."""

    REPORT = "report"  # complaint, repair or call for help
    ENQUIRY = "enquiry"
    PRAISE = "praise"
    CHAT = "chat"


class Category(StrEnum):
    """The four kinds of complaint (S0-13, S0-14, S0-16, S0-17)."""

    FACILITIES = "facilities"  # 设备设施
    SERVICE = "service"  # 管理服务
    FEES = "fees"  # 收费
    EMERGENCIES = "emergencies"  # 突发事件


class Class(IntEnum):
    """Severity 一类/二类/三类 (S0-01): 1 is the gravest."""

    ONE = 1
    TWO = 2
    THREE = 3


class Urgency(StrEnum):
    """特急/急/一般 (S2-37)."""

    URGENT = "urgent"
    SOON = "soon"
    NORMAL = "normal"


class Action(StrEnum):
    """What the desk should do with a reading in a residents' room."""

    OPEN = "open"  # sure: register and say so
    ASK = "ask"  # unsure: propose to staff only
    SILENT = "silent"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where it is; digits are Arabic ("3"), letters upper case ("B")."""

    building: str | None = None  # 栋/号楼/幢/座
    unit: str | None = None  # 单元/梯/門
    floor: str | None = None
    room: str | None = None
    area: str | None = None  # 电梯, 地下车库东区, 北门 …
    relation: str | None = None  # 楼上/楼下/隔壁/对门, seen from the writer's home; 户内: in it

    def __bool__(self) -> bool:
        return any((self.building, self.unit, self.floor, self.room, self.area, self.relation))

    def is_home(self, home: str | None) -> bool:
        """Whether it is that home ("3-2-501") itself, named with its building and room."""
        named = self.building is not None and self.room is not None
        return named and home == "-".join(filter(None, (self.building, self.unit, self.room)))


@dataclass(frozen=True, kw_only=True)
class TimeWish:
    """When the writer wants somebody to come or call."""

    text: str  # the words as written
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One message as understood, with the reasons."""

    intent: Intent
    action: Action
    confidence: float  # 0…1: the chance that `intent` is right
    category: Category | None = None
    class_: Class | None = None
    topic: str | None = None  # one of TOPICS
    urgency: Urgency | None = None
    place: Place = field(default_factory=Place)
    phone: str | None = None
    people: int | None = None  # persons or households affected, when told
    when: TimeWish | None = None
    accused: str | None = None  # person or department complained of, as written
    money: str | None = None  # amount claimed, as written
    status: str | None = (
        None  # solved | conditional | quoted | forwarded | advert | drill | joke; None: happening now
    )
    angry: bool = False  # S1-15: suggest a private chat or a call
    triggers: tuple[str, ...] = ()  # clauses that raised the class, as "S0-06 索赔"
    keywords: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


TOPICS = (
    "电梯 供水 供电 燃气 供暖 排水 渗漏 门禁 消防 监控 照明 道路 房屋质量 公共设施 "
    "保洁 绿化 安保 停车 噪音 装修 违建 宠物 高空抛物 占用通道 服务态度 处理不力 "
    "物业费 停车费 水电费 维修费 维修资金 公共收益 押金 信息公开 邻里 快递外卖 "
    "虫害异味 被盗 打架伤人 急病 其他"
).split()
