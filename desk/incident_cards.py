"""What an incident looks like: the checklist with a tap for each step, the story afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from desk.incidents import Incident, Item, Report, undone
from desk.journal import Entry
from desk.matter import where
from desk.notices import Button, Fact, Notice, Who, Word, row
from desk.privacy import masked
from desk.ticket import Ticket

CHECKLIST = "checklist"  # the card, in the staff's room and with each who has a step
VISIT = "incident-visit"  # the card of who revisits
_NEWS = 4  # of the latest words; the rest is in the journal
_ROW = 4  # buttons beside each other


def checklist_card(
    incident: Incident,
    items: Sequence[Item],
    ticket: Ticket,
    *,
    title: Word | str,
    news: Sequence[Entry] = (),
    reports: Sequence[Report] = (),
    private: bool,
) -> Notice:
    """Every step with who has done it, or who is to by when; phones are masked in rooms (S2-04)."""
    if incident.active and ticket.merged_into is not None:  # its steps are done on the other's
        return Notice("refused.merged", {"number": ticket.number, "into": ticket.merged_into})
    told: list[Fact] = [_news(entry, private=private) for entry in news[-_NEWS:]]
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "title": title,
        "place": _place(ticket),
        "words": ticket.text if private else masked(ticket.text),
        "households": ticket.households,
        "unmanned": Word("incident.unmanned") if incident.unmanned and incident.active else None,
        "done": str(sum(one.done_at is not None for one in items)),
        "of": len(items),
        "steps": [step_line(one) for one in items],
        "news": told,
        "by": Who(incident.cleared_by),
        "at": incident.cleared_at,
    }
    key = "incident.card" if incident.active else "incident.card_over"
    return Notice(key, facts, _buttons(incident, items, ticket, reports))


def _place(ticket: Ticket) -> Notice | None:
    """Where it is, without what the kind says already: 电梯困人 at 3栋电梯."""
    place = ticket.place
    return where(replace(place, area=None) if place.area == ticket.topic else place)


def _news(entry: Entry, *, private: bool) -> Notice:
    words = str(entry.facts.get("words") or "")
    facts: dict[str, Fact] = {
        "at": entry.at,
        "by": Who(entry.actor),
        "words": words if private else masked(words),
    }
    return Notice("incident.news", facts)


def step_line(item: Item) -> Notice:
    """One step in a line."""
    facts: dict[str, Fact] = {
        "n": item.n,
        "words": item.words,
        "role": Word(f"role.{item.role}"),
        "must": Word("incident.must") if item.required else None,
        "due": item.due_at,
        "by": Who(item.done_by),
        "at": item.done_at,
    }
    return Notice("incident.step_done" if item.done_at else "incident.step", facts)


def step_buttons(ticket: Ticket, items: Iterable[Item]) -> tuple[tuple[Button, ...], ...]:
    """A tap for each step that is not done."""
    taps = [
        Button(verb="step", ticket=ticket.id, arg=str(one.n), label=f"✓ {one.n}")
        for one in items
        if one.done_at is None
    ]
    return tuple(row(*taps[at : at + _ROW]) for at in range(0, len(taps), _ROW))


def _buttons(
    incident: Incident, items: Sequence[Item], ticket: Ticket, reports: Sequence[Report]
) -> tuple[tuple[Button, ...], ...]:
    if not incident.active:
        return ()
    label = Word("button.end_drill") if incident.drill else None
    last = [Button(verb="all_clear", ticket=ticket.id, label=label)] if label else [_all_clear(ticket)]
    if any(one.split_to is None for one in reports):
        last.append(Button(verb="separate", ticket=ticket.id))
    return (*step_buttons(ticket, items), row(*last))


def _all_clear(ticket: Ticket) -> Button:
    return Button(verb="all_clear", ticket=ticket.id)


def reminder(ticket: Ticket, items: Sequence[Item], title: Word | str, *, late: int, climbed: bool) -> Notice:
    """Steps that nobody has ticked in time: to who has them, later to the one above (`climbed`)."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "title": title,
        "late": late,
        "steps": [step_line(one) for one in items],
    }
    key = "incident.remind_above" if climbed else "incident.remind"
    return Notice(key, facts, step_buttons(ticket, items))


def splitting(ticket: Ticket, reports: Sequence[Report]) -> Notice:
    """拆分: which of the reports is another matter."""
    open_ = [(n, one) for n, one in enumerate(reports, 1) if one.split_to is None]
    lines: list[Fact] = [
        Notice(
            "incident.report_line", {"n": n, "by": Who(one.person), "at": one.at, "words": masked(one.words)}
        )
        for n, one in open_
    ]
    taps = [Button(verb="separate", ticket=ticket.id, arg=str(n), label=f"{n}") for n, _one in open_]
    rows = tuple(row(*taps[at : at + _ROW]) for at in range(0, len(taps), _ROW))
    return Notice("incident.split", {"number": ticket.number, "lines": lines}, rows)


def after_report(
    incident: Incident, items: Sequence[Item], ticket: Ticket, title: Word | str, lines: Sequence[Notice]
) -> Notice:
    """The draft of the report that managers finish: the time line, how long it took, what stayed undone."""
    over: datetime = incident.cleared_at or incident.opened_at
    owed: list[Fact] = [step_line(one) for one in undone(items)]
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "title": title,
        "place": _place(ticket),
        "households": ticket.households,
        "opened": incident.opened_at,
        "over": over,
        "took": max(1, int((over - incident.opened_at).total_seconds() // 60)),
        "by": Who(incident.cleared_by),
        "reason": incident.reason,
        "lines": list(lines),
        "owed": owed,
    }
    return Notice("incident.report", facts)


def drill_summary(
    incident: Incident, items: Sequence[Item], title: Word | str, answered: int | None
) -> Notice:
    """How long each step took in the drill; `answered`: minutes until 收到."""
    lines: list[Fact] = [
        Notice(
            "incident.drill_step" if one.done_at else "incident.drill_undone",
            {
                "n": one.n,
                "words": one.words,
                "took": _minutes(incident.opened_at, one.done_at),
                "within": _minutes(incident.opened_at, one.due_at),
                "late": Word("incident.drill_late") if one.done_at and one.done_at > one.due_at else None,
                "by": Who(one.done_by),
            },
        )
        for one in items
    ]
    facts: dict[str, Fact] = {
        "title": title,
        "done": str(sum(one.done_at is not None for one in items)),
        "of": len(items),
        "took": _minutes(incident.opened_at, incident.cleared_at),
        "answered": answered,
        "lines": lines,
    }
    return Notice("incident.drill_over", facts)


def _minutes(first: datetime, last: datetime | None) -> int:
    """Whole minutes, at least one: a step takes some time."""
    return max(1, round((last - first).total_seconds() / 60)) if last else 0


def visit_card(incident: Incident, ticket: Ticket, title: Word | str, words: str | None = None) -> Notice:
    """The revisit after an emergency (S2-105): whom, by when; what they said."""
    facts: dict[str, Fact] = {
        "number": ticket.number,
        "title": title,
        "place": _place(ticket),
        "reporters": [Who(one) for one in ticket.reporters],
        "due": incident.visit_due,
        "by": Who(incident.visited_by),
        "at": incident.visited_at,
        "words": words,
    }
    if incident.visited_at is not None:
        return Notice("incident.visited", facts)
    return Notice("incident.visit", facts, (row(Button(verb="visited", ticket=ticket.id)),))
