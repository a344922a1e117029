"""公开信: drafted in words, reviewed by a tap, posted, and kept with each ticket (S2-110)."""

import re
from dataclasses import replace
from datetime import timedelta

from desk import open_letters as rules
from desk.change import Change, to_person, to_role
from desk.errors import Refused
from desk.journal import Audience, Entry
from desk.moves.table import knows
from desk.notices import Button, Fact, Notice, Who, Word, numbered, row
from desk.open_letters import OpenLetter, State
from desk.people import Person, Role, RoomKind
from desk.reading import Class
from desk.ticket import Ticket
from handlers.act import Act
from handlers.post import Post
from handlers.record import record
from handlers.surviving import surviving
from handlers.turn import Turn
from storage.questions import Question

PATIENCE = timedelta(minutes=30)  # a letter takes longer to write than a line; house
_NUMBERS = re.compile(r"(?:[#＃]?\d{1,9}(?:[\s,，、]+|$))+")
_REMARK = 300  # characters


def draft(turn: Turn) -> Notice:
    """公开信 12 15 18 正文; without the words they are asked for."""
    _author(turn.person)
    if turn.scene.in_public:
        raise Refused("letter_elsewhere")
    tickets, said = named(turn)
    if said:
        return _drafted(turn, tickets, said)
    _ask(turn, "open_letter", tickets[0].id, " ".join(f"#{one.number}" for one in tickets))
    return Notice(
        "letter.ask", {"numbers": Notice("list", {"parts": [numbered(one.number) for one in tickets]})}
    )


def words(act: Act) -> Notice:
    """The letter's words, asked for after its numbers."""
    turn = _turn(act, f"{act.earlier} {act.arg}")
    tickets, said = named(turn)
    return _drafted(turn, tickets, said)


def approve(turn: Turn) -> Notice:
    """通过: it is posted, kept with each ticket, and sent to everybody who reported one."""
    letter, tickets = _to_review(turn)
    posted = replace(letter, state=State.POSTED, reviewer=turn.person.id)
    turn.tools.uow.open_letters.save(posted)
    shown = Notice("letter.public", {"number": letter.number, "words": letter.words})
    Post(tools=turn.tools, site=turn.site, now=turn.now).to_rooms(RoomKind.RESIDENTS, shown)
    facts: dict[str, Fact] = {"number": letter.number, "words": letter.words}
    for ticket in tickets:
        entry = Entry(
            kind="open_letter", at=turn.now, actor=letter.author, audience=Audience.RESIDENT, facts=facts
        )
        record(turn.tools, turn.site, Change(ticket=ticket, entries=(entry,)), turn.now)
    _tell_reporters(turn, letter, tickets)
    _decided(turn, posted, tickets[0])
    return Notice("done.approve_letter", {"number": letter.number})


def give_back(turn: Turn) -> Notice:
    """退回, with what is to be changed; asked for where it was not said."""
    number, _, said = turn.words.partition(" ")
    asked = replace(turn, words=number)
    letter, tickets = _to_review(asked)
    if not said.strip():
        _ask(asked, "letter_remark", tickets[0].id, str(letter.number))
        return Notice("letter.ask_remark", {"number": letter.number})
    returned = replace(letter, state=State.RETURNED, reviewer=turn.person.id, remark=said.strip()[:_REMARK])
    turn.tools.uow.open_letters.save(returned)
    _decided(turn, returned, tickets[0])
    return Notice("done.return_letter", {"number": letter.number})


def remark(act: Act) -> Notice:
    """The remark, asked for after 退回."""
    return give_back(_turn(act, f"{act.earlier} {act.arg}"))


def _turn(act: Act, said: str) -> Turn:
    return Turn(scene=act.scene, tools=act.tools, now=act.now, words=said)


def _author(person: Person) -> None:
    if person.role not in rules.AUTHORS:
        raise Refused("letter_desk")


def named(turn: Turn) -> tuple[list[Ticket], str]:
    """The tickets whose numbers were said, each once and as it goes on now, and the words after them."""
    found = _NUMBERS.match(turn.words.strip())
    numbers = dict.fromkeys(int(one) for one in re.findall(r"\d+", found[0])) if found else {}
    if not found or not 0 < len(numbers) <= rules.MOST:
        raise Refused("letter_which", most=rules.MOST)
    tickets = {one.id: one for one in (_ticket(turn, number) for number in numbers)}
    return list(tickets.values()), turn.words.strip()[found.end() :].strip()


def _ticket(turn: Turn, number: int) -> Ticket:
    known = turn.tools.uow.tickets.numbered(turn.site.id, number)
    if known is None or not knows(turn.person, known):
        raise Refused("no_such_ticket", number=str(number))
    ticket = surviving(turn.tools, known)
    if not rules.fit(ticket):
        raise Refused("letter_unfit", number=number)
    return ticket


def _drafted(turn: Turn, tickets: list[Ticket], said: str) -> Notice:
    if not said or len(said) > rules.LONGEST:
        raise Refused("letter_length", most=rules.LONGEST)
    reporters = {person for ticket in tickets for person in ticket.reporters}
    if found := rules.private_words(said, turn.tools.uow.people.named(reporters).values()):
        raise Refused("letter_private", found=Notice("list", {"parts": list(found)}))
    author = turn.person
    letter = turn.tools.uow.open_letters.add(
        OpenLetter(
            site=turn.site.id,
            tickets=tuple(one.id for one in tickets),
            words=said,
            author=author.id,
            at=turn.now,
        )
    )
    role = _reviewer(turn, author, tickets)
    Post(tools=turn.tools, site=turn.site, now=turn.now, ticket=tickets[0]).tell(
        to_role(role, _for_review(letter, tickets), but=author.id, card=_card(letter))
    )
    return Notice("done.open_letter", {"number": letter.number, "role": Word(f"role.{role}")})


def _reviewer(turn: Turn, author: Person, tickets: list[Ticket]) -> Role:
    """The role that reviews it; where nobody else has it, the other head; raises Refused for none."""
    first = rules.reviewing(author, tickets)
    other = Role.CENTRE_MANAGER if first is Role.CS_LEAD else Role.CS_LEAD
    there = {one.role for one in turn.tools.uow.people.staff(turn.site.id) if one.id != author.id}
    for role in (first, other):
        if role in there:
            return role
    raise Refused("letter_nobody")


def _for_review(letter: OpenLetter, tickets: list[Ticket]) -> Notice:
    numbers: list[Fact] = [numbered(one.number) for one in tickets]
    facts: dict[str, Fact] = {
        "number": letter.number,
        "numbers": numbers,
        "households": len({ticket.homes.get(one, one) for ticket in tickets for one in ticket.reporters}),
        "by": Who(letter.author),
        "words": letter.words,
    }
    buttons = row(
        Button(verb="approve_letter", arg=str(letter.number)),
        Button(verb="return_letter", arg=str(letter.number)),
    )
    return Notice("letter.review", facts, (buttons,))


def _card(letter: OpenLetter) -> str:
    return f"open-letter-{letter.number}"


def _to_review(turn: Turn) -> tuple[OpenLetter, list[Ticket]]:
    """The letter whose number was said, for who may decide about it; raises Refused with the true state."""
    if not turn.head:
        raise Refused("letter_head")
    letter = turn.tools.uow.open_letters.numbered(turn.site.id, turn.key)
    if letter is None:
        raise Refused("no_such_letter", number=turn.words[:9] or None)
    if letter.author == turn.person.id:
        raise Refused("letter_own", number=letter.number)
    if letter.state is not State.DRAFTED:
        by = Who(letter.reviewer)
        if letter.state is State.POSTED:
            raise Refused("letter_posted", number=letter.number, by=by)
        raise Refused("letter_returned", number=letter.number, by=by)
    kept = [turn.tools.uow.tickets.get(key) for key in sorted(letter.tickets)]
    tickets = [one for one in kept if one is not None]
    if bad := next((one for one in tickets if one.discreet), None):
        raise Refused("letter_unfit", number=bad.number)
    author = turn.tools.uow.people.get(letter.author)
    grave = any(one.class_ is Class.ONE for one in tickets)
    if grave and turn.person.role is Role.CS_LEAD and _reviewer(turn, author, tickets) is not Role.CS_LEAD:
        raise Refused("letter_manager", number=letter.number)
    return letter, tickets


def _tell_reporters(turn: Turn, letter: OpenLetter, tickets: list[Ticket]) -> None:
    """Everybody who reported one of them has the letter once, with the numbers of theirs."""
    people: dict[int, list[Ticket]] = {}
    for ticket in tickets:
        for person in ticket.reporters:
            people.setdefault(person, []).append(ticket)
    for person, theirs in people.items():
        numbers: list[Fact] = [numbered(one.number) for one in theirs]
        told = Notice("news.open_letter", {"numbers": numbers, "words": letter.words})
        post = Post(tools=turn.tools, site=turn.site, now=turn.now, ticket=theirs[0])
        post.tell(to_person(person, told))


def _decided(turn: Turn, letter: OpenLetter, ticket: Ticket) -> None:
    """Who wrote it hears what became of it; the reviewer's card loses its buttons."""
    facts: dict[str, Fact] = {"number": letter.number, "by": Who(letter.reviewer), "remark": letter.remark}
    key = "letter.posted" if letter.state is State.POSTED else "letter.returned"
    post = Post(tools=turn.tools, site=turn.site, now=turn.now, ticket=ticket)
    post.tell(to_person(letter.author, Notice(key, facts), aloud=True))
    standing = turn.tools.uow.posts.cards(ticket.id) | turn.tools.uow.letters.cards(ticket.id)
    for platform, chat, card in sorted(standing):
        if card == _card(letter):
            people = turn.tools.uow.people.at(platform, chat, turn.site.id)
            language = people[0].language if people else None
            post.to_chat(platform, chat, Notice(key, facts), language, card)


def _ask(turn: Turn, kind: str, ticket: int, earlier: str) -> None:
    turn.tools.uow.questions.ask(
        Question(
            person=turn.person.id,
            chat=turn.scene.incoming.chat,
            kind=kind,
            ticket=ticket,
            expires_at=turn.now + PATIENCE,
            words=earlier,
        )
    )
