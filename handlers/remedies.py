"""纠正措施: proposed on the 1st, given, reminded, reported, judged by the numbers (S0-42, S2-65)."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk import remedies
from desk.change import to_person, to_role
from desk.errors import Refused
from desk.figures import period as periods
from desk.figures.period import Period
from desk.figures.tally import Tally
from desk.notices import Fact, Notice, Who
from desk.people import WORKERS, Person, Role, RoomKind, Site
from desk.privacy import masked
from desk.remedies import GIVEN, Remedy
from desk.roster import parse_day
from handlers import remedy_photos
from handlers.figures import span_of
from handlers.post import Post
from handlers.standing import settle_loose
from handlers.tools import Book, Tools, Work
from handlers.turn import Turn
from storage.unit_of_work import UnitOfWork

_TYPED = re.compile(r"#?(\d{1,9})\s*(.*)", re.DOTALL)
_OPEN = frozenset("立项 立項 open".split())
_NO = frozenset("不需要 no".split())
_CLOSE = frozenset("关闭 關閉 close".split())
_OWNER = re.compile(r"(?:负责人|負責人|owner)\s*(\S+)", re.IGNORECASE)
_DUE = re.compile(r"(?:期限|due)\s*(\S.*)", re.IGNORECASE)
_WORDS = 500  # characters of a report
_SHOWN = 12


def counted(uow: UnitOfWork, book: Book, site: Site, now: datetime) -> Work:
    """On the 1st, or once the desk is back: what there is to judge and to propose; every day: reminders.

    It looks at two months, so it is counted beside the writer, and what it returns writes.
    """
    last = periods.of(now, ZoneInfo(site.timezone)).plus(-1)
    if _told(uow, site, last):
        return _remind
    tally, before = (_counted(uow, book, site, now, one) for one in (last, last.plus(-1)))

    def write(tools: Tools, site: Site, now: datetime) -> None:
        if not _told(tools.uow, site, last):
            tools.uow.seen.set_mark(_mark(site), str(last))
            _monthly(Post(tools=tools, site=site, now=now), last, tally, before)
        _remind(tools, site, now)

    return write


def _told(uow: UnitOfWork, site: Site, last: Period) -> bool:
    told = uow.seen.mark(_mark(site))
    return told is not None and told >= str(last)


def _mark(site: Site) -> str:
    return f"remedies-told {site.id}"


def _monthly(post: Post, last: Period, tally: Tally, before: Tally) -> None:
    tools, site, uow = post.tools, post.site, post.tools.uow
    rules = tools.book.standard(site.standard).improve
    counts = {line.key: line.count for line in tally.ranked("topic")}
    live = uow.remedies.live(site.id)
    for old in live:
        if old.state in GIVEN and old.cause != remedies.SURVEY and old.month < str(last):
            seen = remedies.judged(old, str(last), counts.get(old.cause, 0))
            uow.remedies.save(seen)
            tell(post, seen, str(last))
    running = {one.cause for one in live}
    for cause in remedies.causes(tally, before, rules):
        if cause.topic not in running:
            propose(
                post,
                Remedy(
                    site=site.id,
                    month=str(last),
                    cause=cause.topic,
                    tickets=cause.tickets,
                    growth=cause.growth,
                ),
            )


def propose(post: Post, draft: Remedy) -> None:
    """The managers decide whether something is done about it."""
    remedy = post.tools.uow.remedies.add(draft)
    tell(post, remedy, remedy.month)


def tell(post: Post, remedy: Remedy, month: str) -> None:
    """Its card to the managers, as the numbers of that month, or survey, have it."""
    post.to_rooms(RoomKind.MANAGERS, remedies.card(remedy), card=f"remedy-{remedy.id}-{month}")


def _counted(uow: UnitOfWork, book: Book, site: Site, now: datetime, month: Period) -> Tally:
    zone = ZoneInfo(site.timezone)
    rule = book.standard(site.standard).matters
    return span_of(uow, site, (month.begins(zone), month.ends(zone)), now, rule=rule)


def _remind(tools: Tools, site: Site, now: datetime) -> None:
    """To the owner before it is due; after it to the head of customer service too."""
    today = tools.book.calendar(site).local(now).date()
    rules = tools.book.standard(site.standard).improve
    post = Post(tools=tools, site=site, now=now)
    for one in tools.uow.remedies.live(site.id):
        stage = remedies.stage(one, today, rules)
        if stage <= one.stage or one.owner is None:
            continue
        tools.uow.remedies.save(replace(one, stage=stage))
        facts: dict[str, Fact] = {
            "number": one.number,
            "cause": remedies.cause(one),
            "due": remedies.day(one.due_on),
            "owner": Who(one.owner),
        }
        if stage == 1:
            post.tell(to_person(one.owner, Notice("remedy.soon", facts), aloud=True))
            continue
        late = Notice("remedy.late", facts)
        post.tell(to_person(one.owner, late, aloud=True))
        post.tell(to_role(Role.CS_LEAD, late, but=one.owner))


@dataclass(frozen=True, kw_only=True)
class _Hand:
    """Somebody about to do something with one action."""

    turn: Turn
    remedy: Remedy

    @property
    def today(self) -> date:
        return self.turn.calendar.local(self.turn.now).date()

    def keep(self, remedy: Remedy) -> None:
        """Remember it; its cards say so where they stand."""
        self.turn.tools.uow.remedies.save(remedy)
        post = Post(tools=self.turn.tools, site=self.turn.site, now=self.turn.now)
        settle_loose(post, f"remedy-{remedy.id}", remedies.card(remedy))


def tapped(turn: Turn) -> Notice:
    """立项, 不需要, 关闭, or an owner's name."""
    turn.staff_only()
    _head(turn)
    key, _, what = turn.words.partition("-")
    found = turn.tools.uow.remedies.get(int(key)) if key.isascii() and key.isdigit() else None
    if found is None or found.site != turn.site.id:
        raise Refused("unknown_button")
    hand = _Hand(turn=turn, remedy=found)
    if what == "open":
        return _choose(hand)
    if what == "no":
        return _decline(hand)
    if what == "close":
        return _close(hand)
    owner = next((one for one in _owners(turn) if str(one.id) == what), None)
    if owner is None:
        raise Refused("unknown_button")
    return _give(hand, owner)


def command(turn: Turn) -> Notice:
    """措施: what is open; 措施 3 …: the same as its buttons, a date, or the owner's report."""
    turn.staff_only()
    person = turn.person
    typed = _TYPED.fullmatch(turn.words)
    if typed is None:
        return _list(turn)
    found = turn.tools.uow.remedies.numbered(turn.site.id, int(typed[1]))
    if found is None or not (_sees_all(turn) or found.owner == person.id):
        raise Refused("no_such_remedy", number=int(typed[1]))
    hand, words = _Hand(turn=turn, remedy=found), typed[2].strip()
    if not words:
        return _shown(hand)
    if words in _OPEN or words in _NO or words in _CLOSE or _OWNER.match(words) or _DUE.match(words):
        _head(turn)
        return _decided(hand, words)
    return _report(hand, words)


def _decided(hand: _Hand, words: str) -> Notice:
    if words in _OPEN:
        return _choose(hand)
    if words in _NO:
        return _decline(hand)
    if words in _CLOSE:
        return _close(hand)
    if named := _OWNER.match(words):
        return _give(hand, hand.turn.colleague(named[1]))
    due = _DUE.match(words)
    return _postpone(hand, due[1] if due else "")


def _shown(hand: _Hand) -> Notice:
    persons = hand.turn.person.role is not Role.HEADQUARTERS
    remedy_photos.show(hand.turn, hand.remedy)
    card = remedies.card(hand.remedy, persons=persons)
    return card if hand.turn.head else Notice(card.key, card.facts)


def _list(turn: Turn) -> Notice:
    live = turn.tools.uow.remedies.live(turn.site.id)
    seen = live if _sees_all(turn) else [one for one in live if one.owner == turn.person.id]
    if not seen:
        return Notice("remedy.none")
    lines: list[Fact] = [remedies.line(one) for one in seen[:_SHOWN]]
    return Notice("remedy.list", {"lines": lines, "more": max(0, len(seen) - _SHOWN) or None})


def _choose(hand: _Hand) -> Notice:
    notice = remedies.choosing(hand.remedy, _owners(hand.turn))
    post = Post(tools=hand.turn.tools, site=hand.turn.site, now=hand.turn.now)
    settle_loose(post, f"remedy-{hand.remedy.id}", notice)
    return Notice("done.remedy_choose", {"number": hand.remedy.number})


def _decline(hand: _Hand) -> Notice:
    hand.keep(remedies.decline(hand.remedy, hand.turn.person.id))
    return Notice("done.remedy_declined", {"number": hand.remedy.number})


def _give(hand: _Hand, owner: Person) -> Notice:
    rules = hand.turn.tools.book.standard(hand.turn.site.standard).improve
    due = hand.remedy.due_on or hand.today + timedelta(days=rules.days)
    given = remedies.give(hand.remedy, owner, due, hand.turn.person.id)
    hand.keep(given)
    facts: dict[str, Fact] = {
        "number": given.number,
        "cause": remedies.cause(given),
        "due": remedies.day(due),
        "owner": Who(owner.id),
        "by": Who(hand.turn.person.id),
    }
    hand.turn.tell(to_person(owner.id, Notice("remedy.given", facts), aloud=True))
    return Notice("done.remedy_given", facts)


def _postpone(hand: _Hand, words: str) -> Notice:
    due, _ = parse_day(words, hand.today)
    if due is None:
        raise Refused("remedy_day", word=words[:20])
    hand.keep(remedies.postpone(hand.remedy, due, hand.today))
    facts: dict[str, Fact] = {"number": hand.remedy.number, "due": remedies.day(due)}
    if hand.remedy.owner:
        hand.turn.tell(to_person(hand.remedy.owner, Notice("remedy.postponed", facts), aloud=True))
    return Notice("done.remedy_due", facts)


def _report(hand: _Hand, words: str) -> Notice:
    if hand.remedy.owner != hand.turn.person.id:
        raise Refused("remedy_not_yours", number=hand.remedy.number, owner=Who(hand.remedy.owner))
    hand.keep(remedies.report(hand.remedy, masked(words[:_WORDS]), hand.turn.now))
    turn = hand.turn
    kept = remedy_photos.keep(turn.scene, turn.tools, turn.now, hand.remedy)
    key = "done.survey_report" if hand.remedy.cause == remedies.SURVEY else "done.remedy_report"
    return Notice(key, {"number": hand.remedy.number, "photos": kept or None})


def _close(hand: _Hand) -> Notice:
    hand.keep(remedies.close(hand.remedy, hand.turn.person.id, hand.turn.now))
    return Notice("done.remedy_closed", {"number": hand.remedy.number})


def _owners(turn: Turn) -> list[Person]:
    """Who can have one: the heads of departments first, as they have the means."""
    order = [Role.ENGINEERING_LEAD, Role.CS_LEAD, Role.CENTRE_MANAGER]
    staff = [one for one in turn.tools.uow.people.staff(turn.site.id) if one.role in WORKERS]
    return sorted(staff, key=lambda one: order.index(one.role) if one.role in order else len(order))


def _sees_all(turn: Turn) -> bool:
    room = turn.scene.room
    if room is not None:
        return room.kind is RoomKind.MANAGERS
    return turn.head or turn.person.role is Role.HEADQUARTERS


def _head(turn: Turn) -> None:
    if not turn.head:
        raise Refused("remedy_heads")
