"""What people read: the main messages as whole texts, in the three languages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.book import load_presets
from bot.texts.render import Rendered, Texts
from desk import cards, digest, revisits
from desk.clocks import Clock, ClockKind
from desk.moves import working
from desk.notices import Notice, Word
from desk.people import Person, Role
from desk.reading import Category, Place, Urgency
from desk.ticket import Status, Ticket
from handlers.post import filled

TEXTS = Texts.load()
OPENED = datetime(2026, 11, 21, 6, 37, tzinfo=UTC)
NAMES = {1: "王芳", 2: "李雷"}
OFFICER = Person(id=1, site=1, name="王芳", role=Role.CUSTOMER_OFFICER)
TICKET = Ticket(
    id=5,
    number=12,
    site=1,
    status=Status.DISPATCHED,
    text="3栋2单元的电梯又坏了，门关不上，老人都下不了楼",
    opened_at=OPENED,
    reporter=2,
    reporters=(2, 3),
    category=Category.FACILITIES,
    topic="电梯",
    urgency=Urgency.SOON,
    place=Place(building="3", unit="2"),
    keywords=("电梯", "坏"),
    because=("电梯+坏",),
    owner=1,
)
URGENT = replace(TICKET, category=Category.EMERGENCIES, reporters=(2,))


def _clock(kind: ClockKind, minutes: int) -> Clock:
    due = OPENED + timedelta(minutes=minutes)
    return Clock(id=1, ticket=5, kind=kind, started_at=OPENED, due_at=due, rule="")


CLOCKS = [_clock(ClockKind.RESPOND, 60), _clock(ClockKind.ACCEPT, 30)]
COMING = [_clock(ClockKind.RESPOND, 10), _clock(ClockKind.ARRIVE, 10)]
OFFICE = load_presets()["s0"].standard.offices[TICKET.class_]


def shown(notice: Notice, language: str = "zh_CN") -> Rendered:
    return TEXTS.render(filled(notice, NAMES), language, ZoneInfo("Asia/Shanghai"))


PUBLIC: Mapping[str, str] = {
    "zh_CN": """
📝 已登记 #12｜电梯 · 3栋2单元
给您带来不便了，我们已经记下。
负责人：王芳，11月21日 15:37 前与您联系
👥 已有 2 户反映
我也遇到 补充 不是投诉""",
    "zh_TW": """
📝 已登記 #12｜電梯 · 3棟2單元
造成您的不便，我們明白，已經記下。
負責人：王芳，11月21日 15:37 前與您聯絡
👥 已有 2 戶反映
我也遇到 補充 不是投訴""",
    "en": """
📝 Registered #12 | Lift · Building 3, Unit 2
We understand the trouble this causes you; it is on record.
In charge: 王芳, who will call you by 21 Nov 15:37
👥 2 households affected
Me too Add details Not a complaint""",
}
EMERGENCY: Mapping[str, str] = {
    "zh_CN": """
🚨 紧急 #12｜电梯 · 3栋2单元
🛗 被困请按轿厢里的警铃或对讲，靠壁站稳，不要扒门。\
有人受伤或不舒服请拨 120，联系不上我们请拨 119。其他人请走楼梯。
🙋 王芳 已接手，11月21日 14:47 前到场
我也遇到 补充 不是投诉""",
    "zh_TW": """
🚨 緊急 #12｜電梯 · 3棟2單元
🛗 受困請按電梯內的警鈴或對講機，靠牆站穩，不要扳門。\
有人受傷或不舒服請撥 120，聯絡不上我們請撥 119。其他人請走樓梯。
🙋 王芳 已接手，11月21日 14:47 前到場
我也遇到 補充 不是投訴""",
    "en": """
🚨 Emergency #12 | Lift · Building 3, Unit 2
🛗 If you are trapped, press the alarm or intercom, stand against the wall and don't force the doors. \
If anyone is hurt or unwell call 120; if you can't reach us call 119. Others, please take the stairs.
🙋 王芳 has it in hand and will be there by 21 Nov 14:47
Me too Add details Not a complaint""",
}
STAFF: Mapping[str, str] = {
    "zh_CN": """
📨 已派单 #12｜电梯 · 3栋2单元
三类 · 设备设施 · 急 · 二次投诉 第2轮
「3栋2单元的电梯又坏了，门关不上，老人都下不了楼」
反映人：李雷 · 共 2 户
负责人：王芳 · 协办：工程
⏰ 接单 11月21日 15:07 前
⏰ 首次回应 11月21日 15:37 前
依据：电梯+坏
接单 转派
改类别 不是投诉""",
    "zh_TW": """
📨 已派單 #12｜電梯 · 3棟2單元
三類 · 設備設施 · 急 · 二次投訴 第2輪
「3栋2单元的电梯又坏了，门关不上，老人都下不了楼」
反映人：李雷 · 共 2 戶
負責人：王芳 · 協辦：工程
⏰ 接單 11月21日 15:07 前
⏰ 首次回應 11月21日 15:37 前
依據：电梯+坏
接單 轉派
改類別 不是投訴""",
    "en": """
📨 Assigned #12 | Lift · Building 3, Unit 2
Class 3 · Facilities · Pressing · second complaint, round 2
“3栋2单元的电梯又坏了，门关不上，老人都下不了楼”
From: 李雷 · 2 households
In charge: 王芳 · helping: engineer
⏰ Accepting by 21 Nov 15:07
⏰ First answer by 21 Nov 15:37
Because: 电梯+坏
Accept Hand over
Change category Not a complaint""",
}
FINISHED: Mapping[str, str] = {
    "zh_CN": """
✅ #12 已处理完
结果：门机已更换
试运行正常
处理人：王芳
问题解决了吗？
已解决 未解决""",
    "zh_TW": """
✅ #12 已處理完畢
結果：门机已更换
试运行正常
處理人：王芳
問題解決了嗎？
已解決 未解決""",
    "en": """
✅ #12 is done
Result: 门机已更换
试运行正常
Done by: 王芳
Is it solved?
Solved Not solved""",
}
DIGEST: Mapping[str, str] = {
    "zh_CN": """
📋 逾期工单：1 单
#12 电梯 · 3栋2单元｜接单超 2小时5分｜王芳｜📨 已派单
点编号看详情。
#12""",
    "zh_TW": """
📋 逾期工單：1 單
#12 電梯 · 3棟2單元｜接單超過 2小時5分｜王芳｜📨 已派單
點編號看詳情。
#12""",
    "en": """
📋 Overdue tickets: 1
#12 Lift · Building 3, Unit 2 | Accepting: 2 h 5 min late | 王芳 | 📨 Assigned
Tap a number for details.
#12""",
}
REVISIT: Mapping[str, str] = {
    "zh_CN": """
📞 请回访 #12｜电梯 · 3栋2单元
反映人：李雷
处理人：王芳
结果：门机已更换
用哪种方式？
电话 上门 聊天
没接通 再约时间 免访""",
    "zh_TW": """
📞 請回訪 #12｜電梯 · 3棟2單元
反映人：李雷
處理人：王芳
結果：门机已更换
用哪種方式？
電話 上門 訊息
沒接通 再約時間 免訪""",
    "en": """
📞 Please follow up #12 | Lift · Building 3, Unit 2
From: 李雷
Done by: 王芳
Result: 门机已更换
In which way?
Phone Visit Chat
No answer Another time No follow-up""",
}


def _finished() -> Notice:
    at_work = replace(TICKET, status=Status.WORKING)
    return working.finish(at_work, OPENED, OFFICER, "门机已更换\n试运行正常").told[0].notice


def _digest(tickets: int = 1) -> Notice:
    now = CLOCKS[1].due_at + timedelta(minutes=125)
    owed = [(replace(TICKET, id=n, number=12 + n), CLOCKS[1]) for n in range(tickets)]
    return digest.overdue_digest(digest.overdue(owed, now), now)


MESSAGES = {
    "public": (cards.public_card(TICKET, CLOCKS), PUBLIC),
    "emergency": (
        cards.public_card(replace(URGENT, status=Status.ACCEPTED), COMING, advice=Word("advice.lift")),
        EMERGENCY,
    ),
    "staff": (cards.staff_card(replace(TICKET, round=2), CLOCKS, private=False, office=OFFICE), STAFF),
    "finished": (_finished(), FINISHED),
    "digest": (_digest(), DIGEST),
    "revisit": (revisits.prompt(replace(TICKET, result="门机已更换")), REVISIT),
}


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_reads_as_written_here(name: str, language: str) -> None:
    notice, expected = MESSAGES[name]
    message = shown(notice, language)
    rows = [" ".join(label for _key, label in row) for row in message.buttons]
    assert "\n".join(["", message.text, *rows]) == expected[language]


@pytest.mark.parametrize("status", Status)
def test_the_card_of_the_room_says_in_every_state_how_it_stands(status: Status) -> None:
    """A card has its title, then at least one line of words, without a gap where a fact is missing."""
    bare = replace(TICKET, status=status, place=Place(), reporters=(2,))
    for ticket in (replace(TICKET, status=status), bare):
        for language in ("zh_CN", "zh_TW", "en"):
            title, *rest = shown(cards.public_card(ticket, []), language).text.split("\n")
            assert "#12" in title
            assert rest
            assert all(line.strip() == line != "" for line in rest)


def test_while_it_waits_the_room_reads_when_it_hears_more_and_not_why() -> None:
    """The reason is staff's own words, for the reporters alone."""
    waiting = replace(TICKET, status=Status.WAITING, waiting_for="等配件，李工 13800138000")
    card = shown(cards.public_card(waiting, [_clock(ClockKind.NEWS, 60)]))
    assert "⏸ 暂时等待，11月21日 15:37 前告诉您进展" in card.text
    assert "配件" not in card.text


def test_a_matter_of_conduct_is_not_named_in_the_room() -> None:
    card = shown(cards.public_card(replace(TICKET, topic="服务态度"), CLOCKS))
    assert card.text.split("\n")[0] == "📝 已登记 #12｜服务事项（内容不公开）"
    assert card.buttons == ()


def test_the_digest_of_a_bad_day_fits_a_phone() -> None:
    text = shown(_digest(tickets=60)).text
    assert len(text.split("\n")) <= 13
    assert "…另有 50 单" in text
