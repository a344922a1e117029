"""归档 by a head's tap, 属实 or 不属实 first; how often that was so (S0-20, S4-31, S4-44)."""

from collections import Counter
from datetime import date, datetime, time

from desk.errors import Refused
from desk.moves import sensitive
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who, Word
from desk.people import HEADS
from desk.reading import Class
from desk.review import acting
from handlers import archive_cards, revisit_draw, taskforce
from handlers.act import Act
from handlers.post import Post
from handlers.scene import Scene
from handlers.standing import settle
from handlers.tools import Tools

_STEPS = 4  # S4-31 … S4-34: a talk, criticism, the year failed, suspended


def taskforce_list(act: Act) -> Notice:
    """专项组 12: the list as it is now."""
    ensure(Move.SEE, act.person, act.ticket)
    if not act.person.is_staff or act.ticket.class_ is not Class.ONE:
        raise Refused("no_taskforce", number=act.ticket.number)
    return taskforce.listed(act.ticket, taskforce.members(act.tools, act.scene.site, act.ticket, act.now))


def archive(act: Act) -> Notice:
    """归档."""
    able = archive_cards.able(act.tools, act.scene.site, act.ticket, act.now)
    actor = acting(act.person, able)
    ensure(Move.ARCHIVE, actor, act.ticket)
    if act.person.id not in {one.id for one in able}:
        raise Refused("reviewer_only", number=act.ticket.number)
    unasked = revisit_draw.unasked(act.tools, act.ticket)
    change = sensitive.archive(act.ticket, act.now, actor, unasked=unasked)
    act.record(change)
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=change.ticket)
    settle(
        post,
        archive_cards.CARD,
        Notice("archive.done", {"number": act.ticket.number, "by": Who(act.person.id)}),
    )
    return Notice("done.archive", {"number": act.ticket.number})


def proven(act: Act) -> Notice:
    """属实."""
    return _judge(act, "proven")


def unproven(act: Act) -> Notice:
    """不属实."""
    return _judge(act, "unproven")


def _judge(act: Act, verdict: str) -> Notice:
    change = sensitive.judge(act.ticket, act.now, act.person, verdict)
    act.record(change)
    if not change.ticket.ended:
        post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=change.ticket)
        settle_ = [
            card
            for card in act.tools.uow.posts.cards(act.ticket.id)
            if card[2].startswith(archive_cards.CARD)
        ]
        if settle_:
            settle(post, archive_cards.CARD, archive_cards.card(change.ticket))
    return Notice("done.judge", {"number": act.ticket.number, "verdict": Word(f"verdict.{verdict}")})


def service_record(scene: Scene, tools: Tools, now: datetime) -> Notice:
    """服务记录: proven complaints a person this year, to a head in private; none of oneself."""
    if scene.person is None or scene.person.role not in HEADS:
        raise Refused("heads_only")
    if scene.room is not None:
        raise Refused("say_in_private")
    if not tools.book.current(scene.site.standard).conduct.counted:
        raise Refused("not_counted")
    calendar = tools.book.calendar(scene.site)
    year = calendar.local(now).year
    first, last = (calendar.at(date(one, 1, 1), time()) for one in (year, year + 1))
    proven_ = tools.uow.tickets.proven(scene.site.id, first, last)
    counts = Counter(key for one in proven_ for key in one.accused if key != scene.person.id)
    lines: list[Fact] = [
        Notice(
            "conduct.line",
            {"person": Who(key), "times": times, "step": Word(f"conduct.{min(times, _STEPS)}")},
        )
        for key, times in counts.most_common()
    ]
    named = Notice("conduct.record", {"year": str(year), "lines": lines}) if lines else Notice("conduct.none")
    return Post(tools=tools, site=scene.site, now=now).named(named)
