"""已电话告知: news for whoever has no chat with the desk is told by phone, and that it was is recorded."""

from desk import phoning
from desk.errors import Refused
from desk.moves.table import Move, ensure
from desk.notices import Notice, Who
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
        change = phoning.phoned(act.ticket, act.now, act.person, int(key), act.arg)
        act.record(change)
        (before,) = change.entries
    done = Notice(
        "phone.done",
        {"number": act.ticket.number, "by": Who(before.actor), "at": before.at, "whom": Who(int(key))},
    )
    settle(act, f"phoned-{act.arg}", done)
    return done
