"""The permission table cell by cell: role × move × whose ticket; and who is complained of, never."""

from dataclasses import replace
from itertools import product

import pytest

from desk.errors import Refused
from desk.moves.table import PERMITS, TRANSITIONS, Move, ensure, permitted
from desk.people import HEADS, Person, Role
from desk.reading import Category, Class
from desk.ticket import Status, Ticket
from tests.desk.examples import person, ticket

ME, OTHER, THIRD = 50, 60, 61
STANDS = {  # how the one who acts stands to the ticket
    "o": ticket(Status.ACCEPTED, owner=ME),  # has it
    "l": ticket(Status.DISPATCHED, owner=OTHER),  # somebody else is to accept it
    "a": ticket(Status.ACCEPTED, owner=OTHER),  # somebody else has accepted it
    "r": ticket(
        Status.ACCEPTED, owner=OTHER, reporter=ME, reporters=(ME, THIRD)
    ),  # was the first to report it
    "j": ticket(Status.ACCEPTED, owner=OTHER, reporters=(THIRD, ME)),  # joined it
    "h": ticket(Status.ACCEPTED, owner=OTHER, helpers=(THIRD, ME)),  # helps with it
    "s": ticket(Status.ACCEPTED, owner=ME, reporter=ME, reporters=(ME,)),  # reported it and has it
}
GROUPS = {
    "resident": [Role.RESIDENT],
    "front": [Role.FRONT_DESK],
    "officer": [Role.CUSTOMER_OFFICER],
    "hands": [Role.SECURITY, Role.CLEANER, Role.GARDENER],
    "eng": [Role.ENGINEER],
    "lead": [Role.ENGINEERING_LEAD],
    "duty": [Role.DUTY_OFFICER],
    "heads": [Role.CS_LEAD, Role.CENTRE_MANAGER],
    "hq": [Role.HEADQUARTERS],
    "admin": [Role.ADMIN],
}
# Which of STANDS give the move (of a class 3 ticket reported in a room); * is all, - is none.
EXPECTED = """
             resident  front  officer  hands  duty  heads  hq   admin  eng  lead
register     -         *      *        -      *     *      -    -   -  -
dismiss      -         *      *        -      *     *      -    -   -  -
withdraw     rs        rs     rs       rs     rs    rs     rs   rs  rs  rs
reclassify   -         *      *        -      *     *      -    -   -  -
transfer     -         ols    ols      os     *     *      -    -   os  os
return       -         os     os       os     os    os     -    -   os  os
escalate     -         *      os       os     *     *      -    -   os  os
assist       -         os     os       os     *     *      -    -   os  os
accuse       -         -      -        -      -     *      -    -   -  -
accept       -         *      *        *      *     *      -    -   *  *
sign         -         -      -        -      *     *      -    -    *  *
contact      -         os     os       os     os    *      -    -   os  os
arrive       -         osh    osh      osh    osh   *      -    -   osh  osh
there        -         osh    osh      osh    osh   osh    -    -   osh  osh
note         -         *      *        osh    *     *      -    -   osh  osh
photo        -         *      *        *      *     *      -    -   *  *
wait         -         os     os       os     os    *      -    -   os  os
resume       -         os     os       os     os    *      -    -   os  os
appoint      -         os     os       os     os    *      -    -   os  os
counter      rjs       rjs    rjs      rjs    rjs   rjs    rjs  rjs  rjs  rjs
finish       -         os     os       os     os    *      -    -   os  os
confirm      rj        rj     rj       rj     rj    rj     rj   rj  rj  rj
reject       rjs       rjs    rjs      rjs    rjs   rjs    rjs  rjs  rjs  rjs
rate         rj        rj     rj       rj     rj    rj     rj   rj  rj  rj
revisit      -         *      *        -      *     *      -    -   -  -
join         *         *      *        *      *     *      *    *   *  *
add          rjs       rjs    rjs      rjs    rjs   rjs    rjs  rjs  rjs  rjs
see          rjs       *      *        *      *     *      *    rjs  *  *
quote        -         *      *        osh    *     *      -    -   osh  *
assess       -         -      -        -      -     *      -    -   -    *
consent      rs        rs     rs       rs     rs    rs     rs   rs  rs   rs
unrepaired   -         -      -        -      -     *      -    -   -    *
sign_off     rs        rs     rs       rs     rs    rs     rs   rs  rs   rs
money        rs        orsh   orsh     orsh   orsh  *      *    rs  orsh *
plan         -         os     os       os     os    *      -    -   os   os
choose       rs        rs     rs       rs     rs    rs     rs   rs  rs   rs
outside      -         os     os       os     os    *      -    -   os   os
refer        -         *      os       os     *     *      -    -   os   os
merge        -         *      *        -      *     *      -    -   -      -
absorb       -         *      *        -      *     *      -    -   -      -
split        rs        *      *        rs     *     *      rs   rs  rs     rs
review       -         -      -        -      -     *      -    -   -      -
identity     -         os     os       os     os    *      -    -   os     os
question     -         os     os       os     os    *      -    -   os     os
judge        -         -      -        -      -     *      -    -   -      -
archive      -         -      -        -      -     *      -    -   -      -
hide         rs        rs     rs       rs     rs    rs     rs   rs  rs     rs
conclude     -         -      -        -      -     *      -    -   -      -
"""


def cells() -> list[tuple[Move, Role, str]]:
    header, *lines = EXPECTED.strip("\n").split("\n")
    found = []
    for line in lines:
        move, *columns = line.split()
        for group, stands in zip(header.split(), columns, strict=True):
            given = {"*": "olarjsh", "-": ""}.get(stands, stands)
            found += [(Move(move), role, given) for role in GROUPS[group]]
    return found


def me(role: Role) -> Person:
    return person(ME, role)


def test_the_table_speaks_of_every_move_and_role() -> None:
    assert sorted((move, role) for move, role, _ in cells()) == sorted(
        (move, role) for move in Move for role in Role
    )
    assert set(PERMITS) == set(Move) == set(TRANSITIONS)


@pytest.mark.parametrize(("move", "role", "given"), cells())
def test_each_cell(move: Move, role: Role, given: str) -> None:
    assert {stands for stands, case in STANDS.items() if permitted(move, me(role), case)} == set(given)


@pytest.mark.parametrize("move", Move)
def test_who_is_complained_of_has_no_move_at_all_and_is_told_of_no_such_ticket(move: Move) -> None:
    """S4-28, S4-41: not even as its owner, reporter or head, not even in an emergency."""
    for role, case, category in product(Role, STANDS.values(), (Category.SERVICE, Category.EMERGENCIES)):
        about_me = replace(case, accused=(ME,), category=category)
        assert not permitted(move, me(role), about_me)
        with pytest.raises(Refused) as refused:
            ensure(move, me(role), about_me)
        assert refused.value.notice.key == "refused.no_such_ticket"
        assert set(refused.value.notice.facts) == {"number"}


@pytest.mark.parametrize("move", Move)
def test_nobody_acts_at_another_site_or_after_leaving(move: Move) -> None:
    for role in Role:
        for stranger in (replace(me(role), site=99), replace(me(role), active=False)):
            assert not any(permitted(move, stranger, one) for one in STANDS.values())


@pytest.mark.parametrize("move", Move)
def test_a_matter_of_conduct_is_for_its_owner_its_reporters_and_the_heads(move: Move) -> None:
    """S3-02, S4-28: nobody else can see, join or move it, so the one meant cannot either."""
    of_reporters = {
        Move.HIDE,
        Move.SPLIT,
        Move.WITHDRAW,
        Move.CONFIRM,
        Move.REJECT,
        Move.RATE,
        Move.ADD,
        Move.SEE,
        Move.COUNTER,
        Move.CONSENT,
        Move.SIGN_OFF,
        Move.MONEY,
        Move.CHOOSE,
    }
    for role, case in product(Role, STANDS.values()):
        discreet = replace(case, topic="服务态度")
        trusted = role in {*HEADS, Role.HEADQUARTERS} or ME in (discreet.owner, *discreet.helpers)
        near = trusted or (ME in discreet.reporters and move in of_reporters)
        given = permitted(move, me(role), case) and near and move is not Move.JOIN
        assert permitted(move, me(role), discreet) is given


def test_in_an_emergency_conduct_keeps_nobody_from_helping_but_the_one_complained_of() -> None:
    """S2-78: a guard beats somebody: the other guard goes there."""
    fight = ticket(Status.DISPATCHED, owner=OTHER, category=Category.EMERGENCIES, accused=(THIRD,))
    assert permitted(Move.ACCEPT, me(Role.SECURITY), fight)
    assert permitted(Move.SEE, me(Role.SECURITY), fight)
    assert not permitted(Move.ACCEPT, person(THIRD, Role.SECURITY), fight)


def test_what_was_told_in_private_is_joined_by_nobody() -> None:
    private = replace(STANDS["a"], room=None)
    assert not any(permitted(Move.JOIN, me(role), private) for role in Role)


@pytest.mark.parametrize("class_", [Class.ONE, Class.TWO])
@pytest.mark.parametrize("role", Role)
def test_class_1_and_2_are_taken_moved_dismissed_and_referred_by_heads_or_their_owner_alone(
    class_: Class, role: Role
) -> None:
    """S0-19, S0-20, S0-23."""
    for move, case in product((Move.ACCEPT, Move.TRANSFER, Move.DISMISS, Move.REFER), STANDS.values()):
        grave = replace(case, class_=class_)
        near = role in HEADS or grave.owner == ME or (move is Move.ACCEPT and role is Role.DUTY_OFFICER)
        assert permitted(move, me(role), grave) is (near and permitted(move, me(role), case))


def allowed(move: Move, role: Role, case: Ticket) -> bool:
    return permitted(move, me(role), case)


def test_the_front_desk_dispatches_a_class_2_that_nobody_has() -> None:
    assert allowed(Move.TRANSFER, Role.FRONT_DESK, ticket(Status.OPEN, class_=Class.TWO, owner=None))


def test_any_of_the_desk_judges_a_proposal_however_grave_it_looked() -> None:
    assert allowed(Move.DISMISS, Role.FRONT_DESK, ticket(Status.PROPOSED, class_=Class.ONE, owner=None))


def test_in_an_emergency_whoever_is_there_takes_the_job() -> None:
    case = ticket(Status.DISPATCHED, class_=Class.ONE, category=Category.EMERGENCIES, owner=OTHER)
    assert allowed(Move.ACCEPT, Role.SECURITY, case)
    assert not allowed(Move.DISMISS, Role.FRONT_DESK, case)


@pytest.mark.parametrize(
    ("move", "role", "key"),
    [
        (Move.ACCEPT, Role.RESIDENT, "staff_only"),
        (Move.CONFIRM, Role.RESIDENT, "reporter_only"),
        (Move.FINISH, Role.ENGINEER, "owner_only"),
        (Move.TRANSFER, Role.FRONT_DESK, "owner_only"),
        (Move.REGISTER, Role.CLEANER, "not_yours"),
    ],
)
def test_a_refusal_says_whose_move_it_is(move: Move, role: Role, key: str) -> None:
    with pytest.raises(Refused) as refused:
        ensure(move, me(role), STANDS["a"])
    assert refused.value.notice.key == f"refused.{key}"
