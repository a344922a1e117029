"""The life of a ticket: every (status × move) cell, allowed or refused with the true state."""

import pytest

from desk.errors import Refused
from desk.moves.table import Move, ensure
from desk.ticket import ENDED, Status
from tests.desk.examples import OFFICER, ticket

# Where each move leads from each status: = stays as it is, . refused.
EXPECTED = """
           proposed  open       dispatched accepted   working    waiting    done      confirmed revisited
register   open      .          .          .          .          .          .         .         .
dismiss    dismissed dismissed  dismissed  dismissed  dismissed  dismissed  .         .         .
withdraw   dismissed dismissed  dismissed  dismissed  dismissed  dismissed  .         .         .
reclassify =         =          =          =          =          =          .         .         .
transfer   .         dispatched dispatched dispatched dispatched dispatched .         .         .
return     .         .          open       open       open       open       .         .         .
escalate   .         dispatched dispatched dispatched dispatched dispatched .         .         .
assist     .         =          =          =          =          =          .         .         .
accuse     =         =          =          =          =          =          .         .         .
accept     .         accepted   accepted   .          .          .          .         .         .
sign       .         =          =          =          =          =          .         .         .
contact    .         .          .          =          =          =          .         .         .
arrive     .         .          .          =          =          =          .         .         .
there      .         =          =          .          .          .          .         .         .
note       .         =          =          =          =          =          =         =         .
photo      .         =          =          =          =          =          =         =         .
wait       .         .          .          waiting    waiting    waiting    .         .         .
resume     .         .          .          .          .          working    .         .         .
appoint    .         .          .          =          =          =          .         .         .
counter    .         .          .          =          =          =          .         .         .
finish     .         .          .          done       done       done       .         .         .
confirm    .         .          .          .          .          .          confirmed .         .
reject     .         .          .          .          .          .          closed    closed    closed
rate       .         .          .          .          .          .          =         =         =
revisit    .         .          .          .          .          .          revisited revisited .
conclude   .         .          .          .          .          .          closed    closed    .
join       =         =          =          =          =          =          =         =         .
add        =         =          =          =          =          =          =         =         =
merge      merged    merged     merged     merged     merged     merged     .         .         .
absorb     .         =          =          =          =          =          .         .         .
split      .         .          .          .          .          .          .         .         .
see        =         =          =          =          =          =          =         =         =
review     =         =          =          =          =          =          =         =         =
identity   =         =          =          =          =          =          =         =         =
question   .         =          =          =          =          =          =         =         =
judge      .         =          =          =          =          =          =         =         =
archive    .         .          .          .          .          .          closed    closed    closed
hide       =         =          =          =          =          =          =         =         .
quote      .         =          =          =          =          =          .         .         .
assess     .         =          =          =          =          =          .         .         .
consent    .         =          =          =          =          =          .         .         .
unrepaired .         closed     closed     closed     closed     closed     .         .         .
sign_off   .         .          .          .          .          .          =         =         =
money      =         =          =          =          =          =          =         =         =
plan       .         .          .          =          =          =          .         .         .
choose     .         .          .          =          =          =          .         .         .
outside    .         .          .          waiting    waiting    .          .         .         .
refer      .         done       done       done       done       done       .         .         .
"""
AFTER_THE_END = {  # what can still be done to an ended ticket
    Status.CLOSED: {Move.SEE, Move.RATE, Move.REVIEW, Move.IDENTITY, Move.JUDGE, Move.SIGN_OFF, Move.MONEY},
    Status.DISMISSED: {Move.SEE, Move.REVIEW, Move.IDENTITY, Move.MONEY},
    Status.MERGED: {Move.SEE, Move.SPLIT, Move.REVIEW, Move.IDENTITY, Move.MONEY, Move.HIDE},  # C9
}


def cells() -> list[tuple[Move, Status, Status | None]]:
    header, *lines = EXPECTED.strip("\n").split("\n")
    found = []
    for line in lines:
        move, *columns = line.split()
        for name, after in zip(header.split(), columns, strict=True):
            before = Status(name)
            found.append((Move(move), before, {"=": before, ".": None}.get(after) or _status(after)))
    ended = [(move, status, status) for status, moves in AFTER_THE_END.items() for move in moves]
    none = [(move, status, None) for status in ENDED for move in Move if move not in AFTER_THE_END[status]]
    return [*found, *ended, *none]


def _status(name: str) -> Status | None:
    return Status(name) if name in list(Status) else None


def test_the_table_speaks_of_every_move_and_status() -> None:
    spoken = [(move, before) for move, before, _ in cells()]
    assert sorted(spoken) == sorted((move, status) for move in Move for status in Status)


@pytest.mark.parametrize(("move", "before", "after"), cells())
def test_each_cell(move: Move, before: Status, after: Status | None) -> None:
    if after is not None:
        assert ensure(move, None, ticket(before)) is after
        return
    with pytest.raises(Refused) as refused:
        ensure(move, None, ticket(before))
    notice = refused.value.notice
    assert notice.key == ("refused.ended" if before in ENDED else "refused.state")
    assert notice.facts["status"] is not None


def test_whoever_has_not_accepted_it_is_told_to_do_that_first() -> None:
    """A refusal says what to do next; of somebody else's it says whose it is."""
    given = ticket(Status.DISPATCHED, owner=OFFICER.id)
    with pytest.raises(Refused, match="accept_first"):
        ensure(Move.FINISH, OFFICER, given)
