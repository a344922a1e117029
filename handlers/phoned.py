"""已电话告知: news for whoever has no chat with the desk is told by phone, and that it was is recorded."""

from desk.change import Change
from desk.clocks import ClockKind, meet
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import Move, ensure
from desk.notices import Fact, Notice, Who
from handlers.act import Act
from handlers.choices import settle


def phoned(act: Act) -> Notice:
    """The first tap counts; a later one hears who it was and when."""
    ensure(Move.SEE, act.person, act.ticket)
    key = act.arg.partition("-")[0]
    if not act.person.is_staff or not key.isdigit() or int(key) not in act.ticket.reporters:
        raise Refused("unknown_button")
    entries = act.tools.uow.journal.of(act.ticket.id)
    before = next((one for one in entries if one.kind == "phoned" and one.facts.get("mark") == act.arg), None)
    if before is None:
        facts: dict[str, Fact] = {"whom": Who(int(key)), "mark": act.arg}
        entry = Entry(kind="phoned", at=act.now, actor=act.person.id, audience=Audience.RESIDENT, facts=facts)
        spoken = meet(ClockKind.RESPOND, ClockKind.FIRST_CONTACT)  # S0-28: somebody has talked with them
        act.record(Change(ticket=act.ticket, entries=(entry,), clocks=spoken))
        before = entry
    done = Notice(
        "phone.done",
        {"number": act.ticket.number, "by": Who(before.actor), "at": before.at, "whom": Who(int(key))},
    )
    settle(act, f"phoned-{act.arg}", done)
    return done
