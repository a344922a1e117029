"""What staff say about a job without a command: kept among staff, passed on; to the reporters by one tap."""

from desk.clears import Clears
from desk.errors import Refused
from desk.matter import matter
from desk.moves import remarking
from desk.moves.table import TRANSITIONS, Move, permitted
from desk.notices import Button, Fact, Notice, Who, row
from desk.ticket import UNFINISHED, Ticket
from handlers import further, in_hand, incident_words, tapped, work
from handlers.act import Act

_OWNERS = frozenset({"finish", "wait", "appoint", "contact", "plan", "refer", "note"})  # said with words


def heard(act: Act) -> Notice | None:
    """`act.arg` said of this job: 到了 is the arrival, the rest is kept. None: it has its answer already.

    Raises Refused where the job is over, or not for this person to know.
    """
    if arrives(act.arg, act.tools.book.clears) and (there := _arrived(act)):
        return there
    if incident_words.kept(act.scene, act.tools, act.ticket, act.now):
        return None
    return _kept(act)


def arrives(words: str, clears: Clears) -> bool:
    """Whether they say that one is there, and nothing else: 到了, 我已经到现场了."""
    said = words.strip(" 。.！!，,～~").lower()
    for word in sorted(clears.words.get("arrived", ()), key=len, reverse=True):
        if said.removesuffix("了").removesuffix("啦") in (word, f"我{word}", f"已{word}", f"我已{word}"):
            return True
    return False


def _arrived(act: Act) -> Notice | None:
    try:
        return work.arrive(act)
    except Refused:
        return None


def _kept(act: Act) -> Notice:
    act.record(remarking.remark(act.ticket, act.now, act.person, act.arg))
    act = act.again()
    facts: dict[str, Fact] = {
        "number": act.ticket.number,
        "matter": matter(act.ticket),
        "words": act.arg,
        "owner": None if _theirs(act) else Who(act.ticket.owner),
        "closes": _closes(act),
    }
    if not (permitted(Move.NOTE, act.person, act.ticket) and act.ticket.status in TRANSITIONS[Move.NOTE][0]):
        return Notice("remark.kept", facts)
    sends, checks = further.hinted(act)
    more = (Button(verb="finish", ticket=act.ticket.id),) if _theirs(act) and act.ticket.helped else ()
    return Notice("remark.unsent", {**facts, "checks": checks}, (row(*sends, *more),))


def _theirs(act: Act) -> bool:
    return act.person.id == act.ticket.owner


def _closes(act: Act) -> Notice | None:
    """Who closes it, where the words say that it is done (S4-02)."""
    if act.ticket.status not in UNFINISHED or not act.tools.book.clears.has("finished", act.arg):
        return None
    return None if _theirs(act) else Notice("remark.closes", {"owner": Who(act.ticket.owner)})


def instead(act: Act, verb: str, refused: Refused) -> Notice | None:
    """What only the assignee may do, asked for in words by a colleague: the words reach the assignee."""
    owners = refused.notice.key == "refused.owner_only" and verb in _OWNERS
    if not owners or not act.arg or not permitted(Move.PHOTO, act.person, act.ticket):
        return None
    if act.ticket.status not in TRANSITIONS[Move.PHOTO][0]:
        return None
    act.record(remarking.remark(act.ticket, act.now, act.person, act.arg))
    return Notice("remark.instead", {"number": act.ticket.number, "owner": Who(act.ticket.owner)})


def which(jobs: list[Ticket], *, sure: bool = True) -> Notice:
    """Which of the jobs the words are about; they are kept by the tap. `sure`: no new matter, that is."""
    taps = [row(Button(verb="remark", ticket=one.id, label=_label(one))) for one in jobs[: in_hand.CHOICES]]
    return Notice("remark.which" if sure else "remark.maybe", buttons=tuple(taps))


def _label(ticket: Ticket) -> Notice:
    return Notice("remark.button", {"number": ticket.number, "matter": matter(ticket)})


def chosen(act: Act) -> Notice:
    """The tap: the last lines are about this job."""
    tools = act.tools
    tools.uow.if_undone(tools.window.undo(act.scene.who))
    lines = tools.window.recent(act.scene.who, act.now)
    if not lines:
        raise Refused("nothing_to_report")
    words = "\n".join(one.text for one in lines)
    act.record(remarking.remark(act.ticket, act.now, act.person, words))
    tools.window.clear(act.scene.who)
    done = Notice(
        "remark.done",
        {"number": act.ticket.number, "owner": None if _theirs(act) else Who(act.ticket.owner)},
    )
    tapped.done(act.scene, tools, done, act.now, act.ticket)
    return done
