"""What a revisit brought: kept with its mode and answers; satisfied it closes the ticket, else it goes on."""

from dataclasses import replace

from desk import revisits
from desk.change import to_person
from desk.moves import closing
from desk.moves.closing import Revisit
from desk.notices import Notice
from handlers.act import Act
from handlers.feedback import open_second, second_of
from handlers.post import Post
from handlers.revisit_prompt import still_told
from storage.revisits import Visit


def attempt(act: Act, mode: str, state: str, stars: tuple[int, ...] = ()) -> Visit:
    """An attempt of the person who acts, kept."""
    attitude, outcome = stars or (None, None)
    visit = Visit(
        ticket=act.ticket.id,
        site=act.ticket.site,
        person=act.person.id,
        mode=mode,
        state=state,
        attitude=attitude,
        outcome=outcome,
        at=act.now,
    )
    return act.tools.uow.revisits.add(visit)


def finish(act: Act, visit: Visit) -> None:
    """The answers are in; the ticket closes, or a second complaint follows, one level up (S3-11)."""
    uow = act.tools.uow
    uow.revisits.save(replace(visit, state="done", at=act.now))
    answers = Revisit(mode=visit.mode, attitude=visit.attitude or 0, outcome=visit.outcome or 0)
    change = closing.revisit(act.ticket, act.now, uow.people.get(visit.person), answers)
    act.record(change)
    if not answers.satisfied:
        reporter = uow.people.get(still_told(act.tools, act.ticket).reporter)
        second = second_of(act, change.ticket, reporter)
        act.record(closing.superseded(change.ticket, act.now, second))
        open_second(act.tools, act.scene.site, second, act)
    done = replace(still_told(act.tools, act.ticket), attitude=visit.attitude, outcome=visit.outcome)
    card(act, visit.person, revisits.recorded(done, satisfied=answers.satisfied))


def card(act: Act, person: int, notice: Notice) -> None:
    """Say it on the card of whoever revisits."""
    post = Post(tools=act.tools, site=act.scene.site, now=act.now, ticket=act.ticket)
    post.tell(to_person(person, notice, card=revisits.CARD, aloud=True))
