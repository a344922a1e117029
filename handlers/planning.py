"""方案: plan, expected time and likely difficulty in one message; the resident agrees, chooses or objects."""

from collections.abc import Mapping
from datetime import datetime

from desk.errors import Refused
from desk.moves import planning
from desk.moves.planning import Plan
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who
from handlers import listening, plan_words
from handlers.act import Act
from handlers.post import Post
from handlers.standing import settle


def send(act: Act, said_at: datetime) -> Notice:
    """The plan in `act.arg`, whose times were meant as of `said_at`, to the reporter."""
    made = understood(act, said_at)
    story = act.tools.uow.journal.of(act.ticket.id)
    act.record(planning.plan(act.ticket, act.now, act.person, made, story=story))
    for old in (entry for entry in story if entry.kind == "planned"):
        _settle(act, old.facts, Notice("plan.replaced", {"number": act.ticket.number}))
    return Notice("done.plan", {"number": act.ticket.number, "expected": made.expected})


def understood(act: Act, said_at: datetime) -> Plan:
    """The words as a plan; raises Refused where they name no time."""
    return plan_words.parse(act.arg, said_at, act.tools.book.calendar(act.scene.site), act.ticket.number)


def choose(act: Act) -> Notice:
    """同意, or one of up to three: the tap is kept, the others are no longer there to be tapped."""
    number, _, option = act.arg.partition("-")
    if not (number.isascii() and number.isdigit() and option.isascii() and option.isdigit()):
        raise Refused("unknown_button")
    story = act.tools.uow.journal.of(act.ticket.id)
    at = int(option[:2])
    act.record(planning.choose(act.ticket, act.now, act.person, int(number[:6]), at, story=story))
    planned = next(entry for entry in reversed(story) if entry.kind == "planned")
    _settle(act, planned.facts, _chosen(act, planned.facts, at))
    return Notice("done.choose", {"number": act.ticket.number})


def agree(act: Act) -> Notice:
    """同意 in words: the plan that stands, where there is nothing to choose from."""
    planned = planning.standing(act.ticket, None, act.tools.uow.journal.of(act.ticket.id))
    options = planned.facts.get("options")
    letter = act.arg.strip().upper()[:1]
    at = ord(letter) - ord("A") + 1 if letter and letter in "ABC" else 0
    if options and not at:
        raise Refused("plan_which", number=act.ticket.number)
    return choose(_with(act, f"{planned.facts['plan']}-{at}"))


def _with(act: Act, arg: str) -> Act:
    return Act(scene=act.scene, tools=act.tools, now=act.now, ticket=act.ticket, arg=arg)


def object_to(act: Act) -> Notice:
    """有异议: what is wrong with it is asked for, then told to who has the matter."""
    ensure(Move.CHOOSE, act.person, act.ticket)
    story = act.tools.uow.journal.of(act.ticket.id)
    planned = planning.standing(act.ticket, None, story)
    if not act.arg or act.arg == str(planned.facts["plan"]):
        asked = Notice("ask.object", {"number": act.ticket.number, "person": None})
        return listening.once(act, "object", asked)
    if act.arg.isdigit():
        raise Refused("plan_gone", number=act.ticket.number)
    act.record(planning.object_to(act.ticket, act.now, act.person, act.arg[:400], story=story))
    return Notice("done.object", {"number": act.ticket.number})


def _chosen(act: Act, facts: Mapping[str, Fact], at: int) -> Notice:
    """The card as it was, the chosen one marked."""
    options = facts.get("options")
    listed = planning.lettered([str(one) for one in options]) if isinstance(options, list | tuple) else []
    marked: list[Fact] = [f"{'✅' if n == at else '▫️'} {one}" for n, one in enumerate(listed, 1)]
    told: dict[str, Fact] = {
        "number": act.ticket.number,
        "measures": facts["measures"],
        "expected": facts["expected"],
        "options": marked,
        "by": Who(act.person.id),
        "at": act.now,
    }
    return Notice("plan.chosen", told)


def _settle(act: Act, facts: Mapping[str, Fact], notice: Notice) -> None:
    number = facts["plan"]
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    settle(post, planning.card_of(number if isinstance(number, int) else 0), notice)
