"""进度 12 with words behind it: they are not thrown away, nor sent unasked."""

from desk.moves.table import TRANSITIONS, Move, permitted
from desk.notices import Button, Fact, Notice, row
from desk.review import Draft, State, What
from desk.talk import Talk, plain, talk
from handlers import outgoing, progress, questions
from handlers.act import Act


def asked(act: Act) -> Notice:
    """How it stands; a reporter's words go into it, a worker's wait for the tap that sends them."""
    clears = act.tools.book.clears
    said = talk(act.arg, clears)
    if not act.arg.strip("?？。.！!～~ ") or (
        said is Talk.PROGRESS and (act.person.is_staff or plain(act.arg, clears))
    ):
        return progress.story(act)
    if act.person.is_staff and _may(act, Move.NOTE):
        return _unsent(act)
    if _may(act, Move.ADD):
        added = questions.add(act)
        return added if said is None else progress.story(act.again())
    return progress.story(act)


def _may(act: Act, move: Move) -> bool:
    return permitted(move, act.person, act.ticket) and act.ticket.status in TRANSITIONS[move][0]


def _unsent(act: Act) -> Notice:
    """照发 sends the words to the reporters, as 进展 does."""
    sends, checks = hinted(act)
    facts: dict[str, Fact] = {"number": act.ticket.number, "words": act.arg, "checks": checks}
    return Notice("hint.unsent", facts, (row(*sends, Button(verb="progress", ticket=act.ticket.id)),))


def hinted(act: Act) -> tuple[tuple[Button, ...], list[Fact]]:
    """The taps that send the words to the reporters, as they are or put otherwise; what to look at first."""
    draft = Draft(
        id=0,
        ticket=act.ticket.id,
        author=act.person.id,
        what=What.NOTE,
        words=act.arg,
        state=State.HINTED,
        written_at=act.now,
    )
    key, arg = act.ticket.id, str(act.tools.uow.drafts.add(draft).id)
    taps = (Button(verb="as_is", ticket=key, arg=arg), Button(verb="reword", ticket=key, arg=arg))
    return taps, outgoing.lines(outgoing.findings(act, draft))
