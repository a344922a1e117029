"""Another category, class, urgency or kind: the clocks follow, the journal says so, engineering hears."""

from collections.abc import Sequence
from datetime import datetime

from desk.clocks import ClockKind
from desk.journal import Audience, Entry
from desk.moves import jobs
from desk.notices import Fact, Notice, Word
from desk.people import Site
from desk.promised import is_repair
from desk.refit import Fitted
from desk.ticket import Ticket
from handlers import clockwork
from handlers.post import Post
from handlers.standing import settle
from handlers.tools import Tools


def refit(tools: Tools, site: Site, ticket: Ticket, now: datetime) -> None:
    """The promises hold that the ticket as it is now asks for; each change stands in the journal."""
    changes = clockwork.refit(tools, site, ticket, now)
    if not changes:
        return
    entry = Entry(kind="refitted", at=now, actor=None, audience=Audience.STAFF, facts=_said(changes))
    tools.uow.journal.add(ticket.id, (entry,))
    signs = [change for change in changes if ClockKind.SIGN in _kinds(change)]
    post = Post(tools=tools, site=site, now=now, ticket=ticket)
    if any(change.before is None for change in signs):
        post.tell(jobs.posted(ticket))
    elif signs and not is_repair(ticket):
        settle(post, jobs.CARD, Notice("job.void", {"number": ticket.number}))


def _kinds(change: Fitted) -> set[ClockKind]:
    return {clock.kind for clock in (change.before, change.after) if clock}


def _said(changes: Sequence[Fitted]) -> dict[str, Fact]:
    owed: list[Fact] = []
    dropped: list[Fact] = []
    for change in changes:
        if change.after:
            rule, _, clause = change.after.rule.partition(", ")
            amount, _, unit = rule.partition(" ")
            facts: dict[str, Fact] = {
                "clock": Word(f"clock.{change.after.kind}"),
                "due": change.after.due_at,
                "amount": amount,
                "unit": Word(f"unit.{unit}"),
                "clause": clause,
            }
            owed.append(Notice("refit.line", facts))
        elif change.before:
            dropped.append(Word(f"clock.{change.before.kind}"))
    return {"owed": owed, "dropped": dropped}
