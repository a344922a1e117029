"""Whoever does what in whatever order: the accused hears nothing, held words wait, the journal only grows."""

import json
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import text

from bot.book import load_book
from bot.cli.reader import reader
from bot.sample import seed
from bot.texts.render import Texts
from desk.moves.opening import register
from desk.moves.people import barred
from desk.notices import Button
from desk.people import Role
from desk.review import State
from desk.ticket import Status, Ticket
from handlers import due, router
from handlers.incoming import Incoming, Kind, Sender
from handlers.record import record
from handlers.tools import Tools
from handlers.window import Window
from storage.facts import decode_notice
from storage.unit_of_work import UnitOfWork
from tests.handlers.undone import undone
from tests.journeys.conftest import MORNING

REPORTER, ACCUSED = "赵敏", "周婷"
ACTORS = ("赵敏", "周婷", "林芳", "高明", "何静", "王强", "唐总", "徐磊")
HEADS = ("林芳", "高明")
WORDED = ("进展", "完成", "等待", "不是投诉", "退回", "上报", "退单", "补充", "请说明", "我来说明")
PLAIN = "接单 照发 通过 反映人 匿名 实名 属实 不属实 归档 进度 已联系 恢复 回访 已解决 专项组 收到".split()
TAPS = (
    "approve",
    "send_back",
    "as_is",
    "reword",
    "identity",
    "question",
    "archive",
    "proven",
    "accept",
    "explain",
)
TEXTS = Texts.load()


@cache
def _book() -> Any:
    return load_book()


class Secrecy(RuleBasedStateMachine):
    """A complaint about 周婷; everybody says and taps what they like in private."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = MORNING
        self.updates = 0
        self.stories = 0
        self.said: list[str] = []  # the marks of what staff wrote
        self.undoing = ExitStack()
        self.connection = self.undoing.enter_context(undone())
        self.uow = UnitOfWork(self.connection)
        self.tools = Tools(uow=self.uow, reader=reader(), book=_book(), window=Window())
        self.site = seed(self.uow, "web")
        self.people = {one.name: one for one in self.uow.people.staff(self.site.id)}
        rows = self.connection.execute(text("SELECT id, name FROM person")).all()
        self.accounts = {name: str(key) for key, name in rows}

    def teardown(self) -> None:
        self.undoing.close()

    @initialize()
    def begin(self) -> None:
        reporter = int(self.accounts[REPORTER])
        draft = Ticket(
            id=0,
            number=0,
            site=self.site.id,
            status=Status.OPEN,
            text="周婷态度恶劣，辱骂业主",
            opened_at=self.now,
            reporter=reporter,
            reporters=(reporter,),
            topic="服务态度",
            standard=self.tools.book.current("s0").version,
        )
        kept = self.uow.tickets.create(barred(draft, (self.people[ACCUSED].id,)))
        record(self.tools, self.site, register(kept, self.now, self.people["林芳"]), self.now)
        self.ticket = kept.id

    def send(self, who: str, **more: Any) -> None:
        self.updates += 1
        incoming = Incoming(
            platform="web",
            update=str(self.updates),
            chat=self.accounts[who],
            private=True,
            sender=Sender(account=self.accounts[who], name=who),
            message=f"m{self.updates}",
            **more,
        )
        router.handle(incoming, self.tools, self.now)

    @rule(who=st.sampled_from((*ACTORS, *HEADS)), verb=st.sampled_from(WORDED), vague=st.booleans())
    def writes(self, who: str, verb: str, *, vague: bool) -> None:
        mark = f"词{len(self.said)}末"
        self.said.append(mark)
        day = " 11月30日" if verb == "等待" else ""
        self.send(who, kind=Kind.MESSAGE, text=f"{verb} 1 {'尽快' * vague}{mark}{day}")

    @rule(who=st.sampled_from((*ACTORS, *HEADS)), verb=st.sampled_from(PLAIN))
    def commands(self, who: str, verb: str) -> None:
        self.send(who, kind=Kind.MESSAGE, text=f"{verb} 1")

    @rule(who=st.sampled_from(ACTORS), verb=st.sampled_from(TAPS), draft=st.integers(1, 6))
    def taps(self, who: str, verb: str, draft: int) -> None:
        button = Button(verb=verb, ticket=self.ticket, arg=str(draft)).key
        self.send(who, kind=Kind.TAP, button=button)

    @rule(who=st.sampled_from(ACTORS))
    def says(self, who: str) -> None:
        """Words that answer whatever was asked of them."""
        mark = f"词{len(self.said)}末"
        self.said.append(mark)
        self.send(who, kind=Kind.MESSAGE, text=f"{mark}，11月30日再说")

    @rule(minutes=st.sampled_from([20, 70, 600, 1600]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        for _ in range(20):
            if not due.fire(self.tools, self.now):
                break

    @rule()
    def the_accused_is_asked_and_explains(self) -> None:
        self.send("高明", kind=Kind.MESSAGE, text="请说明 1")
        self.send(ACCUSED, kind=Kind.TAP, button=Button(verb="explain").key)
        self.says(ACCUSED)

    def told(self, who: str) -> list[str]:
        """Every word that was ever written to somebody's private chat."""
        query = text("SELECT notice FROM letter WHERE chat = :chat")
        rows = self.connection.execute(query, {"chat": self.accounts[who]}).all()
        zone = self.tools.book.calendar(self.site).zone
        return [TEXTS.render(decode_notice(_json(row[0])), "zh_CN", zone).text for row in rows]

    @invariant()
    def the_accused_hears_nothing_of_it(self) -> None:
        """S4-28, S4-26: no number, no words, no name, but for what they are asked to explain."""
        query = text("SELECT count(*) FROM letter WHERE chat = :chat AND ticket_id IS NOT NULL")
        at = {"chat": self.accounts[ACCUSED]}
        heard = [one for one in self.told(ACCUSED) if "没有 #1 这一单" not in one]
        assert not [one for one in heard if "#1" in one or REPORTER in one or "辱骂" in one]
        assert self.connection.execute(query, at).scalar() == 0

    @invariant()
    def what_is_held_reaches_the_reporter_by_a_tap_alone(self) -> None:
        """S0-44: every word of staff that the reporter reads was approved by somebody, first."""
        if not self.said:
            return
        drafts = self.uow.drafts.of(self.ticket)
        approved = [one for one in drafts if one.state is State.SENT and one.decided_by is not None]
        theirs = "".join(str(entry.facts["words"]) for entry in self.added())
        heard = "\n".join(one for one in self.told(REPORTER) if one.startswith(("💬", "✅", "⏸", "🚫")))
        for mark in self.said:
            if mark in heard and mark not in theirs:
                assert any(mark in one.words for one in approved), mark

    def added(self) -> list[Any]:
        return [one for one in self.uow.journal.of(self.ticket) if one.kind == "added"]

    @invariant()
    def nobody_approves_their_own_words_while_another_head_is_there(self) -> None:
        for draft in self.uow.drafts.of(self.ticket):
            if draft.state in (State.SENT, State.RETURNED) and draft.decided_by:
                assert draft.decided_by != draft.author
                decider = self.uow.people.get(draft.decided_by)
                assert decider.role in (Role.CS_LEAD, Role.CENTRE_MANAGER)

    @invariant()
    def the_journal_only_grows(self) -> None:
        entries = len(self.uow.journal.of(self.ticket)) if self.updates else 0
        assert entries >= self.stories
        self.stories = entries


def _json(value: object) -> dict[str, Any]:

    return json.loads(value) if isinstance(value, str) else cast("dict[str, Any]", value)


TestSecrecy = Secrecy.TestCase
TestSecrecy.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
