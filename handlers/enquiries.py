"""Questions and suggestions of residents: answered where the site has an answer, else by the front desk."""

import re
from datetime import datetime

from desk.cards import running
from desk.clocks import ClockKind
from desk.errors import Refused
from desk.faq import answered
from desk.kind import Kind
from desk.notices import Button, Fact, Notice, Who, row
from desk.reading import Action, Intent, Reading
from handlers.opening import Report, open_enquiry
from handlers.scene import Scene, answer, with_person
from handlers.tools import Tools
from handlers.turn import Turn
from handlers.window import Line

_SURE = 0.85  # house: chance of an enquiry from which it is taken for one in private
_ADDRESSED = 0.6  # house: the same where it is said to the desk
_DESK = r"(?:物业(?!费)|物業(?!費)|前台|客服|管家|服务中心|服務中心)"
_CALLED = re.compile(rf"[@＠]\s{{0,2}}(?:{_DESK}|服务台|服務台)")
_TO_DESK = re.compile(rf"^\s*[@＠]?\s*{_DESK}|请问{_DESK}|請問{_DESK}|[@＠]{_DESK}")
_FEW = 24  # characters that only name what is asked for; house
_A_PERSON = re.compile(  # who wants no machine is passed on
    r"(?:[请請我想要帮幫你们們]{0,4})(?:转|轉|找|要|叫|搵|接)?(?:个|個)?(?:人工|真人)(?:客服|服务|服務)?[\s!！。.~吗嗎啊呀]*"
    r"|(?:can|could|may|let) (?:i|me) (?:talk|speak) (?:to|with) (?:a |an |the )?(?:real |live )?"
    r"(?:human|person|someone|somebody|agent|staff)[\s?!.]*"
    r"|(?:human|real person|agent)[\s!.]*(?:please)?[\s!.]*",
    re.IGNORECASE,
)
_SUGGESTS = re.compile(
    rf"^\s*(?:[@＠]?\s*{_DESK}[,，:：\s]*)?(?:我?[想提]?个?建[议議]|suggestion)",
    re.IGNORECASE,
)


def called(scene: Scene) -> bool:
    """Whether the words are for the desk: to it alone, or by its name."""
    return scene.incoming.addressed or _CALLED.search(scene.incoming.text) is not None


def heard(scene: Scene, tools: Tools, report: Report, now: datetime) -> bool:
    """Whether the words are a question, or a suggestion, to the desk, and are answered or passed on.

    In the residents' room only what is said to the desk.
    """
    kind = _kind(scene, tools, report, now)
    if kind is None:
        return _looked_up(scene, tools, report, now)
    if kind is Kind.ENQUIRY and _answered(scene, tools, report.text, now, report.messages):
        return True
    passed_on(scene, tools, report, kind, now)
    return True


def _looked_up(scene: Scene, tools: Tools, report: Report, now: datetime) -> bool:
    """管理處電話, office hours: few words said to the desk alone, of which it knows the answer."""
    reading, few = report.reading, len(report.text) <= _FEW
    idle = reading.intent is Intent.CHAT and reading.action is Action.SILENT
    return few and idle and not scene.in_public and _answered(scene, tools, report.text, now, report.messages)


def _kind(scene: Scene, tools: Tools, report: Report, now: datetime) -> Kind | None:
    reading, text = report.reading, report.text
    addressed = scene.incoming.addressed or _TO_DESK.search(text) is not None
    if scene.in_public and not addressed:
        return None
    local = tools.book.calendar(scene.site).local(now)
    if _SUGGESTS.match(text) and not _faulty(tools.reader.parts(text, local)):
        return Kind.SUGGESTION
    if not scene.in_public and _A_PERSON.fullmatch(text.strip()):
        return Kind.ENQUIRY
    sure = reading.confidence >= (_ADDRESSED if addressed else _SURE)
    asks = reading.intent is Intent.ENQUIRY and reading.action is Action.SILENT
    return Kind.ENQUIRY if asks and sure else None


def _faulty(parts: Reading) -> bool:
    """A suggestion that names a fault is a report of it."""
    return parts.intent is Intent.REPORT


def _answered(scene: Scene, tools: Tools, text: str, now: datetime, messages: tuple[str, ...] = ()) -> bool:
    """Whether the site has one answer that surely fits; privately it can still be asked of the desk."""
    found = answered(tools.book.faq, scene.site.name, text)
    if found is None:
        return False
    buttons = () if scene.in_public else (row(Button(verb="enquire")),)
    if not scene.in_public:
        line = Line(at=now, text=text, message=messages[-1] if messages else None)
        tools.window.remember(scene.who, line)
    facts: dict[str, Fact] = {"answer": found.answer, "since": found.since.isoformat()}
    answer(scene, tools, Notice("enquiry.known", facts, buttons), now)
    return True


def passed_on(scene: Scene, tools: Tools, report: Report, kind: Kind, now: datetime) -> None:
    """The front desk is asked; whoever asked hears who answers, and by when."""
    key = open_enquiry(scene, tools, report, kind, now).id
    ticket = tools.uow.tickets.get(key)
    if ticket is None:
        return
    clock = running(tools.uow.clocks.of(key), ClockKind.RESPOND)
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "owner": Who(ticket.owner),
        "by": clock.due_at if clock else None,
    }
    answer(scene, tools, Notice(f"taken.{kind}", facts), now, ticket)


def ask(turn: Turn) -> Notice:
    """咨询 …: a question in one line; the tap 问前台 passes on the one before."""
    scene = turn.scene
    words = turn.words.strip()
    if not words or scene.incoming.button:
        return _again(turn)
    if answered(turn.tools.book.faq, turn.site.name, words):
        _answered(scene, turn.tools, words, turn.now)
        return Notice("enquiry.there")
    return _typed(turn, words, Kind.ENQUIRY)


def suggest(turn: Turn) -> Notice:
    """建议 …: the same for a suggestion."""
    if not turn.words.strip():
        raise Refused("enquire_what")
    return _typed(turn, turn.words.strip(), Kind.SUGGESTION)


def _again(turn: Turn) -> Notice:
    lines = turn.tools.window.recent(turn.scene.who, turn.now)
    if not lines:
        raise Refused("enquire_what")
    return _typed(turn, lines[-1].text, Kind.ENQUIRY)


def _typed(turn: Turn, words: str, kind: Kind) -> Notice:
    scene = with_person(turn.scene, turn.tools)
    local = turn.calendar.local(turn.now)
    message = scene.incoming.message
    report = Report(
        text=words,
        messages=(message,) if message and not scene.incoming.button else (),
        photos=scene.incoming.photos,
        reading=turn.tools.reader.parts(words, local),
    )
    ticket = open_enquiry(scene, turn.tools, report, kind, turn.now)
    ticket = turn.tools.uow.tickets.get(ticket.id) or ticket
    clock = running(turn.tools.uow.clocks.of(ticket.id), ClockKind.RESPOND)
    by = clock.due_at if clock else None
    facts: dict[str, Fact] = {"number": ticket.number, "owner": Who(ticket.owner), "by": by}
    return Notice(f"taken.{kind}", facts)
