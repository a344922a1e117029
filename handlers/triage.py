"""Staff put the bot right: register a proposal, another category or class, not a complaint."""

from dataclasses import replace

from desk.kind import Kind
from desk.moves import triage
from desk.moves.table import Move, ensure
from desk.notices import Button, Notice, Word, row
from desk.reading import Category, Class, Urgency
from handlers import clears, incident_words, questions
from handlers.act import Act
from handlers.assigning import responsible
from handlers.choices import offer, settle
from handlers.learning import corrected
from handlers.registering import registered


def register(act: Act) -> Notice:
    """登记: the proposal was right."""
    ensure(Move.REGISTER, act.person, act.ticket)
    clears.plan(act.tools, act.ticket, act.now, doubted=True)
    registered(act.tools, act.scene.site, act.ticket, act.now, actor=act.person)
    corrected(act, "intent", "unsure", "report")
    ticket = act.again().ticket
    clears.Hearing(tools=act.tools, site=act.scene.site, ticket=ticket, now=act.now).ask()
    return Notice("done.register", {"number": act.ticket.number})


def reclassify(act: Act) -> Notice:
    """改类别: first to what, then it is done."""
    ensure(Move.RECLASSIFY, act.person, act.ticket)
    if not act.arg:
        return _offer(act)
    if act.arg in list(Category):
        change = triage.recategorise(act.ticket, act.now, act.person, Category(act.arg))
        field, before = "category", str(act.ticket.category)
        word = Word(f"category.{act.arg}")
    elif act.arg in list(Kind):
        change = triage.rekind(act.ticket, act.now, act.person, Kind(act.arg))
        field, before = "kind", str(act.ticket.kind)
        word = Word(f"kind.{act.arg}")
    elif act.arg in list(Urgency):
        change = triage.rehurry(act.ticket, act.now, act.person, Urgency(act.arg))
        field, before = "urgency", str(act.ticket.urgency)
        word = Word(f"urgency.{act.arg}")
    else:
        class_ = Class(int(act.arg))
        reporter = act.tools.uow.people.get(act.ticket.reporter)
        owner = responsible(act.tools, replace(act.ticket, class_=class_), reporter, act.now)
        change = triage.reclassify(act.ticket, act.now, act.person, class_, owner)
        field, before = "class", str(act.ticket.class_.value)
        word = Word(f"class.{act.arg}")
    if change.entries:  # else it was read right: a second tap teaches nothing
        corrected(act, field, before, act.arg)
    act.record(change)
    done = Notice("done.reclassify", {"number": act.ticket.number, "to": word})
    settle(act, "reclassify", done)
    return done


def dismiss(act: Act) -> Notice:
    """不是投诉: first why, then it is done."""
    ensure(Move.DISMISS, act.person, act.ticket)
    if not act.arg:
        return _offer_reasons(act)
    if act.arg == "other":
        return questions.ask(act, "dismiss")
    done = questions.dismiss(act)
    settle(act, "dismiss", done)
    return done


def withdraw(act: Act) -> Notice:
    """Its reporter says that it is none; an emergency goes on until staff have looked."""
    if (still := incident_words.taken_back(act)) is not None:
        return still
    act.record(triage.withdraw(act.ticket, act.now, act.person))
    corrected(act, "intent", "report", "withdrawn")
    return Notice("done.withdraw", {"number": act.ticket.number})


def _offer(act: Act) -> Notice:
    def button(arg: str, word: str) -> Button:
        return Button(verb="reclassify", ticket=act.ticket.id, arg=arg, label=Word(word))

    categories = [button(str(one), f"category.{one}") for one in Category]
    classes = [button(str(one.value), f"class.{one.value}") for one in Class]
    kinds = [button(str(one), f"kind.{one}") for one in Kind]
    risk = row(Button(verb="reputation", ticket=act.ticket.id))  # S0-04
    urgencies = [button(str(one), f"urgency.{one}") for one in Urgency]
    rows = (row(*categories[:2]), row(*categories[2:]), row(*classes), row(*urgencies), row(*kinds), risk)
    offer(act, "reclassify", Notice("choose.reclassify", {"number": act.ticket.number}, rows))
    return Notice("choose.reclassify", {"number": act.ticket.number})


def _offer_reasons(act: Act) -> Notice:
    buttons = [
        Button(verb="dismiss", ticket=act.ticket.id, arg=reason, label=Word(f"reason.{reason}"))
        for reason in triage.REASONS
    ]
    rows = (row(*buttons[:3]), row(*buttons[3:]))
    offer(act, "dismiss", Notice("choose.dismiss", {"number": act.ticket.number}, rows))
    return Notice("choose.dismiss", {"number": act.ticket.number})
