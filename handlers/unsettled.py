"""Of what is done its reporter is asked whether it is solved; words are heard that say it is not (S0-09)."""

from collections.abc import Sequence

from desk.change import Told, to_person, to_role
from desk.matter import matter
from desk.moves.joining import other_topic
from desk.notices import Button, Fact, Notice, Who, row
from desk.people import Role
from desk.reading import Category, Intent, Reading
from desk.talk import denies
from desk.ticket import Status, Ticket
from handlers import questions, tapped
from handlers.act import Act
from handlers.post import Post
from handlers.scene import answer
from handlers.window import Line


def asked(act: Act, *, other: bool = False, passed: bool = False) -> None:
    """The question once more, with its taps: words alone do not say.

    `other`: it may be another matter. `passed`: whoever has it has their words.
    """
    ticket = act.ticket
    taps = [row(Button(verb="confirm", ticket=ticket.id), Button(verb="reject", ticket=ticket.id))]
    if other:
        message = act.scene.incoming.message
        act.tools.window.remember(act.scene.who, Line(at=act.now, text=act.arg, message=message))
        taps.append(row(Button(verb="report", label=Notice("button.report_apart"))))
    facts: dict[str, Fact] = {"number": ticket.number, "matter": matter(ticket)}
    if passed:
        notice = Notice("talk.unsolved", facts, tuple(taps))
    else:
        notice = Notice("talk.solved", facts, tuple(taps))
    card = tapped.name(tapped.SOLVED, act.now)
    if act.scene.room is None:
        answer(act.scene, act.tools, notice, act.now, ticket, card=card)
    else:
        _post(act).tell(to_person(act.person.id, notice, card=card))


def denied(acts: Sequence[Act], reading: Reading) -> bool:
    """Whether 还是漏 was said of what is done: whoever had it reads it, and the question is asked again."""
    meant = [act for act in acts if act.ticket.status is Status.DONE and _may_mean(act, reading)]
    if not meant or not denies(meant[0].arg, meant[0].tools.book.clears):
        return False
    _taken(meant[0], other=reading.intent is Intent.REPORT and other_topic(meant[0].ticket, reading))
    return True


def answered(acts: Sequence[Act], *, other: bool = False) -> bool:
    """Whether words answer 问题解决了吗 that say neither yes nor no: 行吧, 还在响. Nothing else is open.

    `other`: nothing was made of them, so that they may be of another matter.
    """
    meant = next((act for act in acts if act.ticket.status is Status.DONE), None)
    if meant is not None:
        _taken(meant, other=other)
    return meant is not None


def _taken(act: Act, *, other: bool) -> None:
    questions.add(act)
    passed_on(act.again())
    asked(act.again(), other=other, passed=True)


def _may_mean(act: Act, reading: Reading) -> bool:
    """Whether the words may be of that ticket; what names another place, a danger, or a question, is not.

    还是关不上 is of the lift that was done, whatever else may not shut.
    """
    danger = reading.category is Category.EMERGENCIES and act.tools.reader.alarming(act.arg)
    if danger or reading.intent in (Intent.ENQUIRY, Intent.PRAISE):
        return False
    if reading.intent is not Intent.REPORT or not reading.place:
        return True
    there = reading.place.building in (None, act.ticket.place.building)
    return there and reading.topic in (None, "其他", "处理不力", act.ticket.topic)


def heard(act: Act) -> bool:
    """Whether words that were added are of what is done: whoever had it reads them, and it is asked again."""
    if act.ticket.status is not Status.DONE or not act.arg:
        return False
    passed_on(act)
    asked(act, passed=True)
    return True


def passed_on(act: Act) -> None:
    """Whoever has it reads the words."""
    facts: dict[str, Fact] = {"number": act.ticket.number, "by": Who(act.person.id), "words": act.arg}
    _post(act).tell(_to_owner(act.ticket, Notice("relay", facts)))


def to_head(act: Act) -> None:
    """Where a promise is broken the head reads how its reporter takes it (S2-55)."""
    owner = act.tools.uow.people.get(act.ticket.owner) if act.ticket.owner else None
    role = Role.CENTRE_MANAGER if owner and owner.role is Role.CS_LEAD else Role.CS_LEAD
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "matter": matter(act.ticket),
        "by": Who(act.person.id),
        "words": act.arg,
        "owner": Who(owner.id) if owner else None,
    }
    _post(act).tell(to_role(role, Notice("relay.late", facts), but=act.ticket.owner))


def _to_owner(ticket: Ticket, relay: Notice) -> Told:
    return to_person(ticket.owner, relay, aloud=True) if ticket.owner else to_role(Role.CS_LEAD, relay)


def _post(act: Act) -> Post:
    return Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
