"""Which move leads from which status to which, and who may make it: one table each."""

from collections.abc import Mapping
from enum import StrEnum

from desk.errors import Refused
from desk.moves.whose import MEANT, Whose, headless
from desk.notices import Who, Word
from desk.people import HEADS, Person, Role
from desk.reading import Class
from desk.ticket import ENDED, UNFINISHED, Status, Ticket


class Move(StrEnum):
    """What can be done to a ticket."""

    REGISTER = "register"  # confirm the bot's proposal
    DISMISS = "dismiss"  # 不是投诉
    WITHDRAW = "withdraw"  # its reporter takes it back
    RECLASSIFY = "reclassify"  # 改类别
    TRANSFER = "transfer"  # 派单/转派: somebody (else) is responsible
    RETURN = "return"  # 退单, with a reason
    ESCALATE = "escalate"  # 上报: one level up
    ASSIST = "assist"  # 协办: another department helps
    ACCUSE = "accuse"  # somebody is complained of
    ACCEPT = "accept"  # 接单
    SIGN = "sign"  # 签收: engineering has the slip
    CONTACT = "contact"  # 已联系业主
    ARRIVE = "arrive"  # 已到场
    THERE = "there"  # the same of who helps, before whoever is responsible has accepted it
    NOTE = "note"  # 进展, reaches the reporter
    PHOTO = "photo"
    WAIT = "wait"
    RESUME = "resume"
    APPOINT = "appoint"  # 约时间, from the company's side
    COUNTER = "counter"  # the same from the reporters' side
    FINISH = "finish"  # 完成
    CONFIRM = "confirm"  # 已解决
    REJECT = "reject"  # 未解决
    RATE = "rate"
    REVISIT = "revisit"  # 回访
    CONCLUDE = "conclude"  # 结案: over, though somebody is not satisfied (C11)
    JOIN = "join"  # 我也遇到
    ADD = "add"  # 补充
    MERGE = "merge"  # 并入 another ticket
    ABSORB = "absorb"  # take another ticket in
    SPLIT = "split"  # 拆分: it was another matter after all
    SEE = "see"  # read it: progress, journal
    REVIEW = "review"  # 通过/退回: what staff write to a reporter (S0-44)
    IDENTITY = "identity"  # 查看反映人: who complained of a person (S4-30)
    QUESTION = "question"  # 请说明: who is complained of is asked (S4-26)
    JUDGE = "judge"  # 属实/不属实 (S4-31)
    ARCHIVE = "archive"  # 归档: a head closes it (S0-20, S4-44)
    HIDE = "hide"  # 匿名/实名 (C9)
    QUOTE = "quote"  # 报价, 撤回报价, 自备材料
    ASSESS = "assess"  # 评审: what is not on the price list
    CONSENT = "consent"  # 同意/不同意 a quote, 已知晓
    LEAVE_UNREPAIRED = "unrepaired"  # 未修: the quote was refused
    SIGN_OFF = "sign_off"  # 验收, with the total
    MONEY = "money"  # read what it costs
    PLAN = "plan"  # 方案
    CHOOSE = "choose"  # the reporter agrees to a plan, chooses, or objects
    OUTSIDE = "outside"  # 待外单位
    REFER = "refer"  # 转介


_AT_WORK = frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING})
_ENDING = frozenset({Status.DONE, Status.CONFIRMED, Status.REVISITED})
TRANSITIONS: Mapping[Move, tuple[frozenset[Status], Status | None]] = {
    Move.REGISTER: (frozenset({Status.PROPOSED}), Status.OPEN),
    Move.DISMISS: (UNFINISHED | {Status.PROPOSED}, Status.DISMISSED),
    Move.WITHDRAW: (UNFINISHED | {Status.PROPOSED}, Status.DISMISSED),
    Move.RECLASSIFY: (UNFINISHED | {Status.PROPOSED}, None),
    Move.TRANSFER: (UNFINISHED, Status.DISPATCHED),
    Move.RETURN: (UNFINISHED - {Status.OPEN}, Status.OPEN),
    Move.ESCALATE: (UNFINISHED, Status.DISPATCHED),
    Move.ASSIST: (UNFINISHED, None),
    Move.ACCUSE: (UNFINISHED | {Status.PROPOSED}, None),
    Move.ACCEPT: (frozenset({Status.OPEN, Status.DISPATCHED}), Status.ACCEPTED),
    Move.SIGN: (UNFINISHED, None),
    Move.CONTACT: (frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING}), None),
    Move.ARRIVE: (frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING}), None),
    Move.THERE: (UNFINISHED - _AT_WORK, None),
    Move.NOTE: (UNFINISHED | {Status.DONE, Status.CONFIRMED}, None),
    Move.PHOTO: (UNFINISHED | {Status.DONE, Status.CONFIRMED}, None),
    Move.WAIT: (_AT_WORK, Status.WAITING),  # from waiting: until another day
    Move.RESUME: (frozenset({Status.WAITING}), Status.WORKING),
    Move.APPOINT: (_AT_WORK, None),
    Move.COUNTER: (_AT_WORK, None),
    Move.FINISH: (frozenset({Status.ACCEPTED, Status.WORKING, Status.WAITING}), Status.DONE),
    Move.CONFIRM: (frozenset({Status.DONE}), Status.CONFIRMED),
    Move.REJECT: (_ENDING, Status.CLOSED),
    Move.RATE: (frozenset({Status.DONE, Status.CONFIRMED, Status.REVISITED, Status.CLOSED}), None),
    Move.REVISIT: (frozenset({Status.DONE, Status.CONFIRMED}), Status.REVISITED),
    Move.CONCLUDE: (frozenset({Status.DONE, Status.CONFIRMED}), Status.CLOSED),
    Move.JOIN: (UNFINISHED | {Status.PROPOSED, Status.DONE, Status.CONFIRMED}, None),
    Move.ADD: (UNFINISHED | _ENDING | {Status.PROPOSED}, None),
    Move.MERGE: (UNFINISHED | {Status.PROPOSED}, Status.MERGED),
    Move.ABSORB: (UNFINISHED, None),
    Move.SPLIT: (frozenset({Status.MERGED}), None),  # back to where it was
    Move.SEE: (frozenset(Status), None),
    Move.REVIEW: (frozenset(Status), None),
    Move.IDENTITY: (frozenset(Status), None),
    Move.QUESTION: (UNFINISHED | _ENDING, None),
    Move.JUDGE: (UNFINISHED | _ENDING | {Status.CLOSED}, None),
    Move.ARCHIVE: (_ENDING, Status.CLOSED),
    Move.HIDE: (UNFINISHED | {Status.PROPOSED, Status.DONE, Status.CONFIRMED, Status.MERGED}, None),
    Move.QUOTE: (UNFINISHED, None),
    Move.ASSESS: (UNFINISHED, None),
    Move.CONSENT: (UNFINISHED, None),
    Move.LEAVE_UNREPAIRED: (UNFINISHED, Status.CLOSED),
    Move.SIGN_OFF: (frozenset({Status.DONE, Status.CONFIRMED, Status.REVISITED, Status.CLOSED}), None),
    Move.MONEY: (frozenset(Status), None),
    Move.PLAN: (_AT_WORK, None),
    Move.CHOOSE: (_AT_WORK, None),
    Move.OUTSIDE: (frozenset({Status.ACCEPTED, Status.WORKING}), Status.WAITING),
    Move.REFER: (UNFINISHED, Status.DONE),
}

_DESK = dict.fromkeys(
    (Role.FRONT_DESK, Role.CUSTOMER_OFFICER, Role.DUTY_OFFICER, Role.CS_LEAD, Role.CENTRE_MANAGER), Whose.ANY
)  # who takes complaints in: S2-30, S2-44
_HANDS = dict.fromkeys(
    (Role.ENGINEER, Role.ENGINEERING_LEAD, Role.SECURITY, Role.CLEANER, Role.GARDENER), Whose.OWN
)
_HEADS = dict.fromkeys(HEADS, Whose.ANY)  # S0-20 … S0-23
_OWNER = {**dict.fromkeys(_DESK, Whose.OWN), **_HANDS, **_HEADS}
_DISPATCHERS = {
    **_DESK,  # the duty officer and the heads may take a job from anybody: S2-15, S0-22, S0-23
    Role.FRONT_DESK: Whose.LOOSE,  # S0-29
    Role.CUSTOMER_OFFICER: Whose.LOOSE,
    **_HANDS,
    **dict.fromkeys((Role.HEADQUARTERS, Role.ADMIN), Whose.HEADLESS),  # S4-28: every head is complained of
}
_HELPING = dict.fromkeys(_HANDS, Whose.HAND)  # S4-02: they do their part, and close nothing
_TAKERS = {**_DESK, **dict.fromkeys(_HANDS, Whose.ANY)}
_ENGINEERING = dict.fromkeys((Role.ENGINEER, Role.ENGINEERING_LEAD), Whose.ANY)
_JUDGES = {Role.ENGINEERING_LEAD: Whose.ANY, **_HEADS}  # S2-84, S2-89
_HOUSEHOLD = dict.fromkeys(Role, Whose.HOME)  # who pays: S2-51, S2-91
_EVERY_REPORTER = dict.fromkeys(Role, Whose.REPORTED)  # staff live here too
_EVERY_CLIENT = dict.fromkeys(Role, Whose.SERVED)  # nobody confirms or rates their own work

PERMITS: Mapping[Move, Mapping[Role, Whose]] = {
    Move.REGISTER: _DESK,
    Move.DISMISS: _DESK,
    Move.WITHDRAW: dict.fromkeys(Role, Whose.FIRST),
    Move.RECLASSIFY: _DESK,
    Move.TRANSFER: _DISPATCHERS,
    Move.RETURN: {**dict.fromkeys(_DESK, Whose.OWN), **_HANDS},  # S3-22
    Move.ESCALATE: {
        **_OWNER,
        **dict.fromkeys((Role.FRONT_DESK, Role.DUTY_OFFICER), Whose.ANY),
    },  # S1-14, S2-11
    Move.ASSIST: {**_OWNER, Role.DUTY_OFFICER: Whose.ANY},  # S4-02, S2-15
    Move.ACCUSE: _HEADS,  # S4-28
    Move.ACCEPT: _TAKERS,
    Move.SIGN: {**_ENGINEERING, Role.DUTY_OFFICER: Whose.ANY, **_HEADS},  # S2-96
    Move.CONTACT: _OWNER,
    Move.ARRIVE: {**dict.fromkeys(_DESK, Whose.HAND), **_HELPING, **_HEADS},
    Move.THERE: {**dict.fromkeys(_DESK, Whose.HAND), **_HELPING},
    Move.NOTE: {**_DESK, **_HELPING},
    Move.PHOTO: _TAKERS,
    Move.WAIT: _OWNER,
    Move.RESUME: _OWNER,
    Move.APPOINT: _OWNER,
    Move.COUNTER: _EVERY_REPORTER,
    Move.FINISH: _OWNER,
    Move.CONFIRM: _EVERY_CLIENT,
    Move.REJECT: _EVERY_REPORTER,
    Move.RATE: _EVERY_CLIENT,
    Move.REVISIT: _DESK,
    Move.CONCLUDE: _HEADS,
    Move.JOIN: dict.fromkeys(Role, Whose.PUBLIC),
    Move.ADD: _EVERY_REPORTER,
    Move.MERGE: _DESK,
    Move.ABSORB: _DESK,
    Move.SPLIT: {**dict.fromkeys(Role, Whose.FIRST), **_DESK},  # whoever reported it knows what it was
    Move.SEE: {**_EVERY_REPORTER, **dict.fromkeys(_TAKERS, Whose.ANY), Role.HEADQUARTERS: Whose.ANY},  # S0-47
    Move.REVIEW: _HEADS,  # S0-44
    Move.IDENTITY: _OWNER,  # S4-30
    Move.QUESTION: _OWNER,  # S4-26
    Move.JUDGE: _HEADS,  # S4-31
    Move.ARCHIVE: _HEADS,  # S0-20, S4-44
    Move.HIDE: dict.fromkeys(Role, Whose.FIRST),  # C9
    Move.QUOTE: {**_DESK, **_HELPING, Role.ENGINEERING_LEAD: Whose.ANY},  # S2-51, S2-84
    Move.ASSESS: _JUDGES,
    Move.CONSENT: _HOUSEHOLD,
    Move.LEAVE_UNREPAIRED: _JUDGES,  # S2-91
    Move.SIGN_OFF: _HOUSEHOLD,  # S2-93
    Move.MONEY: {
        **_HOUSEHOLD,
        **dict.fromkeys((*_DESK, *_HANDS), Whose.STAKE),
        **_JUDGES,
        Role.HEADQUARTERS: Whose.ANY,
    },  # house: who does it, who answers for it, who pays for it
    Move.PLAN: _OWNER,
    Move.CHOOSE: dict.fromkeys(Role, Whose.FIRST),  # S4-16: one of them, so that there is one answer
    Move.OUTSIDE: _OWNER,
    Move.REFER: {**_OWNER, **dict.fromkeys((Role.FRONT_DESK, Role.DUTY_OFFICER), Whose.ANY)},  # S2-69
}

# Not for everybody on class 1 and 2.
_GRAVE = frozenset({Move.ACCEPT, Move.TRANSFER, Move.DISMISS, Move.REFER, Move.MERGE})
_OF_EVERYBODY = frozenset({Move.SEE, Move.SPLIT, Move.MONEY})  # reporters may, whatever their role gives them
_OF_REPORTERS = frozenset({Whose.REPORTED, Whose.SERVED, Whose.FIRST, Whose.PUBLIC, Whose.HOME, Whose.STAKE})


def permitted(move: Move, actor: Person, ticket: Ticket) -> bool:
    """Whether the tables give `actor` this move; who is complained of never has any (S4-28, S4-41)."""
    whose = PERMITS[move].get(actor.role)
    if whose is None or not actor.active or not knows(actor, ticket) or not MEANT[whose](actor, ticket):
        return False
    if ticket.discreet and not ticket.all_hands and whose not in _OF_REPORTERS:
        return _trusted(actor, ticket) or (move in _OF_EVERYBODY and actor.id in ticket.reporters)
    return move not in _GRAVE or ticket.class_ is Class.THREE or _weighty(move, actor, ticket)


def knows(actor: Person, ticket: Ticket) -> bool:
    """Whether the person may learn that there is such a ticket at all."""
    if actor.site != ticket.site or actor.id in ticket.accused:
        return False
    if not ticket.discreet or ticket.all_hands:
        return True
    return _trusted(actor, ticket) or actor.id in ticket.reporters


def _trusted(actor: Person, ticket: Ticket) -> bool:
    """What is about a person's conduct stays with whoever has it and the heads (S3-02, S4-28)."""
    if actor.role is Role.ADMIN and headless(ticket):
        return True
    return actor.id in (ticket.owner, *ticket.helpers) or actor.role in {*HEADS, Role.HEADQUARTERS}


def _weighty(move: Move, actor: Person, ticket: Ticket) -> bool:
    """Class 1 and 2 are the heads' (S0-19, S0-20, S0-23): nobody else takes, moves or buries them.

    Open to others: passing on what is theirs or nobody's yet (S0-29), judging a proposal, taking it on duty
    (S4-43), and whatever saves time in an emergency.
    """
    if actor.role in HEADS or actor.id == ticket.owner or ticket.status is Status.PROPOSED:
        return True
    if move is Move.ACCEPT:
        return ticket.emergency or actor.role is Role.DUTY_OFFICER
    return move is Move.TRANSFER and (ticket.owner is None or ticket.emergency)


def ensure(move: Move, actor: Person | None, ticket: Ticket) -> Status:
    """The status after `move`; raises Refused with the true state. No actor: the desk itself."""
    if actor is not None and not permitted(move, actor, ticket):
        raise _refusal(move, actor, ticket)
    before, after = TRANSITIONS[move]
    if ticket.status not in before and ticket.merged_into is not None:
        raise Refused("merged", number=ticket.number, into=ticket.merged_into)
    if ticket.status not in before:
        own = actor is not None and actor.id == ticket.owner
        first = own and ticket.status is Status.DISPATCHED and Status.ACCEPTED in before
        key = "ended" if ticket.status in ENDED else "accept_first" if first else "state"
        raise Refused(
            key, number=ticket.number, status=Word(f"status.{ticket.status}"), owner=Who(ticket.owner)
        )
    return after or ticket.status


def _refusal(move: Move, actor: Person, ticket: Ticket) -> Refused:
    """Why not; who may not know of the ticket learns no more than of a number that was never given."""
    whose = PERMITS[move].get(actor.role)
    if not knows(actor, ticket) or whose is Whose.PUBLIC:
        return Refused("no_such_ticket", number=ticket.number)
    if actor.role is Role.RESIDENT:
        theirs = "first_only" if actor.id in ticket.reporters else "reporter_only"
        key = "staff_only" if whose is None else theirs
    else:
        key = "owner_only" if whose in {Whose.OWN, Whose.HAND, Whose.LOOSE} else "not_yours"
    return Refused(key, number=ticket.number, owner=Who(ticket.owner))
