"""Typed commands: one for each button, because not every client shows buttons."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desk.errors import Refused
from desk.kind import Kind
from desk.notices import Notice
from desk.people import RoomKind
from desk.reading import Category, Urgency
from handlers import (
    acknowledging,
    all_clear,
    answering,
    appointing,
    archiving,
    away,
    binding,
    bulletins,
    calling,
    checklist,
    choosing,
    coming_back,
    consenting,
    digests,
    drafting,
    drills,
    duty_log,
    explaining,
    feedback,
    handover,
    hands,
    helping,
    identity,
    incident_visits,
    income,
    merging,
    open_letters,
    outside,
    planning,
    prices,
    progress,
    proposing,
    questions,
    quoting,
    reputation,
    reviewing,
    revisit,
    roster,
    signing,
    slips,
    splitting,
    swaps,
    today,
    triage,
    waiting,
    work,
)
from handlers.act import Act
from handlers.post import Post
from handlers.scene import Scene, answer, with_person
from handlers.tools import Tools
from handlers.turn import Turn


@dataclass(frozen=True, kw_only=True)
class Command:
    """What was typed: the verb, the ticket's number and the words after it."""

    verb: str
    number: int | None
    words: str


ON_TICKETS: Mapping[str, Callable[[Act], Notice]] = {
    "register": triage.register,
    "accept": work.accept,
    "transfer": work.transfer,
    "sign": slips.sign,
    "contact": work.contact,
    "arrive": work.arrive,
    "resume": work.resume,
    "note": lambda act: questions.note(act) if act.arg else questions.ask(act, "note"),
    "wait": lambda act: waiting.wait(act) if act.arg else questions.ask(act, "wait"),
    "appoint": lambda act: (
        appointing.propose(act) if act.arg else appointing.wished(act) or questions.ask(act, "appoint")
    ),
    "plan": proposing.plan,
    "object": planning.object_to,
    "outside": outside.wait,
    "refer": outside.refer,
    "finish": lambda act: questions.finish(act) if act.arg else questions.ask(act, "finish"),
    "quote": lambda act: quoting.quote(act) if act.arg else drafting.begin(act),
    "take_back": quoting.take_back,
    "material": quoting.material,
    "pass_quote": consenting.judge_passed,
    "return_quote": consenting.judge_returned,
    "agree_quote": answering.agree,
    "refuse_quote": lambda act: consenting.refuse_in_words(act) if act.arg else consenting.refuse(act),
    "unrepaired": consenting.unrepaired,
    "warned": lambda act: consenting.warned(replace(act, arg="")),
    "sign_off": lambda act: signing.sign_off(replace(act, arg="")),
    "charged": signing.charged,
    "dismiss": triage.dismiss,
    "reclassify": triage.reclassify,
    "add": lambda act: questions.add(act) if act.arg else questions.ask(act, "add"),
    "join": feedback.join,
    "confirm": signing.confirm,
    "reject": feedback.reject,
    "withdraw": triage.withdraw,
    "revisit": revisit.revisit,
    "progress": progress.story,
    "escalate": lambda act: hands.escalate(act) if act.arg else questions.ask(act, "escalate"),
    "return": lambda act: hands.give_back(act) if act.arg else questions.ask(act, "return"),
    "assist": hands.assist,
    "accuse": hands.accuse,
    "acknowledge": acknowledging.acknowledge,
    "called": calling.called,
    "step": checklist.step,
    "all_clear": all_clear.all_clear,
    "split": splitting.split,
    "visited": lambda act: incident_visits.visited(act) if act.arg else incident_visits.asked(act),
    "incident_report": all_clear.report,
    "merge": merging.merge,
    "apart": merging.apart,
    "reputation": lambda act: reputation.risk(act) if act.arg else questions.ask(act, "reputation"),
    "as_is": reviewing.as_is,
    "approve": reviewing.approve,
    "send_back": lambda act: reviewing.send_back(act) if act.arg else questions.ask(act, "send_back"),
    "identity": identity.look,
    "hide": identity.hide,
    "unhide": identity.unhide,
    "question": explaining.question,
    "proven": archiving.proven,
    "unproven": archiving.unproven,
    "archive": archiving.archive,
    "taskforce": archiving.taskforce_list,
}
ON_DUTY: Mapping[str, Callable[[Turn], Notice]] = {
    "roster": roster.roster,
    "swap": swaps.ask,
    "duty_log": duty_log.log,
    "hand_over": handover.hand_over,
    "take_over": handover.take_over,
    "leave": away.ask,
    "drill": drills.drill,
    "bulletin": bulletins.bulletin,
    "end_bulletin": bulletins.end,
    "still": bulletins.still,
    "open_letter": open_letters.draft,
    "approve_letter": open_letters.approve,
    "return_letter": open_letters.give_back,
    "explain": explaining.begin,
    "hand_back": coming_back.hand_back,
}

WORDED: Mapping[str, Callable[[Turn], Notice]] = {"price": prices.asked, "income": income.month}
LOOKS: Mapping[str, Callable[[Scene, Tools, datetime], Notice]] = {
    "mine": lambda scene, tools, _now: progress.mine(scene, tools),
    "late": digests.late,
    "plain": lambda scene, tools, _now: choosing.show_plain(scene, tools),
    "cards": lambda scene, tools, _now: choosing.show_cards(scene, tools),
    "here": lambda scene, tools, _now: choosing.write_here(scene, tools),
    "today": today.asked,
    "service_record": archiving.service_record,
}

_ALIASES = {
    "register": "登记 登記 register",
    "accept": "接单 接單 accept",
    "transfer": "转派 轉派 派单 派單 改派 transfer",
    "sign": "签收 簽收 sign",
    "contact": "已联系 已联系业主 已聯絡 contact",
    "arrive": "到场 已到场 到場 arrive",
    "resume": "恢复 继续 恢復 resume",
    "note": "进展 進展 note",
    "wait": "等待 挂起 暫緩 wait",
    "appoint": "约 約 预约 預約 appoint",
    "finish": "完成 finish done",
    "plan": "方案 plan",
    "object": "异议 異議 有异议 有異議 object",
    "outside": "外单位 外單位 待外单位 待外單位 outside",
    "refer": "转介 轉介 refer",
    "quote": "报价 報價 quote",
    "take_back": "撤回报价 撤回報價 unquote",
    "material": "自备材料 自備材料 材料 material",
    "pass_quote": "通过报价 通過報價 pass",
    "return_quote": "退回报价 退回報價 unpass",
    "agree_quote": "同意 同意报价 同意報價 agree",
    "refuse_quote": "不同意 disagree",
    "unrepaired": "未修 unrepaired",
    "warned": "已知晓 已知曉 known",
    "sign_off": "验收 驗收 signoff",
    "charged": "收钱 收錢 charged",
    "price": "价目 價目 price prices",
    "income": "有偿 有償 income",
    "dismiss": "不是投诉 不是投訴 dismiss",
    "reclassify": "改类别 改類別 改级别 reclassify",
    "add": "补充 補充 add",
    "join": "我也遇到 metoo",
    "confirm": "已解决 已解決 solved",
    "reject": "未解决 未解決 unsolved",
    "withdraw": "撤回 withdraw",
    "revisit": "回访 回訪 revisit",
    "progress": "进度 進度 progress status",
    "escalate": "上报 上報 escalate",
    "return": "退单 退單 return",
    "assist": "协办 協辦 assist",
    "accuse": "被投诉 被投訴 accused",
    "leave": "请假 請假 leave",
    "hand_back": "交还 交還 handback",
    "acknowledge": "收到 acknowledge",
    "called": "已电话 已電話 called",
    "step": "步骤 步驟 step",
    "all_clear": "解除 allclear",
    "split": "拆分 split",
    "visited": "慰问 慰問 visited",
    "incident_report": "事件报告 事件報告 incident",
    "drill": "演练 演練 drill",
    "merge": "合并 合併 并入 併入 并单 併單 merge",
    "apart": "不是同一件 apart",
    "bulletin": "公告 outage notice",
    "end_bulletin": "撤公告 endnotice",
    "still": "仍要登记 仍要登記 still",
    "open_letter": "公开信 公開信 openletter",
    "approve_letter": "通过公开信 通過公開信 approveletter",
    "return_letter": "退回公开信 退回公開信 returnletter",
    "roster": "值班 值班表 duty roster",
    "swap": "换班 換班 swap",
    "duty_log": "值班记录 值班記錄 log",
    "hand_over": "交班 handover",
    "take_over": "接班 takeover",
    "reputation": "声誉 聲譽 声誉风险 聲譽風險 reputation",
    "as_is": "照发 照發 as_is",
    "approve": "通过 通過 approve",
    "send_back": "退回 sendback",
    "identity": "反映人 查看反映人 identity",
    "hide": "匿名 anonymous",
    "unhide": "实名 實名 named",
    "question": "请说明 請說明 question",
    "explain": "我来说明 我來說明 explain",
    "proven": "属实 屬實 proven",
    "unproven": "不属实 不屬實 unproven",
    "archive": "归档 歸檔 archive",
    "taskforce": "专项组 專項組 taskforce",
    "service_record": "服务记录 服務記錄 conduct",
    "mine": "我的 my mine",
    "late": "逾期 overdue",
    "today": "今天 today",
    "plain": "文字 plain",
    "cards": "卡片 cards",
    "here": "首选 首選 here",
    "help": "帮助 幫助 说明 help",
    "bind": "绑定 綁定 bind",
    "join_code": "加入 join start",
    "language": "语言 語言 language lang",
}
VERBS = {alias.lower(): verb for verb, aliases in _ALIASES.items() for alias in aliases.split()}
_CHOICES = {
    "facilities": "设备设施 設備設施 facilities",
    "service": "管理服务 管理服務 service",
    "fees": "收费 收費 fees",
    "emergencies": "突发事件 突發事件 emergencies",
    "complaint": "投诉 投訴 complaint",
    "repair": "报修 報修 repair",
    "help": "求助 help",
    "urgent": "特急 urgent",
    "soon": "急 soon",
    "normal": "一般 normal",
    "1": "一类 一類",
    "2": "二类 二類",
    "3": "三类 三類",
}
# 值班记录 内容, 交班 原因, 交还 姓名, 公告 停水 …: words follow
_WORDED = ("duty_log", "hand_over", "explain", "hand_back", "bulletin")
_SAID = frozenset(
    (
        "acknowledge approve send_back proven unproven archive "
        "agree_quote refuse_quote pass_quote warned plan object material charged"
    ).split()
)  # 收到, 同意, 通过: said often, and then they are no command
_BRIEF = 30  # characters after 价目 that still ask for a price
_DAYS = ("今", "明", "后天", "後天", "today", "tomorrow")
_CHOSEN = {word: choice for choice, words in _CHOICES.items() for word in words.split()}

# "接单 12", "/accept@wuyebot 12", "完成 #12 已换门机", "/join 7K2…": verb, then perhaps a number, then words.
_SHAPE = re.compile(
    r"(/?)([^\s/@#0-9]{1,12})(?:@\S{1,64})?[ \t]*(?:#?([0-9]{1,9})(?![0-9A-Za-z]))?[ \t,，:：]*(.*)",
    re.DOTALL,
)


def parse(text: str, *, slash_needed: bool) -> Command | None:
    """The command in a text; where residents talk only a slash makes one, so that chatter is none."""
    shape = _SHAPE.fullmatch(text.strip()[:4096])
    if shape is None or (slash_needed and not shape[1]):
        return None
    verb = VERBS.get(shape[2].lower())
    if verb is None:
        return None
    words = shape[4].strip()
    if verb in ("bind", "join_code", "language"):
        return Command(verb=verb, number=None, words=(shape[3] or "") + words)
    if _takes_all(verb, shape, words):
        return Command(verb=verb, number=None, words=_after(shape))
    if not shape[1] and shape[3] is None and (words or verb in _SAID):
        return None  # "完成了这件事": a sentence that happens to begin with a verb
    return Command(verb=verb, number=int(shape[3]) if shape[3] else None, words=words)


def _takes_all(verb: str, shape: re.Match[str], words: str) -> bool:
    """Whether all that follows the verb is its words, a number at their beginning too."""
    if verb in WORDED:
        return bool(shape[1]) or len(words) <= _BRIEF
    plain = shape[1] or shape[3] or not words or verb in _WORDED or words.startswith(_DAYS)
    return verb in ON_DUTY and bool(plain)


def _after(shape: re.Match[str]) -> str:
    """All that follows the verb."""
    return shape.string[shape.start(3 if shape[3] else 4) :].strip()


def obey(command: Command, scene: Scene, tools: Tools, now: datetime) -> None:
    """Carry it out and answer in the same chat."""
    try:
        notice = _obeyed(command, scene, tools, now)
    except Refused as refused:
        notice = Post(tools=tools, site=scene.site, now=now).named(refused.notice)
    answer(scene, tools, notice, now)


def _obeyed(command: Command, scene: Scene, tools: Tools, now: datetime) -> Notice:
    if command.verb in ON_TICKETS:
        return _on_ticket(command, scene, tools, now)
    if command.verb in ON_DUTY:
        return ON_DUTY[command.verb](Turn(scene=scene, tools=tools, now=now, words=command.words))
    if command.verb in WORDED:
        return WORDED[command.verb](Turn(scene=scene, tools=tools, now=now, words=command.words))
    if command.verb == "language":
        return binding.speak(scene, tools, command.words)
    if command.verb in LOOKS:
        return LOOKS[command.verb](scene, tools, now)
    return helping.page(scene)


def _on_ticket(command: Command, scene: Scene, tools: Tools, now: datetime) -> Notice:
    if command.number is None and command.verb in ("hide", "unhide"):
        command = replace(command, number=identity.latest(scene, tools))
    if command.number is None:
        raise Refused("which_number")
    ticket = tools.uow.tickets.numbered(scene.site.id, command.number)
    if ticket is None:
        raise Refused("no_such_ticket", number=command.number)
    ticket = merging.meant(tools, ticket, command.verb)
    if scene.room and scene.room.kind is RoomKind.RESIDENTS:
        if command.verb == "progress":
            raise Refused("in_private")  # the journal is for the reporters, not for the room
        scene = with_person(scene, tools)
    words = _CHOSEN.get(command.words, command.words)
    if command.verb == "reclassify" and words not in ("", *Category, *Kind, *Urgency, *"123"):
        raise Refused("no_such_category", word=words[:20])
    try:
        return ON_TICKETS[command.verb](Act(scene=scene, tools=tools, now=now, ticket=ticket, arg=words))
    except Refused as refused:
        raise refused.of(ticket) from None
