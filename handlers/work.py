"""Staff do the job: 接单, 已联系业主, 已到场, 恢复, 转派."""

from dataclasses import replace

from desk.errors import Refused
from desk.moves import working
from desk.moves.people import HANDED_OVER
from desk.moves.table import Move, ensure
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.people import WORKERS, Person
from handlers import listening
from handlers.act import Act
from handlers.choices import offer, settle


def accept(act: Act) -> Notice:
    """接单."""
    if act.ticket.owner == act.person.id and act.ticket.status.value in ("accepted", "working", "waiting"):
        return Notice("done.accept", {"number": act.ticket.number})  # a double tap is no error
    own = act.scene.person.role if act.scene.person else None
    act.record(working.accept(act.ticket, act.now, act.person, own))
    key = "done.accept_alarmed" if act.ticket.emergency else "done.accept"
    return Notice(key, {"number": act.ticket.number})


def contact(act: Act) -> Notice:
    """已联系业主."""
    act.record(working.contact(act.ticket, act.now, act.person))
    return Notice("done.contact", {"number": act.ticket.number})


def arrive(act: Act) -> Notice:
    """已到场."""
    act.record(working.arrive(act.ticket, act.now, act.person))
    return Notice("done.arrive", {"number": act.ticket.number})


def resume(act: Act) -> Notice:
    """继续处理."""
    act.record(working.resume(act.ticket, act.now, act.person))
    return Notice("done.resume", {"number": act.ticket.number})


def transfer(act: Act) -> Notice:
    """转派: first to whom, then, where somebody had it, why (S0-22, S0-23); then it is done."""
    ensure(Move.TRANSFER, act.person, act.ticket)
    if not act.arg:
        return _offer_people(act)
    owner, reason = _chosen(act, act.arg)
    if reason is None and act.ticket.owner is not None:
        return _offer_reasons(act, owner)
    act.record(working.transfer(act.ticket, act.now, act.person, owner, reason))
    _heard(act)
    done = Notice("done.transfer", {"number": act.ticket.number, "owner": Who(owner.id)})
    settle(act, "transfer", done)
    return Notice("done.transfer", {"number": act.ticket.number, "owner": owner.name})


def because(act: Act) -> Notice:
    """The reason was typed; who gets it was chosen before."""
    return transfer(replace(act, arg=f"{act.earlier}-{act.arg}"))


def _heard(act: Act) -> None:
    """Nobody waits for a reason in words any more."""
    questions, chat = act.tools.uow.questions, act.scene.incoming.chat
    asked = questions.open(act.person.id, chat, act.now)
    if asked and (asked.kind, asked.ticket) == ("transfer", act.ticket.id):
        questions.drop(act.person.id, chat)


def able(act: Act) -> list[Person]:
    """Who may be given the ticket."""
    staff = act.tools.uow.people.staff(act.ticket.site)
    barred = {act.ticket.owner, *act.ticket.accused}
    return [one for one in staff if one.role in WORKERS and one.id not in barred]


def _offer_people(act: Act) -> Notice:
    buttons = [
        Button(verb="transfer", ticket=act.ticket.id, arg=str(one.id), label=one.name) for one in able(act)
    ]
    if not buttons:
        raise Refused("nobody_else", number=act.ticket.number)
    rows = tuple(row(*buttons[at : at + 3]) for at in range(0, len(buttons), 3))
    offer(act, "transfer", Notice("choose.transfer", {"number": act.ticket.number}, rows))
    return Notice("choose.transfer", {"number": act.ticket.number})


def _offer_reasons(act: Act, owner: Person) -> Notice:
    buttons = [
        Button(verb="transfer", ticket=act.ticket.id, arg=f"{owner.id}-{why}", label=Word(f"handover.{why}"))
        for why in HANDED_OVER
    ]
    facts: dict[str, Fact] = {"number": act.ticket.number, "owner": Who(owner.id)}
    asked = Notice("choose.handover", facts, (row(*buttons[:3]), row(*buttons[3:])))
    offer(act, "transfer", asked)
    listening.listen(act, "transfer", asked, words=str(owner.id), silently=True)
    return Notice("choose.handover", {"number": act.ticket.number, "owner": owner.name})


def _chosen(act: Act, arg: str) -> tuple[Person, Word | str | None]:
    """The person meant and why: "15-busy" (a tap), "@王强 更懂电梯" (a command)."""
    key, _, why = arg.partition("-")
    for person in able(act):
        if key == str(person.id):
            return person, Word(f"handover.{why}") if why in HANDED_OVER else why.strip() or None
    named = arg.lstrip("@＠ ")
    for person in sorted(able(act), key=lambda one: -len(one.name)):
        if named.startswith(person.name):
            return person, named.removeprefix(person.name).strip(" ,，：:") or None
    names = [person.name for person in able(act)]
    raise Refused("no_such_person", name=arg[:20], names=Notice("list", {"parts": names}))
