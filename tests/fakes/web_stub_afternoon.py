"""A realistic afternoon for the stub: for looking at the page, and for its longest texts."""

import io
from datetime import timedelta

from PIL import Image, ImageDraw

from tests.fakes.web_stub import (
    CARD,
    CARD_BUTTONS,
    RECEIPT,
    RECEIPT_BUTTONS,
    START,
    WORK_BUTTONS,
    StubDesk,
    ticket,
)

LONG = (
    "我再把情况说完整一点："
    + "从上周三开始，3栋2单元的左边电梯就经常停在7楼不动，门开一半又关上，反复好几次。" * 18
)
RESULT = [("ok", "确认已解决"), ("no", "未解决")]
ASK = (
    "请您确认 #11 楼道灯不亮\n处理结果：已更换3盏感应灯，测试正常\n处理人：王强（工程）\n处理时间：今天 14:20"
)


def picture(top: str, bottom: str, size: tuple[int, int] = (800, 600)) -> bytes:
    """A simple drawn photo: a lift door in a corridor."""
    image = Image.new("RGB", size, top)
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((0, height * 2 // 3, width, height), fill=bottom)
    draw.rectangle(
        (width // 3, height // 6, width * 2 // 3, height * 5 // 6), fill="#9aa7ad", outline="#5d686d", width=8
    )
    draw.line((width // 2, height // 6, width // 2 + 30, height * 5 // 6), fill="#2b3134", width=14)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()


def fill(desk: StubDesk) -> None:
    """Yesterday and today in all rooms."""
    for colours in (("#d9d2c4", "#8a7f6d"), ("#c4d2d9", "#6d7f8a"), ("#d2d9c4", "#7f8a6d")):
        desk.photos.append(("image/jpeg", picture(*colours)))
    residents(desk)
    staff(desk)
    managers(desk)
    private(desk)
    desk.tickets += tickets()


def residents(desk: StubDesk) -> None:
    def say(sender: str, text: str, minutes: int, **more: object) -> str:
        return str(desk.say("r-residents", sender, text, at=START + timedelta(minutes=minutes), **more)["id"])

    say("p-li", "请问明天几点收快递？", -1500)
    say("p-sun", "各位邻居，今天下午2点到4点清洗3栋地下车库，请绕行", -1450)
    first = say("p-chen", "3栋2单元的电梯又坏了，门关不上，老人都下不了楼", -14)
    receipt = say("bot", RECEIPT + "\n状态：周婷 已接单", -14, buttons=RECEIPT_BUTTONS, reply_to=first)
    desk.find(receipt)["edited_at"] = (START - timedelta(minutes=9)).isoformat()
    say("p-li", "是的，我也被卡了一下", -12)
    say("p-li", "就是这个门", -12, photos=["/photos/0"])
    say("p-smith", "Same here, the left lift is stuck on floor 7. Is anyone coming?", -10, reply_to=receipt)
    say("p-wong", "6棟大堂的燈也閃了幾天了，麻煩看看", -8, photos=["/photos/1", "/photos/2", "/photos/0"])
    say("p-chen", LONG, -6)
    say("p-zhou", "各位邻居，维保师傅已经在路上，预计 15:20 到，我在现场等。", -4, reply_to=first)
    say("p-chen", "好的，谢谢", -2)


def staff(desk: StubDesk) -> None:
    def say(sender: str, text: str, minutes: int, **more: object) -> str:
        return str(desk.say("r-staff", sender, text, at=START + timedelta(minutes=minutes), **more)["id"])

    card = say("bot", CARD + "\n状态：周婷 已接单（15:05）", -14, buttons=WORK_BUTTONS)
    desk.find(card)["edited_at"] = (START - timedelta(minutes=9)).isoformat()
    say("p-zhou", "收到，我去现场，@王强 叫一下维保", -9, reply_to=card)
    say("p-wang", "维保 15:20 到", -7, photos=["/photos/2"])
    say("bot", CARD.replace("#12 电梯故障", "#13 大堂灯闪烁").replace("急 · ", ""), -6, buttons=CARD_BUTTONS)


def managers(desk: StubDesk) -> None:
    at = START.replace(hour=8, minute=40)
    desk.say(
        "r-managers",
        "bot",
        "今日摘要 11月22日\n处理中 4 · 逾期 1 · 可能群诉 1\n"
        "#8 地下车库积水：办结已超时 2 小时（徐磊）\n#12 电梯故障：同一事项 2/5 户",
        at=at,
        buttons=[("all", "全部逾期"), ("remind", "提醒负责人")],
    )
    desk.say("r-managers", "p-gao", "车库积水今天中午前必须排完，@林芳 跟进", at=at + timedelta(minutes=6))
    desk.say("r-managers", "p-lin", "好的，水泵已经借到", at=at + timedelta(minutes=9))


def private(desk: StubDesk) -> None:
    desk.say("private:p-chen", "bot", ASK, buttons=RESULT, at=START - timedelta(minutes=40))
    desk.say("private:p-chen", "p-chen", "确认已解决", at=START - timedelta(minutes=38))
    stars = [(str(n), f"{n} 分") for n in range(1, 6)]
    desk.say(
        "private:p-chen",
        "bot",
        "谢谢。处理人的工作态度，您打几分？",
        buttons=stars,
        at=START - timedelta(minutes=38),
    )
    desk.say("private:p-zhou", "bot", CARD, buttons=CARD_BUTTONS, at=START - timedelta(minutes=14))


def tickets() -> list[dict[str, object]]:
    return [
        ticket(START - timedelta(minutes=14), status="working", reporters=["p-chen", "p-li"]),
        ticket(
            START - timedelta(minutes=6),
            number=13,
            status="proposed",
            topic="照明",
            urgency="normal",
            assignee=None,
            text="6棟大堂的燈也閃了幾天了，麻煩看看",
            place={"building": "6", "unit": None, "floor": None, "room": None, "area": "大堂"},
            reporters=["p-wong"],
        ),
        ticket(
            START - timedelta(days=2, hours=5),
            number=8,
            status="working",
            assignee="p-xu",
            text="地下车库东区积水，车都快泡了",
            topic="排水",
            urgency="urgent",
            place={"building": None, "unit": None, "floor": None, "room": None, "area": "地下车库东区"},
            **{"class": 1},
        ),
        ticket(
            START - timedelta(days=1),
            number=11,
            status="done",
            topic="照明",
            urgency="normal",
            assignee="p-wang",
            text="楼道灯不亮",
        ),
        ticket(
            START - timedelta(days=4),
            number=5,
            status="closed",
            category="service",
            topic="保洁",
            urgency="normal",
            text="楼道三天没人扫",
        ),
    ]
